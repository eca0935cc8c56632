"""What the judge says."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bigcommerce_contract.check.exchange import Exchange


class World(Enum):
    """What the judge may take for granted of the store."""

    CLOSED = "closed"
    """The store was empty at the first exchange, and nobody else writes to it."""
    OPEN = "open"
    """The store holds other customers, and others write to it: only what follows from what was seen is claimed."""


Answers = Mapping[str, set[int]]
"""The statuses that each operation was answered with, by its name in `status_cause`."""

NO_ROUTE = frozenset({404, 405})
"""Statuses of what is not there. An operation that is answered with nothing else is missing as a whole."""


def status_cause(place: str, status: int, exchange: Exchange) -> str:
    """Name the status of an answer as a cause.

    Args:
        place: The operation in its form of the API.
        status: The status.
        exchange: The exchange whose answer it is.
    """
    return f"{place} answers {status} #{hash(exchange)}"


def common_cause(cause: str, answers: Answers) -> str:
    """Give the cause of a breach: one for all answers of an operation that is missing, else ``cause`` itself.

    Args:
        cause: A cause of `Finding.causes`.
        answers: What was answered in all.
    """
    common, _, exchange = cause.partition(" #")
    place, _, status = common.rpartition(" answers ")
    missing = exchange and answers.get(place) == {int(status)} <= NO_ROUTE
    return common if missing else cause


def told_absence(causes: frozenset[str]) -> str:
    """Say in words which operations are missing; nothing where a breach has another cause as well.

    Args:
        causes: What `common_cause` gave for all breaches of a rule.
    """
    places = [(place, status) for place, _, status in (cause.rpartition(" answers ") for cause in sorted(causes))]
    if not all(place and status.isdigit() for place, status in places):
        return ""
    return " and ".join(f"{place} answers nothing but {status} to whom it lets in" for place, status in places)


def union_of_answers(some: Answers, more: Answers) -> dict[str, set[int]]:
    """Give what was answered in two recordings together."""
    return {place: some.get(place, set()) | more.get(place, set()) for place in (*some, *more)}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that was broken.

    Attributes:
        rule: Id of the rule in the catalogue.
        message: What was expected and what came instead.
        exchanges: The exchanges that show it, the last one last; none where a report may show none.
        causes: What is wrong, by names that mean the same in every finding: two rules whose findings share all of them
            are broken by one defect.
    """

    rule: str
    message: str
    exchanges: tuple[Exchange, ...]
    causes: frozenset[str] = frozenset()
