"""An exchange as the judge reads it: operation, parameters, body and answer, parsed once."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import parse_qsl

from bigcommerce_contract.check.exchange import UNAVAILABLE, Exchange
from bigcommerce_contract.check.judge.contract import Operation, find_path
from bigcommerce_contract.check.judge.values import as_array, as_object, parse_json

_LARGEST_ID = 2**63 - 1
_NOT_ANSWERED = UNAVAILABLE | {408, 425, 429, 507, 509}


class Outcome(Enum):
    """What an answer says of the request."""

    DONE = "done"
    DENIED = "denied"
    REFUSED = "refused"
    FAILED = "failed"
    UNANSWERED = "unanswered"


class Missing(Enum):
    """Stands for a body that is absent or no JSON."""

    MISSING = "missing"


MISSING = Missing.MISSING


@dataclass(frozen=True, slots=True)
class Observation:
    """An exchange, parsed.

    Attributes:
        exchange: The exchange itself.
        known_path: Whether the document has the path, whatever the method.
        methods: The methods that the path has in the document.
        has_id: Whether the path holds the id of a customer, or something in its place.
        operation: The operation asked for, None where the document has none.
        customer_id: The id in the path, None where there is none or it is no id.
        query: The query parameters in order.
        body: The request's JSON; MISSING where it is absent, malformed or ambiguous.
        answer: The response's JSON, likewise.
        outcome: What became of the request.
    """

    exchange: Exchange
    known_path: bool
    methods: frozenset[str]
    has_id: bool
    operation: Operation | None
    customer_id: int | None
    query: tuple[tuple[str, str], ...]
    body: Any
    answer: Any
    outcome: Outcome
    parameters: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def status(self) -> int:
        """The response's HTTP status."""
        return self.exchange.response.status

    def shown(self) -> list[dict[str, Any]]:
        """Give the customers that the answer shows, none where it shows something else."""
        if self.operation is None or self.outcome is not Outcome.DONE:
            return []
        if self.operation.id == "listCustomers":
            return [item for item in map(as_object, as_array(self.answer) or []) if item is not None]
        if self.operation.id in {"getCustomer", "createCustomer", "updateCustomer"}:
            customer = as_object(self.answer)
            return [customer] if customer else []
        return []


def observe(exchange: Exchange) -> Observation:
    """Parse an exchange."""
    request = exchange.request
    found = find_path(request.path)
    path, id_text = found or (None, None)
    operation = path.operations.get(request.method) if path else None
    query = tuple(parse_qsl(request.query, keep_blank_values=True))
    return Observation(
        exchange=exchange,
        known_path=path is not None,
        methods=frozenset(path.operations) if path else frozenset(),
        has_id=id_text is not None,
        operation=operation,
        customer_id=_customer_id(id_text),
        query=query,
        body=_json(request.body),
        answer=_json(exchange.response.body),
        outcome=_outcome(exchange.response.status),
        parameters=dict(query),
    )


def _customer_id(text: str | None) -> int | None:
    if text is None or not text.isascii() or not text.isdigit() or len(text) > len(str(_LARGEST_ID)):
        return None
    number = int(text)
    return number if 1 <= number <= _LARGEST_ID and str(number) == text else None


def _json(data: bytes) -> Any:  # noqa: ANN401 - JSON is any
    if not data:
        return MISSING
    try:
        return parse_json(data)
    except ValueError:
        return MISSING


def _outcome(status: int) -> Outcome:
    if status in _NOT_ANSWERED:
        return Outcome.UNANSWERED
    if status in {401, 403}:
        return Outcome.DENIED
    if 200 <= status < 300:
        return Outcome.DONE
    if 400 <= status < 500:
        return Outcome.REFUSED
    if status >= 500:
        return Outcome.FAILED
    return Outcome.UNANSWERED
