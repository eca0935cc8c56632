"""The queries behind the list and the count, each built once for every combination of filters."""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, bindparam, func, literal_column, select

from bigcommerce_contract.mock.store.filters import conditions
from bigcommerce_contract.mock.store.tables import customers

ROW: tuple[ColumnElement[Any], ...] = (customers.c.id, customers.c.date_modified, customers.c.shown)
"""What every query for customers gives of each."""

SELECTIVE = 1000
"""Up to so many customers, what an index of dates or ids gives is cheaper to go through than the blocks."""

Filters = tuple[str, ...]
"""Parameter names, sorted."""

LIMIT, OFFSET = bindparam("limit", type_=Integer), bindparam("offset", type_=BigInteger)
"""How many customers a page holds at most, and how many of the list stand before it."""

_STORE = customers.c.store == bindparam("store")


@cache
def page(filters: Filters, *, ignore_case: bool, by_index: bool, deep: bool) -> Select[Any]:
    """Give a page of the customers that match.

    Args:
        filters: What they match.
        ignore_case: Whether text filters disregard case.
        by_index: Whether to sort what the index of dates gives.
        deep: Whether so many are skipped that their ids should be looked up before the rest of them.

    Returns:
        A query that binds `store`, `limit`, `offset` and the filters' values.
    """
    wanted = conditions(filters, ignore_case=ignore_case, by_index=by_index)
    order = customers.c.id + literal_column("0", Integer) if by_index else customers.c.id
    if not deep:
        return select(*ROW).where(_STORE, *wanted).order_by(order).limit(LIMIT).offset(OFFSET)
    ids = select(customers.c.id).where(_STORE, *wanted).order_by(order).limit(LIMIT).offset(OFFSET)
    return select(*ROW).where(_STORE, customers.c.id.in_(ids)).order_by(customers.c.id)


@cache
def count(filters: Filters, *, ignore_case: bool) -> Select[Any]:
    """Count the customers that match; the query binds `store` and the filters' values."""
    wanted = conditions(filters, ignore_case=ignore_case, by_index=True)
    return select(func.count()).select_from(customers).where(_STORE, *wanted)


@cache
def few(filters: Filters) -> Select[Any]:
    """Count the customers in a range of `MOMENTS` and `RANGES`, up to one more than `SELECTIVE`."""
    wanted = conditions(filters, ignore_case=False, by_index=True)
    some = select(literal_column("1", Integer)).select_from(customers).where(_STORE, *wanted)
    return select(func.count()).select_from(some.limit(literal_column(str(SELECTIVE + 1), Integer)).subquery())
