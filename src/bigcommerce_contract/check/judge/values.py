"""How the judge reads and compares single values: dates, money, text, e-mail addresses."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, TypeGuard, cast

PLAIN_LENGTH = 50
_PLAIN = re.compile(r"[A-Za-z0-9 .,'@+()_\-\u00c0-\u017f]*")
_PLAIN_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})")
_FAR_ZONE = timedelta(hours=14)
_DAY = timedelta(days=1)
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def as_object(value: object) -> dict[str, Any] | None:
    """Give a JSON object typed as such, None for anything else."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def as_array(value: object) -> list[Any] | None:
    """Give a JSON array typed as such, None for anything else."""
    return value if _is_array(value) else None


def _is_array(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def as_integer(value: object) -> int | None:
    """Give a JSON integer; None for anything else, booleans among it."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def parse_json(data: bytes) -> Any:  # noqa: ANN401 - JSON is any
    """Parse strict JSON.

    Raises:
        ValueError: The text is not UTF-8, not JSON, has NaN or Infinity, or repeats a key.
    """
    try:
        value = json.loads(data.decode(), parse_constant=_refuse, object_pairs_hook=_unique)
        return _whole_characters(value) if _HALF.search(data) else value
    except RecursionError as error:
        raise ValueError(str(error)) from error


def _whole_characters(value: object) -> object:
    """Replace the halves of characters that JSON can spell and no text can hold."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole_characters(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        pairs = cast("dict[str, object]", value).items()
        return {_whole_characters(name): _whole_characters(item) for name, item in pairs}
    return value


def _refuse(text: str) -> None:
    raise ValueError(text)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        message = "repeated key"
        raise ValueError(message)
    return result


def is_plain(text: str) -> bool:
    """Tell whether no correct server has a reason to alter or refuse the text."""
    return len(text) <= PLAIN_LENGTH and _PLAIN.fullmatch(text) is not None


def is_plain_email(text: str) -> bool:
    """Tell whether every server takes the text for an e-mail address."""
    return len(text) <= 2 * PLAIN_LENGTH and _PLAIN_EMAIL.fullmatch(text) is not None and ".." not in text


def is_no_email(value: object) -> bool:
    """Tell whether no server can take the value for an e-mail address."""
    if not isinstance(value, str):
        return True
    local, _, domain = value.strip().partition("@")
    return not local or not domain


def parse_shown_date(text: object) -> datetime | None:
    """Read a date as answers show it (RFC 2822, the weekday must be right); None where it is none."""
    return _read_shown_date(text) if isinstance(text, str) else None


@lru_cache(maxsize=4096)
def _read_shown_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None or not text.startswith(_WEEKDAYS[moment.weekday()]):
        return None
    return moment.astimezone(UTC)


def parse_filter_date(text: str) -> tuple[str, datetime, datetime] | None:
    """Read the value of a date filter.

    Returns:
        The form (`rfc_2822`, `iso_8601` or `plain`) and the earliest and the latest moment that it can stand for;
        a plain date stands for any moment of that day in any zone. None where it is no date.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            midnight = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
            return "plain", midnight - _FAR_ZONE, midnight + _DAY + _FAR_ZONE
        if _ISO.fullmatch(text):
            moment = datetime.fromisoformat(text).astimezone(UTC)
            return "iso_8601", moment, moment
        found = re.fullmatch(r"\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}", text)
        shown = parse_shown_date(text) if found else None
    except (ValueError, OverflowError):
        return None
    return ("rfc_2822", shown, shown) if shown else None


def parse_decimal(value: object) -> Decimal | None:
    """Read a decimal from a string, an integer or a float; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def same_value(prop: str, left: object, right: object) -> bool:
    """Tell whether two values of a customer's property mean the same to every correct server.

    Money is compared as a number, an e-mail address without case, text without blanks around it, numbers as numbers.
    """
    if prop == "store_credit":
        return parse_decimal(left) == parse_decimal(right)
    if isinstance(left, str) and isinstance(right, str):
        if prop == "email":
            return left.strip().casefold() == right.strip().casefold()
        return left.strip() == right.strip()
    return left == right
