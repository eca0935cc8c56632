"""What a fault is, and how it is written: `KIND[:NAME=VALUE,...]`, such as `502:rate=0.1,operation=createCustomer`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, get_args

from bigcommerce_contract.document import load_document, operations_of
from bigcommerce_contract.mock.contract import LIST_ADDRESSES

Kind = Literal["latency", "429", "500", "502", "503", "drop-before", "drop-after", "truncate", "content-type"]
Distribution = Literal["uniform", "exponential"]

KINDS: tuple[str, ...] = get_args(Kind)


class FaultError(ValueError):
    """The text or the object describes no fault. The message is one line that says why."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that goes wrong on purpose.

    Attributes:
        kind: `latency` waits; `429` and `503` refuse as documented; `500` and `502` answer with HTML, as proxies do;
            `drop-before` closes the connection before anything is done, `drop-after` after it was done and before the
            answer; `truncate` cuts the body in half; `content-type` says that the body is HTML.
        rate: The share of the requests that it strikes, from 0 to 1.
        operation: The only operationId that it strikes; None for all.
        store: The only store hash that it strikes; None for all.
        count: How many requests it strikes before it is over; None for no end.
        ms: For `latency`: how long to wait, in milliseconds; the mean, where it is exponential.
        to_ms: For `latency`: the longest wait, between which and `ms` each wait is drawn.
        distribution: For `latency`: `uniform`, or `exponential` around `ms` (and never beyond `to_ms`).
        headers: For `429` and `503`: whether headers and body tell when to try again.

    Raises:
        FaultError: If a value is out of range.
    """

    kind: Kind
    rate: float = 1.0
    operation: str | None = None
    store: str | None = None
    count: int | None = None
    ms: float = 0.0
    to_ms: float | None = None
    distribution: Distribution = "uniform"
    headers: bool = True

    def __post_init__(self) -> None:
        """Refuse what means nothing."""
        _require(self.kind in KINDS, f"There is no fault {self.kind}. Take one of {', '.join(KINDS)}.")
        _require(
            self.operation is None or self.operation in _operations(),
            f"There is no operation {self.operation}. Take one of {', '.join(_operations())}.",
        )
        _require(0 <= self.rate <= 1, "The rate of a fault lies between 0 and 1.")
        _require(self.count is None or self.count >= 1, "The count of a fault is 1 or higher.")
        _require(0 <= self.ms <= _LONGEST_MS, f"The ms of a fault lie between 0 and {_LONGEST_MS}.")
        _require(self.to_ms is None or self.ms <= self.to_ms <= _LONGEST_MS, "The to_ms of a fault are less than ms.")
        _require(self.distribution in get_args(Distribution), "A distribution is uniform or exponential.")
        _require(
            self.kind != "latency" or self.ms > 0 or bool(self.to_ms), "A latency needs ms, such as latency:ms=200."
        )
        _require(
            self.kind == "latency" or (self.ms, self.to_ms, self.distribution) == (0, None, "uniform"),
            "Only latency has ms, to_ms and distribution; of two faults, one may be a latency.",
        )
        _require(self.headers or self.kind in {"429", "503"}, "Only 429 and 503 have headers to leave out.")


_LONGEST_MS = 600_000


@cache
def _operations() -> tuple[str, ...]:
    return (*(each["operationId"] for each in operations_of(load_document())), LIST_ADDRESSES)


def parse(text: str) -> Fault:
    """Read a fault.

    Args:
        text: The fault as in `--fault` and in the header `X-Mock-Fault`.

    Returns:
        The fault.

    Raises:
        FaultError: If it is none.
    """
    kind, _, rest = text.strip().partition(":")
    given: dict[str, Any] = {"kind": kind}
    for part in filter(None, rest.split(",")):
        name, _, value = part.partition("=")
        _require(name in _READ and name != "kind", f"A fault has no {name or 'empty name'}. Take {', '.join(OPTIONS)}.")
        _require(name not in given, f"A fault has one {name}.")
        try:
            given[name] = _READ[name](value)
        except ValueError as error:
            message = f"The {name} of a fault cannot be {value or 'empty'}."
            raise FaultError(message) from error
    return Fault(**given)


def from_object(given: Mapping[str, Any]) -> Fault:
    """Read a fault from an object with the attributes of `Fault`, as the control endpoint takes it."""
    # 3.0 is an integer in JSON Schema.
    count: dict[str, Any] = {"count": int(given["count"])} if "count" in given else {}
    return Fault(**{**given, **count})


def to_object(fault: Fault) -> dict[str, Any]:
    """Give a fault as an object, without what is not set; `from_object` takes it back."""
    values = {field.name: (getattr(fault, field.name), field.default) for field in fields(fault)}
    return {name: value for name, (value, default) in values.items() if value != default}


def _truth(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError
    return text == "yes"


_READ: dict[str, Any] = {
    "rate": float,
    "operation": str,
    "store": str,
    "count": int,
    "ms": float,
    "to_ms": float,
    "distribution": str,
    "headers": _truth,
}
OPTIONS = tuple(_READ)
"""What may stand behind the kind."""


def _require(condition: bool, message: str) -> None:  # noqa: FBT001 - reads as a sentence at every call
    if not condition:
        raise FaultError(message)
