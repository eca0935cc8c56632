"""What the rows of a soak say: how many errors the faults explain, and whether memory goes on growing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, sqrt
from statistics import linear_regression

from bench.report import Table

_GONE, _GONE_BECAUSE = "NotFoundError", "a delete was carried out before, and its answer lost"
_DEVIATIONS, _SPARE = 5, 10
"""By how much the errors may outnumber what is expected: no run of honest chance comes near it."""
_LEAK_BYTES = 100
_LEAST_ROWS = 10


@dataclass(frozen=True)
class Row:
    """What was seen since the row before.

    Attributes:
        minutes: Time since the start.
        calls: Calls of the client.
        errors: The client's errors by class.
        customers: Customers of the store, as it last said.
        lost_deletes: Deletes whose answer was lost: each may explain that one customer is not found.
        mock_mb: Memory of the mock.
        client_mb: Memory of client and judge.
        breaches: Rules of level `must` that the judge has seen broken so far.
    """

    minutes: float
    calls: int
    errors: Counter[str]
    customers: int
    lost_deletes: int
    mock_mb: float
    client_mb: float
    breaches: tuple[str, ...]


def table(rows: Sequence[Row]) -> Table:
    """Give the rows as a table."""
    cells = (
        (
            f"{row.minutes:.1f}",
            f"{row.calls:,}",
            ", ".join(f"{name} {number}" for name, number in sorted(row.errors.items())) or "none",
            f"{row.customers}",
            f"{row.mock_mb:.1f}",
            f"{row.client_mb:.1f}",
            ", ".join(row.breaches) or "none",
        )
        for row in rows
    )
    memory = ("mock, MB", "client and judge, MB")
    headers = ("minute", "calls", "errors of the client", "customers", *memory, "rules broken so far")
    return Table(headers, tuple(cells), "Soak: mixed traffic with faults")


def errors_table(rows: Sequence[Row], faults: Mapping[str, str]) -> Table:
    """Give each error of the client with what explains it.

    Args:
        rows: The rows.
        faults: The error by which a client tells of a fault, by the fault as on the mock's command line.
    """
    calls, seen = sum(row.calls for row in rows), _errors(rows)
    explained = _explained(rows, faults)
    cells = [
        (name, f"{seen[name]:,}", f"{each.expected:,.0f}", f"{each.most:,}", each.because)
        for name, each in explained.items()
        if seen[name] or each.expected
    ]
    cells += [(name, f"{seen[name]:,}", "0", "0", "nothing") for name in sorted(seen.keys() - explained.keys())]
    return Table(("error", "seen", "expected", "at most", "because of"), tuple(cells), f"Errors in {calls:,} calls")


def unexplained(rows: Sequence[Row], faults: Mapping[str, str]) -> list[str]:
    """Give the errors that no fault explains, or that come more often than the faults and chance explain."""
    explained, nothing = _explained(rows, faults), _Explained(0, 0, "nothing")
    return sorted(name for name, number in _errors(rows).items() if number > explained.get(name, nothing).most)


def growth(rows: Sequence[Row]) -> Iterator[tuple[str, float]]:
    """Give how many bytes a call adds to each side's memory, by the line through the second half of the rows."""
    calls = list(accumulate(row.calls for row in rows))
    half = slice(len(rows) // 2, None)
    sides: dict[str, Callable[[Row], float]] = {
        "mock": lambda row: row.mock_mb,
        "client and judge": lambda row: row.client_mb,
    }
    if len(rows[half]) > 1:
        for name, memory in sides.items():
            yield name, linear_regression(calls[half], [memory(row) * 2**20 for row in rows[half]]).slope


def leaks(rows: Sequence[Row]) -> list[str]:
    """Give the sides whose memory grows with every call; none where the run is too short to tell."""
    return [name for name, slope in growth(rows) if slope > _LEAK_BYTES and len(rows) >= 2 * _LEAST_ROWS]


def told(rows: Sequence[Row]) -> Iterator[str]:
    """Say how memory grew, a line a side."""
    for name, slope in growth(rows):
        yield f"{name}: {slope:+.0f} bytes a call in the second half of the run"
    if len(rows) < 2 * _LEAST_ROWS:
        yield f"Fewer than {2 * _LEAST_ROWS} rows, so this says nothing of leaks yet."
    else:
        yield f"More than {_LEAK_BYTES} would be called a leak."


def _errors(rows: Sequence[Row]) -> Counter[str]:
    return sum((row.errors for row in rows), Counter[str]())


@dataclass(frozen=True)
class _Explained:
    expected: float
    most: int
    because: str


def _explained(rows: Sequence[Row], faults: Mapping[str, str]) -> dict[str, _Explained]:
    calls, lost = sum(row.calls for row in rows), sum(row.lost_deletes for row in rows)
    found: dict[str, _Explained] = {}
    for error in dict.fromkeys(faults.values()):
        causes = [fault for fault, told_by in faults.items() if told_by == error]
        expected = calls * sum(map(_rate, causes))
        # The variance of rare events is their expectation, or less.
        most = ceil(expected + _DEVIATIONS * sqrt(expected) + _SPARE)
        found[error] = _Explained(expected, most, ", ".join(causes))
    # No chance here: who was not found is known to be gone from then on.
    return found | {_GONE: _Explained(lost, lost, _GONE_BECAUSE)}


def _rate(fault: str) -> float:
    return float(fault.rpartition("rate=")[2])
