"""When the next request may go: the rate the user set, and the limits the target announces."""

import re
import threading
import time
from dataclasses import dataclass, field

from bigcommerce_contract.check.errors import CheckInterruptedError, ExitStatus, TimeIsUpError, UsageError
from bigcommerce_contract.check.exchange import Response

LIMITED = frozenset({429, 509})
_LONGEST_WAIT_S = 60.0
_WAIT_UNLESS_TOLD_S = 1.0
_RATE = re.compile(r"(?P<count>[0-9]{1,9}(?:\.[0-9]{1,9})?)(?:/(?P<unit>[smh]))?")
_LEAST_RATE = 1 / 3600
_SECONDS = {"s": 1, "m": 60, "h": 3600}


def parse_rate(text: str) -> float:
    """Return the requests a second that ``text`` allows: ``5``, ``5/s``, ``300/m``.

    Raises:
        UsageError: The text is no rate.
    """
    match = _RATE.fullmatch(text.strip())
    rate = float(match["count"]) / _SECONDS[match["unit"] or "s"] if match else 0.0
    if rate < _LEAST_RATE:
        problem = f"--rate {text}: give requests per second, minute or hour, such as 5/s or 300/m; 1/h at least"
        raise UsageError(problem)
    return rate


def parse_max_time(seconds: float) -> float:
    """Return a limit of time.

    Raises:
        UsageError: It is no number of seconds that could pass.
    """
    if not 0 < seconds <= threading.TIMEOUT_MAX:
        problem = f"--max-time {seconds}: give a number of seconds, such as 60; leave it out for no limit"
        raise UsageError(problem)
    return seconds


class Stop:
    """The reasons for which a run must send nothing more: a signal, or the end of its time."""

    def __init__(self, max_time_s: float | None = None) -> None:
        """Start the clock.

        Args:
            max_time_s: Seconds from now after which nothing more is sent, None for no limit.
        """
        self.deadline = None if max_time_s is None else time.monotonic() + max_time_s
        self._asked = threading.Event()
        self._status = ExitStatus.INTERRUPTED

    def ask(self, status: ExitStatus) -> None:
        """Ask the run to stop; safe in a signal handler."""
        self._status = status
        self._asked.set()

    def left_s(self) -> float | None:
        """Return the seconds left, None without a limit."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    def check(self) -> None:
        """Return if the run may go on.

        Raises:
            CheckInterruptedError: A signal came.
            TimeIsUpError: The time is over.
        """
        if self._asked.is_set():
            raise CheckInterruptedError(self._status)
        if self.left_s() == 0.0:
            message = "the time of --max-time was over"
            raise TimeIsUpError(message)

    def wait(self, seconds: float) -> None:
        """Wait, but no longer than the run may last; raises as `check`."""
        left = self.left_s()
        self._asked.wait(seconds if left is None else min(seconds, left))
        self.check()


@dataclass(slots=True)
class Pace:
    """Spaces the requests of a run.

    Attributes:
        per_second: Most requests a second, None for no limit of our own.
    """

    per_second: float | None = None
    _next: float = field(default=0.0)

    def before(self, stop: Stop) -> None:
        """Wait until the next request may go; raises as `Stop.check`."""
        stop.check()
        pause = self._next - time.monotonic()
        if pause > 0:
            stop.wait(pause)
        if self.per_second:
            self._next = time.monotonic() + 1 / self.per_second

    def after(self, response: Response) -> None:
        """Learn from the answer how long the target wants to be left alone (spec/DECISIONS.md)."""
        exhausted = _number(response, "X-Rate-Limit-Requests-Left") == 0
        if response.status in LIMITED or exhausted:
            self._next = max(self._next, time.monotonic() + wait_asked(response))


def wait_asked(response: Response) -> float:
    """Return the seconds to wait before a retry: the longest that any header asks, at most a minute."""
    reset_ms = _number(response, "X-Rate-Limit-Time-Reset-Ms")
    asked = [_number(response, "X-Retry-After"), _number(response, "Retry-After"), reset_ms and reset_ms / 1000]
    told = [seconds for seconds in asked if seconds is not None]
    return min(max(told, default=_WAIT_UNLESS_TOLD_S), _LONGEST_WAIT_S)


def _number(response: Response, header: str) -> float | None:
    text = (response.header(header) or "").strip()
    return float(text) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text) else None
