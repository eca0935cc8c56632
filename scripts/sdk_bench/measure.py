"""Measure one client: `python -m sdk_bench.measure CLIENT URL` prints medians in microseconds as JSON."""

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable

from sdk_bench.clients import CLIENTS

_WARM_UP = 5
_PAGES = 25
_COUNTS = 250
_CUSTOMERS = 250


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


def main() -> None:
    """Measure the client that the arguments name."""
    page, count = CLIENTS[sys.argv[1]](sys.argv[2])
    if len(page()) != _CUSTOMERS or count() != _CUSTOMERS:
        sys.exit(f"{sys.argv[1]} does not read what the server sends")
    print(json.dumps({"page": _median_us(page, _PAGES), "call": _median_us(count, _COUNTS)}))


if __name__ == "__main__":
    main()
