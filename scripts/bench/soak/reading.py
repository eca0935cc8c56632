"""What the rows of a soak say: which errors the faults explain, and whether memory goes on growing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import linear_regression

from bench.report import Table

_UNDRAWN = {"NotFoundError": "a delete was carried out before, and its answer lost"}
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
        mock_mb: Memory of the mock.
        client_mb: Memory of client and judge.
        breaches: Rules of level `must` that the judge has seen broken so far.
    """

    minutes: float
    calls: int
    errors: Counter[str]
    customers: int
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
    cells = [
        (name, f"{seen[name]:,}", f"{calls * sum(map(_rate, causes)):,.0f}", ", ".join(causes))
        for name, causes in _causes(faults).items()
    ]
    cells += [(name, f"{seen[name]:,}", "", cause) for name, cause in _UNDRAWN.items() if seen[name]]
    cells += [(name, f"{seen[name]:,}", "0", "nothing") for name in unexplained(rows, faults)]
    return Table(("error", "seen", "expected", "because of"), tuple(cells), f"Errors in {calls:,} calls")


def unexplained(rows: Sequence[Row], faults: Mapping[str, str]) -> list[str]:
    """Give the errors that no fault explains."""
    return sorted(set(_errors(rows)) - set(faults.values()) - _UNDRAWN.keys())


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


def _causes(faults: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fault, error in faults.items():
        found.setdefault(error, []).append(fault)
    return found


def _rate(fault: str) -> float:
    return float(fault.rpartition("rate=")[2])
