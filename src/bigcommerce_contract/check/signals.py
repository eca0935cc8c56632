"""Ctrl-C and SIGTERM end a run between two requests, so that no create is cut off before its id is known."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

from bigcommerce_contract.check.errors import ExitStatus
from bigcommerce_contract.check.pace import Stop

_STATUSES = {signal.SIGINT: ExitStatus.INTERRUPTED, signal.SIGTERM: ExitStatus.TERMINATED}


@contextmanager
def stop_on_signals(stop: Stop) -> Generator[None]:
    """Turn the signals into a request to stop while the context lasts; only for the main thread."""

    def ask(number: int, frame: FrameType | None) -> None:
        del frame
        stop.ask(_STATUSES[signal.Signals(number)])

    before = {number: signal.signal(number, ask) for number in _STATUSES}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
