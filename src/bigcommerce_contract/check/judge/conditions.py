"""The filters of a request, each as a condition on a customer."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bigcommerce_contract.check.judge.contract import (
    Operation,
    limits,
    property_schemas,
)
from bigcommerce_contract.check.judge.observation import Observation
from bigcommerce_contract.check.judge.values import (
    is_no_email,
    is_plain,
    is_plain_email,
    parse_decimal,
    parse_filter_date,
    parse_shown_date,
)

_INTEGER = re.compile(r"\d{1,10}")
_LARGEST = 2**31 - 1
_PAGING = ("page", "limit")
_CLOCK_GRAIN = timedelta(seconds=1)

Matcher = Callable[[dict[str, Any]], bool | None]


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter.

    Attributes:
        name: The query parameter.
        value: Its value as sent, decoded.
        matches: Tells of a customer whether it must be selected (True), must not (False), or may (None).
        date_form: For a date filter, the form of its value.
        is_text: Whether it compares free text.
    """

    name: str
    value: str
    matches: Matcher
    date_form: str = ""
    is_text: bool = False

    @property
    def rule(self) -> str:
        """The rule of this filter."""
        return f"list.filter.{self.name}"


@dataclass(frozen=True, slots=True)
class Query:
    """The query of a list or count request.

    Attributes:
        clear: Whether every parameter is documented, given once, and of a value that means one thing.
        conditions: Its filters.
        unknown: Names that the operation does not have.
        malformed: Names whose value is none of the documented type.
        page: The page asked for, 1 without one.
        limit: The limit asked for, None without one.
    """

    clear: bool
    conditions: tuple[Condition, ...]
    unknown: frozenset[str]
    malformed: frozenset[str]
    page: int
    limit: int | None

    @property
    def size(self) -> int:
        """How many customers a page holds."""
        default, maximum = limits()
        return min(self.limit or default, maximum)

    def selects(self, customer: dict[str, Any]) -> bool | None:
        """Tell whether all filters select the customer; None where that is open."""
        answers = [condition.matches(customer) for condition in self.conditions]
        if False in answers:
            return False
        return None if None in answers else True


def read_query(seen: Observation, operation: Operation) -> Query:
    """Read the query of a list or count request."""
    names = Counter(name for name, _ in seen.query)
    given = {name: value for name, value in seen.query if name in operation.parameters}
    conditions = {name: _condition(name, value) for name, value in given.items() if name not in _PAGING}
    numbers = {name: _number(given[name]) for name in _PAGING if name in given}
    malformed = {name for name, value in given.items() if _is_malformed(name, value)}
    unknown = frozenset(name for name in names if name not in operation.parameters)
    readable = [condition for condition in conditions.values() if condition is not None]
    clear = (
        not unknown
        and not malformed
        and max(names.values(), default=1) == 1
        and len(readable) == len(conditions)
        and None not in numbers.values()
    )
    return Query(
        clear,
        tuple(readable),
        unknown,
        frozenset(malformed),
        numbers.get("page") or 1,
        numbers.get("limit"),
    )


def _number(text: str) -> int | None:
    number = int(text) if _INTEGER.fullmatch(text) else 0
    return number if 1 <= number <= _LARGEST else None


def _subject(name: str) -> tuple[str, str]:
    """Give the property that a filter is about, and the bound it sets ("" for equality)."""
    for bound in ("min", "max"):
        if name.startswith(f"{bound}_"):
            return name.removeprefix(f"{bound}_"), bound
    return name, ""


def _condition(name: str, value: str) -> Condition | None:
    prop, bound = _subject(name)
    form = property_schemas("Customer")[prop]
    if form.get("format") == "date-time-rfc-2822":
        return _date_condition(name, value, prop, bound)
    if form["type"] == "integer":
        number = int(value) if _INTEGER.fullmatch(value) and int(value) <= _LARGEST else None
        return Condition(name, value, partial(_number_matches, prop, bound, number)) if number is not None else None
    if form.get("format") == "decimal":
        plain = re.fullmatch(r"\d{1,9}(\.\d{1,4})?", value)
        return Condition(name, value, partial(_decimal_matches, prop, value)) if plain else None
    plain_text = is_plain_email(value) if name == "email" else is_plain(value)
    clean = plain_text and value == value.strip() and value
    return Condition(name, value, partial(_text_matches, prop, value), is_text=True) if clean else None


def _date_condition(name: str, value: str, prop: str, bound: str) -> Condition | None:
    parsed = parse_filter_date(value)
    if parsed is None:
        return None
    form, earliest, latest = parsed
    return Condition(name, value, partial(_date_matches, prop, bound, earliest, latest), form)


def _text_matches(prop: str, wanted: str, customer: dict[str, Any]) -> bool | None:
    value = customer.get(prop)
    if not isinstance(value, str):
        return None
    if value == wanted:
        return True
    return None if wanted.casefold() in value.casefold() else False


def _number_matches(prop: str, bound: str, wanted: int, customer: dict[str, Any]) -> bool | None:
    value = customer.get(prop)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    if bound == "min":
        return value >= wanted
    return value <= wanted if bound == "max" else value == wanted


def _decimal_matches(prop: str, wanted: str, customer: dict[str, Any]) -> bool | None:
    shown = customer.get(prop)
    value = parse_decimal(shown)
    if value is None or value == parse_decimal(wanted):
        return True if shown == wanted else None
    return False


def _date_matches(
    prop: str,
    bound: str,
    earliest: datetime,
    latest: datetime,
    customer: dict[str, Any],
) -> bool | None:
    value = parse_shown_date(customer.get(prop))
    if value is None:
        return None
    if earliest - _CLOCK_GRAIN < value < latest + _CLOCK_GRAIN:
        return None
    return value >= latest if bound == "min" else value <= earliest


def _is_malformed(name: str, value: str) -> bool:
    if name in _PAGING:
        return re.fullmatch(r"-\d+|0|[A-Za-z]+", value) is not None
    prop, _ = _subject(name)
    form = property_schemas("Customer")[prop]
    if name == "email":
        return bool(value) and is_no_email(value)
    if form.get("format") == "date-time-rfc-2822":
        return re.fullmatch(r"[A-Za-z-]+", value) is not None and parse_filter_date(value) is None
    return form["type"] == "integer" and re.fullmatch(r"[A-Za-z]+", value) is not None
