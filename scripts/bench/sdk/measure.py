"""Measure one client in its own environment, with the standard library alone. Prints what it found as JSON.

`python -m bench.sdk.measure CLIENT URL`: medians of a page and a call, in microseconds.
`python -m bench.sdk.measure CLIENT URL sync|async IN_FLIGHT CUSTOMERS stream|keep`: a walk through all customers.
"""

import asyncio
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.sdk.clients import CLIENTS, PAGE, Calls

_WARM_UP = 5
_PAGES = 25
_COUNTS = 250


def _median_us(call: Callable[[], object], repetitions: int) -> float:
    for _ in range(_WARM_UP):
        call()
    times: list[float] = []
    gc.collect()
    gc.disable()
    for _ in range(repetitions):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    gc.enable()
    return statistics.median(times) * 1e6


def timings(calls: Calls) -> dict[str, float]:
    """Measure a page of 250 customers and a call."""
    if len(calls.page()) != PAGE or calls.count() != PAGE:
        sys.exit("it does not read what the server sends")
    return {"page": _median_us(calls.page, _PAGES), "call": _median_us(calls.count, _COUNTS)}


def walk(calls: Calls, mode: str, in_flight: int, customers: int, holding: str) -> dict[str, float]:
    """Walk through all customers, split into as many ranges of pages as requests may be in flight."""
    pages = -(-customers // PAGE)
    ranges = [(1 + pages * part // in_flight, pages * (part + 1) // in_flight) for part in range(in_flight)]
    kept: list[Any] | None = [] if holding == "keep" else None
    before, cpu, began = _peak_mb(), time.process_time(), time.perf_counter()
    seen = asyncio.run(_async(calls, ranges, kept)) if mode == "async" else _sync(calls, ranges, kept)
    took, used = time.perf_counter() - began, time.process_time() - cpu
    if seen != customers:
        sys.exit(f"it saw {seen} of {customers} customers")
    return {"seconds": took, "cpu_s": used, "peak_mb": _peak_mb(), "before_mb": before}


def _sync(calls: Calls, ranges: list[tuple[int, int]], kept: list[Any] | None) -> int:
    def one(part: tuple[int, int]) -> int:
        return sum(_seen(page, kept) for page in calls.pages(*part))

    if len(ranges) == 1:
        return one(ranges[0])
    with ThreadPoolExecutor(len(ranges)) as pool:
        return sum(pool.map(one, ranges))


async def _async(calls: Calls, ranges: list[tuple[int, int]], kept: list[Any] | None) -> int:
    if calls.asynchronous is None:
        sys.exit("it has no coroutines")
    async with calls.asynchronous() as pages:

        async def one(part: tuple[int, int]) -> int:
            return sum([_seen(page, kept) async for page in pages(*part)])

        return sum(await asyncio.gather(*map(one, ranges)))


def _seen(page: list[Any], kept: list[Any] | None) -> int:
    if kept is not None:
        kept.append(page)
    return len(page)


def _peak_mb() -> float:
    # What getrusage gives includes the parent's memory, as it was before this program was started.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


if __name__ == "__main__":
    _client = CLIENTS[sys.argv[1]](sys.argv[2])
    if len(sys.argv) > 3:
        print(json.dumps(walk(_client, sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), sys.argv[6])))
    else:
        print(json.dumps(timings(_client)))
