"""Reading and writing customers. Every call names the store it is about."""

import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bigcommerce_contract.mock.store.database import Database
from bigcommerce_contract.mock.store.filters import conditions, fold
from bigcommerce_contract.mock.store.tables import DEFAULTS, FOLDED, customers, stores

Row = Mapping[str, Any]
"""A customer as stored: property names with text, integers and seconds since 1970."""

_NAMES = tuple(column.name for column in customers.columns)


class EmailInUseError(Exception):
    """Another customer of the store has this e-mail address."""


class CustomerStore:
    """The customers of all stores in one database.

    Args:
        database: Where they are kept.
        ignore_case: Whether text filters disregard upper and lower case.
        clock: Gives the present as seconds since 1970.
    """

    def __init__(self, database: Database, *, ignore_case: bool, clock: Callable[[], float] = time.time) -> None:
        """Work on a database."""
        self._database = database
        self._ignore_case = ignore_case
        self._clock = clock

    def open(self, store: str) -> None:
        """Make a store known, empty unless it already holds customers."""
        with self._database.write() as connection:
            known = connection.execute(select(stores.c.hash).where(stores.c.hash == store)).first()
            if known is None:
                connection.execute(insert(stores).values(hash=store, last_id=0))

    def create(self, store: str, values: Mapping[str, Any]) -> Row:
        """Add a customer.

        Args:
            store: The store hash.
            values: Properties, with `password_hash`; what is missing gets its default.

        Returns:
            The customer as stored.

        Raises:
            EmailInUseError: If the e-mail address is taken.
        """
        now = int(self._clock())
        row = {**DEFAULTS, "date_created": now, "date_modified": now, **values}
        with self._database.write() as connection:
            return _insert(connection, store, [row])[0]

    def load(self, store: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add customers that bring their dates with them, all or none.

        Args:
            store: The store hash.
            rows: Complete customers but for `id`; they get ids in this order.

        Raises:
            EmailInUseError: If an e-mail address is taken.
        """
        with self._database.write() as connection:
            _insert(connection, store, [{**DEFAULTS, **row} for row in rows])

    def get(self, store: str, customer_id: int) -> Row | None:
        """Give the customer with an id, or None."""
        with self._database.read() as connection:
            return _find(connection, store, customer_id)

    def page(self, store: str, filters: Mapping[str, Any], *, limit: int, offset: int) -> list[Row]:
        """Give a page of the customers that match all filters, sorted by id (S06).

        Args:
            store: The store hash.
            filters: Parameter names with validated values.
            limit: How many customers at the most.
            offset: How many matching customers to skip.

        Returns:
            The customers, none past the last page.
        """
        wanted = self._matching(store, filters)
        query = select(customers).where(*wanted).order_by(customers.c.id).limit(limit).offset(offset)
        with self._database.read() as connection:
            return [_named(row) for row in connection.execute(query)]

    def count(self, store: str, filters: Mapping[str, Any] | None = None) -> int:
        """Count the customers that match all filters."""
        query = select(func.count()).select_from(customers).where(*self._matching(store, filters or {}))
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()

    def update(self, store: str, customer_id: int, values: Mapping[str, Any]) -> Row | None:
        """Change a customer; what is not given stays as it was (S62).

        Args:
            store: The store hash.
            customer_id: Which customer.
            values: The properties to change; with none of them nothing changes.

        Returns:
            The whole customer afterwards, or None if there is none with this id.

        Raises:
            EmailInUseError: If the e-mail address is another customer's.
        """
        with self._database.write() as connection:
            if values:
                change = update(customers).where(*_one(store, customer_id))
                changed = {**values, **_folded(values), "date_modified": int(self._clock())}
                with _refusing_doubles():
                    connection.execute(change.values(changed))
            return _find(connection, store, customer_id)

    def delete(self, store: str, customer_id: int) -> bool:
        """Delete a customer and tell whether there was one (S67)."""
        with self._database.write() as connection:
            return connection.execute(delete(customers).where(*_one(store, customer_id))).rowcount > 0

    def delete_all(self, store: str) -> None:
        """Delete every customer of a store (S68)."""
        with self._database.write() as connection:
            connection.execute(delete(customers).where(customers.c.store == store))

    def _matching(self, store: str, filters: Mapping[str, Any]) -> list[Any]:
        return [customers.c.store == store, *conditions(filters, ignore_case=self._ignore_case)]


def _one(store: str, customer_id: int) -> tuple[Any, Any]:
    return customers.c.store == store, customers.c.id == customer_id


def _find(connection: Connection, store: str, customer_id: int) -> Row | None:
    row = connection.execute(select(customers).where(*_one(store, customer_id))).first()
    return None if row is None else _named(row)


def _named(row: Sequence[Any]) -> Row:
    return dict(zip(_NAMES, row, strict=True))


def _insert(connection: Connection, store: str, rows: list[dict[str, Any]]) -> list[Row]:
    last_id = connection.execute(
        update(stores)
        .where(stores.c.hash == store)
        .values(last_id=stores.c.last_id + len(rows))
        .returning(stores.c.last_id)
    ).scalar_one()
    first_id = last_id - len(rows) + 1
    numbered = [
        {**row, **_folded(row), "store": store, "id": customer_id} for customer_id, row in enumerate(rows, first_id)
    ]
    with _refusing_doubles():
        connection.execute(insert(customers), numbered)
    return list(numbered)


@contextmanager
def _refusing_doubles() -> Generator[None]:
    # The unique index decides, and not a look beforehand: two requests may arrive at once.
    try:
        yield
    except IntegrityError as error:
        raise EmailInUseError from error


def _folded(values: Mapping[str, Any]) -> dict[str, str]:
    return {f"{name}_folded": fold(values[name]) for name in FOLDED if name in values}
