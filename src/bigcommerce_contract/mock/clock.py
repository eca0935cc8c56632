"""The clock that dates customers and ends rate-limit windows. It can be set, moved and stopped."""

from collections.abc import Callable
from datetime import UTC, datetime

# What RFC 2822 has years for, with one to spare in which a clock goes on.
_FIRST, _LAST = (datetime(year, 1, 1, tzinfo=UTC).timestamp() for year in (1900, 9999))


class Clock:
    """A clock.

    Args:
        source: Gives the real present as seconds since 1970.
    """

    def __init__(self, source: Callable[[], float]) -> None:
        """Go with the source."""
        self._source = source
        self._offset = 0.0
        self._stopped_at: float | None = None

    def __call__(self) -> float:
        """Tell the time as seconds since 1970."""
        return self._source() + self._offset if self._stopped_at is None else self._stopped_at

    @property
    def is_stopped(self) -> bool:
        """Whether time stands still."""
        return self._stopped_at is not None

    def set(self, now: float, *, stopped: bool) -> None:
        """Make it a certain time, in seconds since 1970, at which the clock goes on or stands still.

        Raises:
            ValueError: If no customer could be dated so.
        """
        if not _FIRST <= now < _LAST:
            message = "The clock shows years from 1900 to 9998."
            raise ValueError(message)
        self._offset = now - self._source()
        self._stopped_at = now if stopped else None

    def advance(self, seconds: float) -> None:
        """Let time pass at once.

        Raises:
            ValueError: If no customer could be dated so.
        """
        self.set(self() + seconds, stopped=self.is_stopped)

    def reset(self) -> None:
        """Go with the source again."""
        self._offset, self._stopped_at = 0.0, None
