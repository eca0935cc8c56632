"""A soak: the mock in one process, client and judge in this one, a row of the table every so often."""

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import httpx2

from bench.mock.requests import get
from bench.mock.servers import mock_command
from bench.processes import Running, free_port, running
from bench.report import Table
from bench.soak.traffic import Outcomes, Traffic
from bigcommerce_contract.api import Judge, Status
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_customers import BigCommerce

FAULTS = (
    "latency:ms=5,rate=0.02",
    "429:rate=0.01",
    "503:rate=0.01",
    "500:rate=0.01",
    "502:rate=0.01",
    "drop-before:rate=0.005",
    "drop-after:rate=0.005",
    "truncate:rate=0.005",
)
"""What goes wrong on purpose. Wrong content types are left out: the judge rightly calls them a breach."""

_STORE = "/stores/abc123/v2"
_TOKEN = Settings().token


@dataclass(frozen=True)
class Row:
    """What was seen since the row before.

    Attributes:
        minutes: Time since the start.
        calls: Calls of the client.
        errors: The client's errors by class.
        mock_mb: Memory of the mock.
        client_mb: Memory of client and judge.
        breaches: Rules of level `must` that the judge has seen broken so far.
    """

    minutes: float
    calls: int
    errors: Counter[str]
    mock_mb: float
    client_mb: float
    breaches: tuple[str, ...]


def soak(minutes: float, every_s: float, most: int, seed: int, tell: Callable[[Row], None]) -> list[Row]:
    """Send mixed traffic until the time is over or so many calls were made.

    Args:
        minutes: How long.
        every_s: Seconds between rows; there is one at the end too.
        most: Number of calls at the most.
        seed: The same number draws the same calls and the same faults.
        tell: Told each row as soon as it is complete.

    Returns:
        The rows.
    """
    port, rows, judge = free_port(), list[Row](), Judge()
    faults = [f"--fault={fault}" for fault in FAULTS]
    command = mock_command(port, *faults, f"--fault-seed={seed}")
    probe = get("/_mock/openapi.yaml")
    with (
        running(command, port, probe) as server,
        httpx2.Client(event_hooks={"response": [judge.observe_response]}) as http,
    ):
        url = f"http://127.0.0.1:{port}{_STORE}"
        # Each fault shall be seen, none repeated away.
        client = BigCommerce(base_url=url, access_token=_TOKEN, max_retries=0, http_client=http)
        traffic, began = Traffic(client, seed), time.monotonic()
        upcoming, calls = began + every_s, 0
        while calls < most and time.monotonic() < began + 60 * minutes:
            traffic.step()
            calls += 1
            if time.monotonic() >= upcoming:
                rows.append(_row(began, traffic, server, judge))
                tell(rows[-1])
                upcoming += every_s
        rows.append(_row(began, traffic, server, judge))
        tell(rows[-1])
    return rows


def _row(began: float, traffic: Traffic, server: Running, judge: Judge) -> Row:
    seen, traffic.outcomes = traffic.outcomes, Outcomes()
    own = Running(os.getpid(), 0, 0).memory_mb() - server.memory_mb()
    breaches = tuple(str(verdict.rule["id"]) for verdict in judge.report().having(Status.FAILED))
    return Row((time.monotonic() - began) / 60, seen.calls, seen.errors, server.memory_mb(), own, breaches)


def table(rows: list[Row]) -> Table:
    """Give the rows as a table."""
    cells = (
        (
            f"{row.minutes:.1f}",
            f"{row.calls:,}",
            ", ".join(f"{name} {number}" for name, number in sorted(row.errors.items())) or "none",
            f"{row.mock_mb:.1f}",
            f"{row.client_mb:.1f}",
            ", ".join(row.breaches) or "none",
        )
        for row in rows
    )
    headers = ("minute", "calls", "errors of the client", "mock, MB", "client and judge, MB", "rules broken so far")
    return Table(headers, tuple(cells), "Soak: mixed traffic with faults")
