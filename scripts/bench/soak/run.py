"""A soak: the mock in one process, client and judge in this one, a row of the table every so often."""

import os
import time
from collections.abc import Callable

import httpx2

from bench.mock.requests import get
from bench.mock.servers import mock_command
from bench.processes import Running, free_port, running
from bench.soak.reading import Row
from bench.soak.traffic import Outcomes, Traffic
from bigcommerce_contract.api import Judge, Status
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_customers import BigCommerce

FAULTS = {
    "429:rate=0.01": "TooManyRequestsError",
    "503:rate=0.01": "ServiceUnavailableError",
    "500:rate=0.01": "InternalServerError",
    "502:rate=0.01": "APIStatusError",
    "drop-before:rate=0.005": "APIConnectionError",
    "drop-after:rate=0.005": "APIConnectionError",
    "truncate:rate=0.005": "APIConnectionError",
}
"""What goes wrong on purpose, and how the client tells of it. Wrong content types are left out: the judge rightly
complains of them."""

_SLOW = "latency:ms=5,rate=0.02"
_STORE = "/stores/abc123/v2"
_TOKEN = Settings().token


def soak(minutes: float, every_s: float, most: int, seed: int, tell: Callable[[Row], None]) -> list[Row]:
    """Send mixed traffic until the time is over or so many calls were made.

    Args:
        minutes: How long.
        every_s: Seconds between rows; what is left at the end has one too.
        most: Number of calls at the most.
        seed: The same number draws the same calls and the same faults.
        tell: Told each row as soon as it is complete.

    Returns:
        The rows.
    """
    port, rows, judge = free_port(), list[Row](), Judge()
    faults = [f"--fault={fault}" for fault in (_SLOW, *FAULTS)]
    command = mock_command(port, *faults, f"--fault-seed={seed}")
    probe = get("/_mock/openapi.yaml")
    with (
        running(command, port, probe) as server,
        # Requests too: one whose answer was lost may have been carried out, and nobody is blamed for what it did.
        httpx2.Client(event_hooks={"request": [judge.observe_request], "response": [judge.observe_response]}) as http,
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
        if traffic.outcomes.calls:
            rows.append(_row(began, traffic, server, judge))
            tell(rows[-1])
    return rows


def _row(began: float, traffic: Traffic, server: Running, judge: Judge) -> Row:
    seen, traffic.outcomes = traffic.outcomes, Outcomes()
    own = Running(os.getpid(), 0, 0).memory_mb() - server.memory_mb()
    breaches = {str(verdict.rule["id"]) for verdict in judge.report().having(Status.FAILED)}
    minutes = (time.monotonic() - began) / 60
    memory = (server.memory_mb(), own)
    return Row(minutes, seen.calls, seen.errors, seen.customers, seen.lost_deletes, *memory, tuple(sorted(breaches)))
