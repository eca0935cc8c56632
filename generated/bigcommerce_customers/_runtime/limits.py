"""The rate-limit headers of the API and the waiting they ask for."""

import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from attrs import frozen

# http.HTTPStatus does not know this one: the limit of the Basic form.
BANDWIDTH_LIMIT_EXCEEDED: Final = 509
_LIMIT_REACHED: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, BANDWIDTH_LIMIT_EXCEEDED})
# Thirty years in seconds: what is beyond was not meant, and no clock can wait for it.
_LARGEST: Final = 1e9


@frozen
class RateLimit:
    """What an answer says of the rate limit; None where it does not.

    Attributes:
        requests_left: Requests left in the window.
        requests_quota: Requests a window holds.
        reset_after: Seconds until the window ends.
    """

    requests_left: int | None
    requests_quota: int | None
    reset_after: float | None


def rate_limit(headers: Mapping[str, str]) -> RateLimit:
    """Read the rate limit from the headers of either form."""
    return RateLimit(
        requests_left=_requests_left(headers),
        requests_quota=_whole(_number(headers, "X-Rate-Limit-Requests-Quota")),
        reset_after=_reset_after(headers),
    )


def _requests_left(headers: Mapping[str, str]) -> int | None:
    left = _number(headers, "X-Rate-Limit-Requests-Left")
    return _whole(_number(headers, "X-BC-ApiLimit-Remaining") if left is None else left)


def _reset_after(headers: Mapping[str, str]) -> float | None:
    reset = _number(headers, "X-Rate-Limit-Time-Reset-Ms")
    return None if reset is None else reset / 1000


def retry_after(status: int, headers: Mapping[str, str]) -> float | None:
    """Tell how long an answer asks to wait.

    Args:
        status: HTTP status.
        headers: Its headers.

    Returns:
        Seconds: the longest of what the headers say, or None where they say nothing. The window's end counts only
        where the limit was reached, as every answer carries it.
    """
    waits = [_number(headers, "X-Retry-After"), _number(headers, "Retry-After")]
    if status in _LIMIT_REACHED:
        waits.append(_reset_after(headers))
    return max((wait for wait in waits if wait is not None), default=None)


def _number(headers: Mapping[str, str], name: str) -> float | None:
    try:
        number = float(headers[name])
    except (KeyError, ValueError):
        return None
    return number if 0 <= number <= _LARGEST else None


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


class Pacer:
    """Keeps the requests of a client below the rate limit, by what the latest answers said is left of it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._left: int | None = None
        self._resets_at = 0.0
        self._under_way = 0

    def delay(self) -> float:
        """Seconds to wait before the next request; 0 counts that request as sent."""
        with self._lock:
            now = self._clock()
            if self._left is not None and self._left <= self._under_way and now < self._resets_at:
                return self._resets_at - now
            if now >= self._resets_at:
                self._left = None
            self._under_way += 1
            return 0.0

    def observe(self, headers: Mapping[str, str]) -> None:
        """Note that a request has ended, and what its answer said; a failed one has no headers."""
        reset_after = _reset_after(headers)
        left = None if reset_after is None else _requests_left(headers)
        with self._lock:
            self._under_way -= 1
            if left is not None and reset_after is not None:
                self._left = left
                self._resets_at = self._clock() + reset_after
