"""Values for a filter: those that customers of the cast have, parts and neighbours of them, and some nobody has."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime

from bigcommerce_contract.check.walk.facts import Filter
from bigcommerce_contract.check.walk.stage import Customer

_FAR = timedelta(days=4)
_ZONE = timezone(timedelta(hours=-4))
_SECOND = timedelta(seconds=1)


def values_for(wanted: Filter, cast: list[Customer]) -> list[str]:
    """Give the values that make a filter visible.

    Args:
        wanted: The filter.
        cast: Customers as the server shows them.

    Returns:
        Query values in the order in which they are worth sending, none twice.
    """
    known = _known(wanted, cast)
    makers = {"date": _dates, "integer": _integers, "decimal": _decimals, "email": _emails, "text": _texts}
    return list(dict.fromkeys(makers[wanted.kind](wanted, known)))


def shared_value(wanted: Filter, cast: list[Customer]) -> str | None:
    """Give one value that selects some of the cast and, where there is one, not all; None where nobody has any."""
    known = _known(wanted, cast)
    if wanted.bound:
        ordered = _ordered(wanted, known)
        return str(ordered[-3 if wanted.bound == "min" else 2]) if ordered[2:] else None
    texts = list(map(str, known))
    return max(texts, key=lambda text: (text not in {"0", "0.0000"}, texts.count(text)), default=None)


def to_ask_for(wanted: Filter, customer: Customer) -> str | int | float | None:
    """Give what a customer has of a filter's property; None where it is nothing that a query can ask for.

    A broken server may show anything in the place of a text.
    """
    value = customer.get(wanted.property)
    return value if isinstance(value, str | int | float) and value != "" else None


def _known(wanted: Filter, cast: list[Customer]) -> list[str | int | float]:
    return [value for customer in cast if (value := to_ask_for(wanted, customer)) is not None]


def _ordered(wanted: Filter, known: list[str | int | float]) -> list[str] | list[int]:
    if wanted.kind == "date":
        dates = {value: found for value in known if isinstance(value, str) and (found := moment(value))}
        return sorted((value for value in known if value in dates), key=dates.__getitem__)
    return sorted(value for value in known if isinstance(value, int))


def _texts(_wanted: Filter, known: Sequence[object]) -> Iterator[str]:
    texts = [value for value in known if isinstance(value, str)]
    yield from texts
    for text in texts[:2]:
        yield from (text[:-1], text[1:], f"{text}x")


def _emails(_wanted: Filter, known: Sequence[object]) -> Iterator[str]:
    texts = [value for value in known if isinstance(value, str)]
    yield from texts
    for text in texts[:1]:
        yield from (text[1:], f"x{text}", f"{text}x")


def _decimals(_wanted: Filter, known: Sequence[object]) -> Iterator[str]:
    texts = [str(value) for value in known]
    yield from texts
    for text in texts:
        yield text.rstrip("0").rstrip(".") or "0"
    yield from ("99.9999", "2.5")


def _integers(wanted: Filter, known: Sequence[object]) -> Iterator[str]:
    numbers = sorted({value for value in known if isinstance(value, int)})
    if not numbers:
        return
    if not wanted.bound:
        yield from map(str, numbers)
        yield str(numbers[-1] + 50)
        return
    for number in (numbers[0], numbers[len(numbers) // 2], numbers[-1]):
        yield from (str(number), str(number + 1), str(max(number - 1, 0)))
    yield from ("0", str(numbers[-1] + 50_000))


def _dates(_wanted: Filter, known: Sequence[object]) -> Iterator[str]:
    moments = sorted({found for found in map(moment, known) if found})
    for shown in dict.fromkeys((moments[0], moments[-1]) if moments else ()):
        yield from (format_datetime(shown + shift) for shift in (-_SECOND, timedelta(0), _SECOND))
        yield from ((shown + shift).isoformat().replace("+00:00", "Z") for shift in (-_SECOND, _SECOND))
    for shown in moments[:1]:
        yield format_datetime(shown).partition(", ")[2]
    for shown in moments[-1:]:
        yield format_datetime((shown + _SECOND).astimezone(_ZONE))
        yield from ((shown + shift).astimezone(_ZONE).isoformat() for shift in (-_SECOND, _SECOND))
        yield from ((shown + shift).date().isoformat() for shift in (-_FAR, timedelta(0), _FAR))


def moment(value: object) -> datetime | None:
    """Read a date as answers show it; None where it is none."""
    try:
        return parsedate_to_datetime(value).astimezone(UTC) if isinstance(value, str) else None
    except ValueError:
        return None
