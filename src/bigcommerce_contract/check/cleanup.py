"""Removes the customers that a run created, and nothing else."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.gate import Gate
from bigcommerce_contract.check.ledger import Ledger, is_of_running_check, ledger_folder
from bigcommerce_contract.check.marker import is_marked_address
from bigcommerce_contract.check.session import Session

Customer = dict[str, Any]

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
        listed: The store could be searched for customers of which the ledger does not know.
    """

    deleted: int
    left: tuple[int, ...]
    listed: bool = True

    @property
    def done(self) -> bool:
        """Say that nothing is left."""
        return self.listed and not self.left

    def __add__(self, other: "Cleaned") -> "Cleaned":
        """Return both together."""
        return Cleaned(self.deleted + other.deleted, self.left + other.left, self.listed and other.listed)


def new_ledger(base_urls: list[str]) -> Ledger:
    """Return an empty ledger with a file name of its own."""
    return Ledger(ledger_folder() / f"{secrets.token_hex(8)}.jsonl", base_urls)


def remove_created(gate: Gate, session: Session) -> Cleaned:
    """Delete what is left of the run that wrote the gate's ledger, and its ledger once nothing is.

    First the ids of the ledger; then whatever its marks find in the list, for a server may have stored a customer
    whose create it refused or left unanswered, or kept one whose deletion it confirmed.

    Args:
        gate: The gate that holds the ledger.
        session: A session through it.
    """
    entries = gate.ledger.entries
    deleted = _delete_each(session, entries.left())
    if not entries.sent:
        return Cleaned(0, ())
    # A create without an answer may have made a customer with a lower id than any that is known.
    first = 1 if entries.open_intents else min(entries.created, default=1)
    found = _remove_found(gate, session, first, lambda customer: _is_of_run(gate, customer))
    return _end(gate, deleted | found.deleted, found.still_there | set(entries.left()), listed=found.listed)


def remove_marked(gate: Gate, session: Session) -> Cleaned:
    """Delete every customer of the store that carries the mark of any run but those that still run on this machine.

    Args:
        gate: A gate in the mode ``marked``, with a ledger that can take the customers in.
        session: A session through it.
    """
    found = _remove_found(gate, session, 1, lambda customer: _is_left(gate, customer))
    return _end(gate, found.deleted, found.still_there | set(gate.ledger.entries.left()), listed=found.listed)


def remove_everything(gate: Gate, session: Session) -> Cleaned:
    """Empty a store that the run has for itself.

    Args:
        gate: A gate that lets ``DELETE /customers`` pass.
        session: A session through it.
    """
    session.send("DELETE", "/customers")
    found = _remove_found(gate, session, 1, lambda _: True)
    return _end(gate, found.deleted, found.still_there, listed=found.listed)


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of searching the list and deleting what was found."""

    deleted: set[int]
    still_there: set[int]
    listed: bool


def _remove_found(gate: Gate, session: Session, min_id: int, wanted: Callable[[Customer], bool]) -> _Found:
    found = _search(session, min_id, wanted)
    if found is None:
        return _Found(set(), set(), listed=False)
    for customer in found:
        if not gate.ledger.owns(customer["id"]):
            gate.ledger.adopt(customer["id"], customer.get("email"))
    deleted = _delete_each(session, [customer["id"] for customer in found])
    again = _search(session, min_id, wanted) if found else []
    return _Found(deleted, {customer["id"] for customer in again or ()}, listed=again is not None)


def _end(gate: Gate, deleted: set[int], left: set[int], *, listed: bool) -> Cleaned:
    cleaned = Cleaned(len(deleted - left), tuple(sorted(left)), listed)
    if cleaned.done:
        gate.ledger.close()
    return cleaned


def _is_of_run(gate: Gate, customer: Customer) -> bool:
    entries, email = gate.ledger.entries, customer.get("email")
    return entries.sent_address(email) or entries.describes(customer["id"], email)


def _is_left(gate: Gate, customer: Customer) -> bool:
    email = customer.get("email")
    return is_marked_address(email) and not is_of_running_check(customer["id"], email, gate.ledger)


def _delete_each(session: Session, ids: list[int]) -> set[int]:
    """Return those of ``ids`` whose deletion the target confirmed."""
    return {customer_id for customer_id in ids if _delete(session, customer_id)}


def _delete(session: Session, customer_id: int) -> bool:
    exchange = session.send("DELETE", f"/customers/{customer_id}")
    return exchange.response.status in _GONE and not exchange.shielded


def _search(session: Session, min_id: int, wanted: Callable[[Customer], bool]) -> list[Customer] | None:
    """Give the wanted customers of the store, None if it cannot be listed.

    Pages by ``min_id``, so that deletions meanwhile shift nothing.
    """
    found: list[Customer] = []
    for _ in range(_MOST_PAGES):
        page = _customers(session.send("GET", "/customers", query={"min_id": min_id, "limit": _PAGE}))
        if page is None:
            return None
        fresh = [customer for customer in page if customer["id"] >= min_id]
        if not fresh:
            break
        found += filter(wanted, fresh)
        min_id = max(customer["id"] for customer in fresh) + 1
    return found


def _customers(exchange: Exchange) -> list[Customer] | None:
    if exchange.response.status in _GONE and not exchange.shielded:
        return []
    try:
        body = exchange.response.json()
    except (ValueError, RecursionError):
        return None
    if exchange.response.status != _OK or not isinstance(body, list):
        return None
    items = cast("list[object]", body)
    customers = [cast("Customer", item) for item in items if isinstance(item, dict)]
    return [customer for customer in customers if type(customer.get("id")) is int]
