"""Ranges of dates and ids that hold many customers: their pages and counts, found through the blocks.

Of each block two look-ups in an index tell whether all or none of its customers lie in the range; only in the others
the customers are counted. A page is read from the blocks that hold it alone.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
)

from bigcommerce_contract.mock.store.filters import RANGES, column_of, in_range
from bigcommerce_contract.mock.store.queries import LIMIT, OFFSET, ROW, Filters
from bigcommerce_contract.mock.store.tables import BLOCK, BLOCK_IDS, blocks, customers

_STORE = bindparam("store", type_=Text)
_NOTHING = literal_column("0", BigInteger)


@cache
def count(filters: Filters) -> Select[Any]:
    """Count the customers in a range of `MOMENTS` and `RANGES`; the query binds `store` and the filters' values."""
    sizes = select(_matching(filters).label("size")).where(blocks.c.store == _STORE).subquery()
    return select(func.coalesce(func.sum(sizes.c.size), _NOTHING))


@cache
def page(filters: Filters) -> Select[Any]:
    """Give a page of the customers in a range; the query binds `store`, `limit`, `offset` and the filters' values."""
    running = _running(filters)
    skipped = select(func.min(running.c.upto - running.c.size)).where(running.c.upto > OFFSET).scalar_subquery()
    ids = (
        select(customers.c.id)
        .select_from(running)
        .join(customers, _is_in(running.c.block))
        .where(running.c.size > 0, running.c.upto > OFFSET, running.c.upto - running.c.size < OFFSET + LIMIT)
        .where(*_wanted(filters))
        .order_by(customers.c.id)
        .limit(LIMIT)
        .offset(OFFSET - func.coalesce(skipped, _NOTHING))
    )
    return select(*ROW).where(customers.c.store == _STORE, customers.c.id.in_(ids)).order_by(customers.c.id)


def _running(filters: Filters) -> CTE:
    # Materialized, or SQLite would find each size twice.
    sizes = select(blocks.c.block, _matching(filters).label("size")).where(blocks.c.store == _STORE).cte()
    sizes = sizes.prefix_with("MATERIALIZED")
    upto = func.sum(sizes.c.size).over(order_by=sizes.c.block).label("upto")
    return select(sizes.c.block, sizes.c.size, upto).cte()


def _matching(filters: Filters) -> ColumnElement[int]:
    if not filters:
        return blocks.c.size
    all_match = and_(*(in_range(name, _edge(name, end=name[:3])) for name in filters))
    some_may = and_(*(in_range(name, _edge(name, end="max" if name.startswith("min") else "min")) for name in filters))
    counted = select(func.count()).select_from(customers).where(_is_in(blocks.c.block), *_wanted(filters))
    return case((all_match, blocks.c.size), (some_may, counted.scalar_subquery()), else_=_NOTHING)


def _edge(name: str, *, end: str) -> ColumnElement[int]:
    """Give the least or the greatest value in a block of what a filter is about."""
    if name in RANGES:
        return blocks.c.block * BLOCK_IDS + (BLOCK_IDS - 1 if end == "max" else 0)
    column = column_of(name)
    edge = func.max(column) if end == "max" else func.min(column)
    return select(edge).where(_is_in(blocks.c.block)).scalar_subquery()


def _wanted(filters: Filters) -> list[ColumnElement[bool]]:
    # A sum, or SQLite would rather walk along all ids of the range than look into the block.
    ids = customers.c.id + _NOTHING
    return [in_range(name, ids if name in RANGES else column_of(name)) for name in filters]


def _is_in(block: ColumnElement[int]) -> ColumnElement[bool]:
    # SQLite looks a sum up in the index of an expression, but no column of a declared type.
    return and_(customers.c.store == _STORE, block + _NOTHING == BLOCK)
