"""The filters of the list and the count, as SQL conditions (S07 to S20, S25)."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement

from bigcommerce_contract.mock.dates import first_second_from, last_second_until
from bigcommerce_contract.mock.money import to_credit
from bigcommerce_contract.mock.store.tables import FOLDED, customers

_COLUMNS = customers.c

_CONDITIONS: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "store_credit": lambda value: _COLUMNS.store_credit == to_credit(value),
    "customer_group_id": lambda value: _COLUMNS.customer_group_id == value,
    "tax_exempt_category": lambda value: _COLUMNS.tax_exempt_category == value,
    "min_id": lambda value: _COLUMNS.id >= value,
    "max_id": lambda value: _COLUMNS.id <= value,
    "min_date_created": lambda value: _COLUMNS.date_created >= first_second_from(value),
    "max_date_created": lambda value: _COLUMNS.date_created <= last_second_until(value),
    "min_date_modified": lambda value: _COLUMNS.date_modified >= first_second_from(value),
    "max_date_modified": lambda value: _COLUMNS.date_modified <= last_second_until(value),
}

MOMENTS = ("min_date_created", "max_date_created", "min_date_modified", "max_date_modified")
"""The filters whose values are moments: datetimes with a zone."""


def conditions(filters: Mapping[str, Any], *, ignore_case: bool) -> list[ColumnElement[bool]]:
    """Turn filters into conditions that must all hold.

    Args:
        filters: Parameter names with their validated values, those of `MOMENTS` as datetimes.
        ignore_case: Whether text filters disregard upper and lower case.

    Returns:
        One condition a filter.
    """
    return [_condition(name, value, ignore_case=ignore_case) for name, value in filters.items()]


def fold(text: str) -> str:
    """Give the form in which texts are equal that differ only in case."""
    return text.casefold()


def _condition(name: str, value: Any, *, ignore_case: bool) -> ColumnElement[bool]:  # noqa: ANN401 - by parameter
    if name not in FOLDED:
        return _CONDITIONS[name](value)
    return _COLUMNS[f"{name}_folded"] == fold(value) if ignore_case else _COLUMNS[name] == value
