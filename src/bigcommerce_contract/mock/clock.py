"""The clock that dates customers and ends rate-limit windows. It can be set, moved and stopped."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

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

    def set(self, now: datetime | float, *, stopped: bool = False) -> None:
        """Make it a certain time, at which the clock goes on or stands still.

        Args:
            now: A datetime with a zone, or seconds since 1970.
            stopped: Whether it stands still.

        Raises:
            ValueError: If no customer could be dated so, or a datetime has no zone.
        """
        present = _timestamp(now) if isinstance(now, datetime) else now
        if not _FIRST <= present < _LAST:
            message = "The clock shows years from 1900 to 9998."
            raise ValueError(message)
        self._offset = present - self._source()
        self._stopped_at = present if stopped else None

    def advance(self, seconds: timedelta | float) -> None:
        """Let time pass at once.

        Args:
            seconds: How many, or a timedelta.

        Raises:
            ValueError: If no customer could be dated so.
        """
        passed = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
        self.set(self() + passed, stopped=self.is_stopped)

    def reset(self) -> None:
        """Go with the source again."""
        self._offset, self._stopped_at = 0.0, None


def _timestamp(moment: datetime) -> float:
    if moment.tzinfo is None:
        message = f"A time needs a zone: {moment.isoformat()} might be anywhere."
        raise ValueError(message)
    return moment.timestamp()
