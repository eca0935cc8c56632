"""The filters of the list and the count, as SQL conditions (S07 to S20, S25)."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Text, bindparam, literal_column, text

from bigcommerce_contract.mock.dates import first_second_from, last_second_until
from bigcommerce_contract.mock.money import to_credit
from bigcommerce_contract.mock.store.tables import COMMON, FOLDED, customers

MOMENTS = ("min_date_created", "max_date_created", "min_date_modified", "max_date_modified")
"""The filters whose values are moments: datetimes with a zone."""

RANGES = ("min_id", "max_id")
"""The filters that name a range of ids."""

_STORED: dict[str, Callable[[Any], Any]] = {
    "store_credit": to_credit,
    "min_date_created": first_second_from,
    "max_date_created": last_second_until,
    "min_date_modified": first_second_from,
    "max_date_modified": last_second_until,
}


def fold(text: str) -> str:
    """Give the form in which texts are equal that differ only in case."""
    return text.casefold()


def bound(filters: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values that the conditions of `conditions` bind, by name.

    Args:
        filters: Parameter names with their validated values, those of `MOMENTS` as datetimes.

    Returns:
        The values as stored; texts in both forms.
    """
    values = {name: _STORED[name](value) if name in _STORED else value for name, value in filters.items()}
    return values | {f"{name}_folded": fold(values[name]) for name in FOLDED if name in values}


def is_common(name: str, value: Any) -> bool:  # noqa: ANN401 - by parameter
    """Tell whether a filter asks for the value that most customers have, which no index serves.

    Args:
        name: The parameter.
        value: Its value as stored.
    """
    column = _column(name)
    return column in COMMON and bool(COMMON[column] == value)


def conditions(names: Mapping[str, bool], *, ignore_case: bool, by_index: bool) -> list[ColumnElement[bool]]:
    """Turn filters into conditions that must all hold.

    Args:
        names: Parameter names, each with whether it asks for the common value.
        ignore_case: Whether text filters disregard upper and lower case.
        by_index: Whether the database may look dates up in their index, rather than walk along the ids.

    Returns:
        The conditions, which bind the values of `bound`.
    """
    found: list[ColumnElement[bool]] = []
    for name, common in names.items():
        if name in MOMENTS or name in RANGES:
            found.append(_range(name, by_index=by_index))
        else:
            found.extend(_equality(name, common=common, ignore_case=ignore_case))
    return found


def _range(name: str, *, by_index: bool) -> ColumnElement[bool]:
    end, _, column_name = name.partition("_")
    column: ColumnElement[int] = customers.c[column_name]
    if name in MOMENTS and not by_index:
        # A sum is in no index.
        column = column + literal_column("0", Integer)
    value = bindparam(name, type_=BigInteger)
    return column >= value if end == "min" else column <= value


def _equality(name: str, *, common: bool, ignore_case: bool) -> list[ColumnElement[bool]]:
    column = customers.c[_column(name)]
    found: list[ColumnElement[bool]] = [column == bindparam(column.name, type_=column.type)]
    if name in FOLDED and not ignore_case:
        found.append(customers.c[name] == bindparam(name, type_=Text))
    if column.name in COMMON and not common:
        # The index is used only where the query repeats its condition.
        found.append(text(f"{column.name} <> {COMMON[column.name]!r}"))  # type: ignore[arg-type]
    return found


def _column(name: str) -> str:
    return f"{name}_folded" if name in FOLDED else name
