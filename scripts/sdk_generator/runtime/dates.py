"""RFC 2822 dates, the form in which the API sends them, as aware datetimes and back."""

from datetime import UTC, date, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from typing import Final

from .arguments import unexpected

_MONTHS: Final = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)  # noqa: SIM905
}
_UTC_TAIL: Final = " +0000"
_TAIL_AT: Final = 25


# A customer often carries the same moment twice, and imported ones share it: the cache is cheaper than reading again.
@lru_cache(maxsize=4096)
def parse_rfc2822(text: str) -> datetime:
    """Read an RFC 2822 date such as `Tue, 13 Nov 2012 21:16:41 +0000`.

    Args:
        text: The date, in any zone.

    Returns:
        An aware datetime, in UTC where the text is.

    Raises:
        ValueError: The text is no RFC 2822 date.
    """
    if text[_TAIL_AT:] == _UTC_TAIL:
        # By position: ten times as fast as the general parsers, which still read everything else.
        try:
            return datetime(
                int(text[12:16]),
                _MONTHS[text[8:11]],
                int(text[5:7]),
                int(text[17:19]),
                int(text[20:22]),
                int(text[23:25]),
                tzinfo=UTC,
            )
        except (KeyError, ValueError):
            pass
    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def format_rfc2822(moment: datetime) -> str:
    """Write an aware datetime as an RFC 2822 date in UTC, to the second."""
    return format_datetime(moment.astimezone(UTC))


def rfc2822_filter(moment: object) -> str:
    """Write a moment for a date filter.

    Args:
        moment: An aware datetime of any zone, or a date, which stands for its midnight in UTC.

    Returns:
        The RFC 2822 form, which also the oldest stores understand; parts of a second are cut off.

    Raises:
        TypeError: It is neither.
        ValueError: The datetime is naive, so that its moment is unknown.
    """
    if not isinstance(moment, date):
        raise unexpected(moment, "datetime or date")
    if not isinstance(moment, datetime):
        return format_rfc2822(datetime.combine(moment, time(), tzinfo=UTC))
    if moment.utcoffset() is None:
        message = f"{moment!r} has no time zone; give one, for example tzinfo=datetime.UTC"
        raise ValueError(message)
    return format_rfc2822(moment)
