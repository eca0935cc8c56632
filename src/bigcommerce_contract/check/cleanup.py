"""Removes the customers that a run created, and nothing else."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.gate import Gate
from bigcommerce_contract.check.ledger import Ledger, ledger_folder
from bigcommerce_contract.check.marker import is_marked_address
from bigcommerce_contract.check.session import Session

_PAGE = 250
_MOST_PAGES = 10_000
_GONE = frozenset({204, 404})
_OK = 200


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a clean-up did.

    Attributes:
        deleted: Number of customers deleted.
        left: Ids of customers that should be gone and are not.
    """

    deleted: int
    left: tuple[int, ...]

    def __add__(self, other: "Cleaned") -> "Cleaned":
        """Return both together."""
        return Cleaned(self.deleted + other.deleted, self.left + other.left)


def new_ledger(base_urls: list[str]) -> Ledger:
    """Return an empty ledger with a file name of its own."""
    return Ledger(ledger_folder() / f"{secrets.token_hex(8)}.jsonl", base_urls)


def remove_created(gate: Gate, session: Session) -> Cleaned:
    """Delete what is left of the run that wrote the gate's ledger, and its ledger once nothing is.

    First the ids of the ledger; then whatever its marks find in the list, for a server may have stored a customer
    whose create it refused, or kept one whose deletion it confirmed.

    Args:
        gate: The gate that holds the ledger.
        session: A session through it.
    """
    entries = gate.ledger.entries
    cleaned = _delete_all(session, entries.left())
    if entries.sent:
        known = set(entries.created)
        found = [customer for customer in _list_from(session, min(known, default=1)) if _is_of_run(gate, customer)]
        cleaned = Cleaned(cleaned.deleted, ()) + _adopt_and_delete(gate, session, found)
    if not cleaned.left:
        gate.ledger.close()
    return cleaned


def remove_marked(gate: Gate, session: Session) -> Cleaned:
    """Delete every customer of the store that carries the mark of any run.

    Args:
        gate: A gate in the mode ``marked``, with a ledger that can take the customers in.
        session: A session through it.
    """
    found = [customer for customer in _list_from(session, 1) if is_marked_address(customer.get("email"))]
    cleaned = _adopt_and_delete(gate, session, found)
    if not cleaned.left:
        gate.ledger.close()
    return cleaned


def remove_everything(gate: Gate, session: Session) -> Cleaned:
    """Empty a store that the run has for itself.

    Args:
        gate: A gate that lets ``DELETE /customers`` pass.
        session: A session through it.
    """
    session.send("DELETE", "/customers")
    cleaned = _delete_all(session, [customer["id"] for customer in _list_from(session, 1)])
    if not cleaned.left:
        gate.ledger.close()
    return cleaned


def _is_of_run(gate: Gate, customer: dict[str, Any]) -> bool:
    entries, email = gate.ledger.entries, customer.get("email")
    return entries.sent_address(email) or entries.describes(customer["id"], email)


def _adopt_and_delete(gate: Gate, session: Session, customers: list[dict[str, Any]]) -> Cleaned:
    for customer in customers:
        if not gate.ledger.owns(customer["id"]):
            gate.ledger.adopt(customer["id"], customer.get("email"))
    return _delete_all(session, [customer["id"] for customer in customers])


def _delete_all(session: Session, ids: list[int]) -> Cleaned:
    left = tuple(customer_id for customer_id in ids if not _delete(session, customer_id))
    return Cleaned(len(ids) - len(left), left)


def _delete(session: Session, customer_id: int) -> bool:
    exchange = session.send("DELETE", f"/customers/{customer_id}")
    return exchange.response.status in _GONE and not exchange.shielded


def _list_from(session: Session, min_id: int) -> Iterator[dict[str, Any]]:
    """Yield the customers of the store; pages by ``min_id``, so that deletions meanwhile shift nothing."""
    for _ in range(_MOST_PAGES):
        page = _customers(session.send("GET", "/customers", query={"min_id": min_id, "limit": _PAGE}))
        fresh = [customer for customer in page if customer["id"] >= min_id]
        yield from fresh
        if not fresh:
            return
        min_id = max(customer["id"] for customer in fresh) + 1


def _customers(exchange: Exchange) -> list[dict[str, Any]]:
    try:
        body = exchange.response.json()
    except (ValueError, RecursionError):
        return []
    if exchange.response.status != _OK or not isinstance(body, list):
        return []
    items = cast("list[object]", body)
    customers = [cast("dict[str, Any]", item) for item in items if isinstance(item, dict)]
    return [customer for customer in customers if type(customer.get("id")) is int]
