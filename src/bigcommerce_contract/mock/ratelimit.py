"""Rate limits: a quota of requests per store and window, with the headers that tell of it (spec/DECISIONS.md)."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bigcommerce_contract.mock.behaviour import BASIC_WINDOW_S, OAUTH_WINDOW_S
from bigcommerce_contract.mock.errors import ApiError


@dataclass
class _Window:
    ends: float
    used: int = 0


class RateLimiter:
    """Counts the requests of every store in fixed windows.

    Args:
        quota: How many requests a window holds.
        clock: Gives the present in seconds.
    """

    def __init__(self, quota: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with empty windows."""
        self._quota = quota
        self._clock = clock
        self._oauth: dict[str, _Window] = {}
        self._basic: dict[str, _Window] = {}

    def take_oauth(self, store: str) -> dict[str, str]:
        """Count a request of the OAuth form.

        Returns:
            The headers for its answer.

        Raises:
            ApiError: 429 where the window's quota is used up; the error carries the headers.
        """
        window = self._count(self._oauth, store, OAUTH_WINDOW_S)
        left_ms = max(0, round((window.ends - self._clock()) * 1000))
        headers = {
            "X-Rate-Limit-Requests-Left": str(max(0, self._quota - window.used)),
            "X-Rate-Limit-Requests-Quota": str(self._quota),
            "X-Rate-Limit-Time-Reset-Ms": str(left_ms),
            "X-Rate-Limit-Time-Window-Ms": str(OAUTH_WINDOW_S * 1000),
        }
        if window.used > self._quota:
            raise ApiError(429, headers={**headers, "X-Retry-After": str(-(-left_ms // 1000))})
        return headers

    def take_basic(self, store: str) -> dict[str, str]:
        """Count a request of the Basic form.

        Returns:
            The headers for its answer, should it be a success.

        Raises:
            ApiError: 509 where the hour's quota is used up.
        """
        window = self._count(self._basic, store, BASIC_WINDOW_S)
        left = max(0, self._quota - window.used)
        if window.used > self._quota:
            raise ApiError(509, headers={"X-BC-ApiLimit-Remaining": "0"})
        return {"X-BC-ApiLimit-Remaining": str(left)}

    def _count(self, windows: dict[str, _Window], store: str, length_s: int) -> _Window:
        window = windows.get(store)
        if window is None or window.ends <= self._clock():
            window = windows[store] = _Window(self._clock() + length_s)
        window.used += 1
        return window
