"""Rate limits: a quota of requests per store and window, with the headers that tell of it (spec/DECISIONS.md)."""

from collections.abc import Callable

from bigcommerce_contract.mock.behaviour import BASIC_WINDOW_S, OAUTH_WINDOW_S
from bigcommerce_contract.mock.errors import ApiError
from bigcommerce_contract.mock.windows import Window, Windows


class RateLimiter:
    """Counts the requests of every store in fixed windows.

    Args:
        clock: Gives the present in seconds.
        windows: Where they are counted; in this process alone unless given.
    """

    def __init__(self, clock: Callable[[], float], windows: Windows | None = None) -> None:
        """Start with empty windows."""
        self._clock = clock
        self._windows = windows or Windows()

    def take_oauth(self, store: str, quota: int) -> dict[str, str]:
        """Count a request of the OAuth form.

        Args:
            store: The store hash.
            quota: How many requests its window holds.

        Returns:
            The headers for its answer.

        Raises:
            ApiError: 429 where the window's quota is used up; the error carries the headers.
        """
        window = self._count(store, OAUTH_WINDOW_S)
        left_ms = max(0, round((window.ends - self._clock()) * 1000))
        headers = {
            "X-Rate-Limit-Requests-Left": str(max(0, quota - window.used)),
            "X-Rate-Limit-Requests-Quota": str(quota),
            "X-Rate-Limit-Time-Reset-Ms": str(left_ms),
            "X-Rate-Limit-Time-Window-Ms": str(OAUTH_WINDOW_S * 1000),
        }
        if window.used > quota:
            raise ApiError(429, headers={**headers, "X-Retry-After": str(-(-left_ms // 1000))})
        return headers

    def take_basic(self, store: str, quota: int) -> dict[str, str]:
        """Count a request of the Basic form.

        Args:
            store: The store hash.
            quota: How many requests its hour holds.

        Returns:
            The headers for its answer, should it be a success.

        Raises:
            ApiError: 509 where the hour's quota is used up.
        """
        window = self._count(store, BASIC_WINDOW_S)
        if window.used > quota:
            raise ApiError(509, headers={"X-BC-ApiLimit-Remaining": "0"})
        return {"X-BC-ApiLimit-Remaining": str(quota - window.used)}

    def forget(self, store: str) -> None:
        """Begin the windows of a store anew."""
        for length_s in (OAUTH_WINDOW_S, BASIC_WINDOW_S):
            self._windows.forget(store, length_s)

    def _count(self, store: str, length_s: int) -> Window:
        return self._windows.count(store, length_s, self._clock())
