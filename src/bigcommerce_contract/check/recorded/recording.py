"""One recorded exchange as a file holds it, before anything is concluded from it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from bigcommerce_contract.check.exchange import Headers
from bigcommerce_contract.check.judge.values import as_array, as_object

Numbered = tuple[int, Any]
"""Something that may be an exchange, with its place in the file from 1."""


class UnreadableError(Exception):
    """A file that holds no recording that can be judged; the message goes on where the name of the file ends."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request with its response, as recorded.

    Attributes:
        method: HTTP method.
        url: Absolute URL.
        sent_headers: Headers of the request, credentials included: never to be shown.
        sent: Body of the request, None where the recording lacks it.
        status: HTTP status.
        headers: Headers of the response.
        received: Body of the response, decoded from any content coding; None where the recording lacks it.
        at: When it happened, with a zone; None where nothing says so.
        number: Place in the file, from 1.
        promised: Whether the file says that it was scrubbed: a cassette with a number of our format.
    """

    method: str
    url: str = field(repr=False)
    sent_headers: Headers = field(repr=False)
    sent: bytes | None = field(repr=False)
    status: int
    headers: Headers = field(repr=False)
    received: bytes | None = field(repr=False)
    at: datetime | None = None
    number: int = 1
    promised: bool = False

    @property
    def complete(self) -> bool:
        """Whether the recording holds both bodies."""
        return self.sent is not None and self.received is not None


def to_headers(value: object) -> Headers:
    """Read headers in any spelling of a recorder: a mapping to texts or lists, or pairs of name and value.

    Raises:
        TypeError: They are something else.
    """
    if value is None:
        return ()
    mapping, array = as_object(value), as_array(value)
    if mapping is None and array is None:
        message = f"headers are {type(value).__name__}"
        raise TypeError(message)
    items = [*(mapping or {}).items(), *((pair["name"], pair["value"]) for pair in array or [])]
    pairs = [(_text(name), _text(single)) for name, given in items for single in as_array(given) or [given]]
    return tuple((name, single) for name, single in pairs if not name.startswith(":"))


def to_time(value: object, headers: Headers = ()) -> datetime | None:
    """Read a time in ISO 8601 or RFC 2822, else the response's Date; None where there is neither."""
    dates = [value, *(text for name, text in headers if name.lower() == "date")]
    for candidate in dates:
        if isinstance(candidate, datetime):
            return candidate if candidate.tzinfo else candidate.replace(tzinfo=UTC)
        if isinstance(candidate, str) and (parsed := _parse_time(candidate)) is not None:
            return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    return None


def _parse_time(text: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(text)
        except (ValueError, OverflowError):
            continue
    return None


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
