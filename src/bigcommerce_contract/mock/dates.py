"""Dates and times: RFC 2822 goes out, RFC 2822, ISO 8601 and plain dates come in; seconds since 1970 are stored."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND_US = 1_000_000
_LEAP_SECOND = re.compile(r"(?<=:\d\d):60")


@lru_cache(4096)
def to_rfc2822(seconds: int) -> str:
    """Write a moment as the API does, such as `Tue, 13 Nov 2012 21:16:41 +0000`.

    Args:
        seconds: Seconds since 1970 in UTC.

    Returns:
        The RFC 2822 form, always with `+0000` (S32, S33).
    """
    return format_datetime(_EPOCH + timedelta(seconds=seconds))


def from_rfc2822(text: str) -> datetime:
    """Read an RFC 2822 date.

    Args:
        text: The date; without a zone, or with `-0000`, it is taken as UTC.

    Returns:
        The moment, with a zone.

    Raises:
        ValueError: If there is no such moment.
    """
    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_moment(text: str) -> datetime:
    """Read the value of a date filter (S17 to S20: "dateTime or date"; spec/DECISIONS.md).

    Args:
        text: RFC 2822, ISO 8601 with a zone, or a plain date, which stands for its midnight in UTC.

    Returns:
        The moment, with a zone.

    Raises:
        ValueError: If there is no such moment.
    """
    if "," in text or " " in text:
        return from_rfc2822(text)
    if len(text) == len("2012-11-13"):
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    # A leap second is the last one of its minute, which `datetime` cannot hold.
    return datetime.fromisoformat(_LEAP_SECOND.sub(":59", text.upper()))


def first_second_from(moment: datetime) -> int:
    """Give the first whole second that is not before a moment, in seconds since 1970."""
    return -(-_microseconds(moment) // _SECOND_US)


def last_second_until(moment: datetime) -> int:
    """Give the last whole second that is not after a moment, in seconds since 1970."""
    return _microseconds(moment) // _SECOND_US


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
