"""The filters of the list and the count, as SQL conditions (S07 to S20, S25)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Text, bindparam, literal_column

from bigcommerce_contract.mock.dates import first_second_from, last_second_until
from bigcommerce_contract.mock.money import to_credit
from bigcommerce_contract.mock.store.tables import FOLDED, customers

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


def conditions(names: Iterable[str], *, ignore_case: bool, by_index: bool) -> list[ColumnElement[bool]]:
    """Turn filters into conditions that must all hold.

    Args:
        names: Parameter names.
        ignore_case: Whether text filters disregard upper and lower case.
        by_index: Whether the database may look dates up in their index, rather than walk along the ids.

    Returns:
        The conditions, which bind the values of `bound`.
    """
    found: list[ColumnElement[bool]] = []
    for name in names:
        if name in MOMENTS or name in RANGES:
            found.append(_range(name, by_index=by_index))
        else:
            found.extend(_equality(name, ignore_case=ignore_case))
    return found


def column_of(name: str) -> ColumnElement[int]:
    """Give the column that one of `MOMENTS` or `RANGES` is about: what follows `min_` or `max_`."""
    column: ColumnElement[int] = customers.c[name[4:]]
    return column


def in_range(name: str, found: ColumnElement[int]) -> ColumnElement[bool]:
    """Compare what was found with the bound that one of `MOMENTS` or `RANGES` gives."""
    value = bindparam(name, type_=BigInteger)
    return found >= value if name.startswith("min") else found <= value


def _range(name: str, *, by_index: bool) -> ColumnElement[bool]:
    column = column_of(name)
    if name in MOMENTS and not by_index:
        # A sum is in no index.
        column = column + literal_column("0", Integer)
    return in_range(name, column)


def _equality(name: str, *, ignore_case: bool) -> Iterator[ColumnElement[bool]]:
    column = customers.c[f"{name}_folded" if name in FOLDED else name]
    yield column == bindparam(column.name, type_=column.type)
    if name in FOLDED and not ignore_case:
        yield customers.c[name] == bindparam(name, type_=Text)
