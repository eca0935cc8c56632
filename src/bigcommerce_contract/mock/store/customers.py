"""Reading and writing customers. Every call names the store it is about."""

import time
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import Any

from bigcommerce_contract.mock import represent
from bigcommerce_contract.mock.represent import Row
from bigcommerce_contract.mock.store import changes, queries, ranges
from bigcommerce_contract.mock.store.database import Database
from bigcommerce_contract.mock.store.filters import MOMENTS, RANGES, bound, fold
from bigcommerce_contract.mock.store.tables import BLOCK_IDS, DEFAULTS, FOLDED, KEPT
from bigcommerce_contract.mock.store.transaction import Transaction

_DEEP = 500
_MOMENTS, _OF_RANGES = frozenset(MOMENTS), frozenset((*MOMENTS, *RANGES))
_BATCH = 5000


class EmailInUseError(Exception):
    """Another customer of the store has this e-mail address."""


class CustomerStore:
    """The customers of all stores in one database.

    Attributes:
        in_memory: Whether they end with the process.
        is_local: Whether they are kept in memory or in a file: no server is asked.
        is_taken: Tells whether they are kept in memory and in use, so that whoever asks now has to wait.

    Args:
        database: Where they are kept. Each method raises its `DatabaseBusyError`.
        ignore_case: Whether text filters disregard upper and lower case.
        clock: Gives the present as seconds since 1970.
    """

    def __init__(self, database: Database, *, ignore_case: bool, clock: Callable[[], float] = time.time) -> None:
        """Work on a database."""
        self._database = database
        self.in_memory, self.is_local, self.is_taken = database.in_memory, database.is_local, database.is_taken
        self._ignore_case = ignore_case
        self._clock = clock

    def together(self) -> AbstractContextManager[None]:
        """Let all that this thread writes meanwhile share one commit; an error of the database undoes all of it."""
        return self._database.write_together()

    def open(self, store: str) -> None:
        """Make a store known, empty unless it already holds customers."""
        with self._database.read() as transaction:
            # Most are known, and then nobody has to wait for a writer.
            if transaction.rows(changes.FIND_STORE, {"store": store}):
                return
        with self._database.write() as transaction:
            transaction.change(changes.ADD_STORE, {"hash": store, "last_id": 0})

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
        with self._database.write() as transaction:
            ((last_id,),) = transaction.rows(changes.TAKE_IDS, {"store": store, "many": 1})
            row |= {"store": store, "id": last_id}
            row |= _made(row)
            with self._refusing_doubles():
                transaction.change(changes.INSERT, row)
            block = {"store": store, "block": last_id // BLOCK_IDS, "more": 1}
            if not transaction.change(changes.GROW, block):
                transaction.change(changes.ADD_BLOCK, {**block, "size": 1})
        return last_id, row["date_modified"], row["shown"]

    def load(self, store: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add customers that bring their dates with them, all or none.

        Args:
            store: The store hash.
            rows: Complete customers but for `id`; they get ids in this order.

        Raises:
            EmailInUseError: If an e-mail address is taken.
        """
        with self._database.write() as transaction, self._refusing_doubles():
            _load(transaction, store, rows)

    def fill(self, store: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Load customers into a store that has none; leave any other as it is, and `rows` untouched.

        Args:
            store: The store hash.
            rows: As `load` takes them.
        """
        if self.count(store):
            return  # Nobody has to wait for a writer then.
        with self._database.write() as transaction:
            transaction.rows(changes.LOCK_STORE, {"store": store})
            # Another server may have filled it meanwhile.
            if transaction.rows(ranges.count(()), {"store": store})[0][0] == 0:
                _load(transaction, store, rows)

    def get(self, store: str, customer_id: int) -> Row | None:
        """Give the customer with an id, or None."""
        with self._database.read() as transaction:
            return _find(transaction, store, customer_id)

    def password_hash(self, store: str, customer_id: int) -> str | None:
        """Give the hash of a customer's password, or None where there is no such customer."""
        with self._database.read() as transaction:
            found = transaction.rows(changes.FIND_HASH, {"store": store, "id": customer_id})
        return found[0][0] if found else None

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
        values = {**bound(filters), "store": store, "limit": limit, "offset": offset}
        with self._database.read() as transaction:
            return transaction.rows(self._page(transaction, tuple(sorted(filters)), values), values)

    def count(self, store: str, filters: Mapping[str, Any] | None = None) -> int:
        """Count the customers that match all filters."""
        values, shape = {**bound(filters or {}), "store": store}, tuple(sorted(filters or {}))
        with self._database.read() as transaction:
            if not _OF_RANGES.issuperset(shape):
                query = queries.count(shape, ignore_case=self._ignore_case)
                return int(transaction.rows(query, values)[0][0])
            if shape and (found := _few(transaction, shape, values)) is not None:
                return found
            return int(transaction.rows(ranges.count(shape), values)[0][0])

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
        with self._database.write() as transaction:
            # Who changed or restored the customer meanwhile must be done: what is shown is made of all that is kept.
            transaction.rows(changes.LOCK_STORE, {"store": store})
            kept = transaction.rows(changes.FIND_KEPT, {"store": store, "id": customer_id})
            if not kept:
                return None
            if not values:
                return _find(transaction, store, customer_id)
            changed = {**values, **_folded(values), "date_modified": int(self._clock())}
            changed["shown"] = represent.shown({**dict(zip(KEPT, kept[0], strict=True)), **changed})
            change = changes.update_of(tuple(sorted(changed)))
            with self._refusing_doubles():
                transaction.change(change, {**changed, "the_store": store, "the_id": customer_id})
            return customer_id, changed["date_modified"], changed["shown"]

    def delete(self, store: str, customer_id: int) -> bool:
        """Delete a customer and tell whether there was one (S67)."""
        with self._database.write() as transaction:
            transaction.rows(changes.LOCK_STORE, {"store": store})
            found = transaction.change(changes.DELETE, {"store": store, "id": customer_id}) > 0
            if found:
                block = {"store": store, "block": customer_id // BLOCK_IDS, "more": -1}
                transaction.change(changes.GROW, block)
            return found

    def delete_all(self, store: str) -> None:
        """Delete every customer of a store (S68)."""
        with self._database.write() as transaction:
            transaction.rows(changes.LOCK_STORE, {"store": store})
            transaction.change(changes.DELETE_ALL, {"store": store})
            transaction.change(changes.DELETE_BLOCKS, {"store": store})

    def _page(self, transaction: Transaction, shape: queries.Filters, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
        is_deep, has_dates = values["offset"] >= _DEEP, not _MOMENTS.isdisjoint(shape)
        by_index = False
        if _OF_RANGES.issuperset(shape) and (is_deep or has_dates):
            by_index = has_dates and _few(transaction, shape, values) is not None
            if not by_index:
                return ranges.page(shape)
        return queries.page(shape, ignore_case=self._ignore_case, by_index=by_index, deep=is_deep)

    @contextmanager
    def _refusing_doubles(self) -> Generator[None]:
        # The unique index decides, and not a look beforehand: two requests may arrive at once.
        try:
            yield
        except self._database.integrity_error() as error:
            raise EmailInUseError from error


def _find(transaction: Transaction, store: str, customer_id: int) -> Row | None:
    found = transaction.rows(changes.FIND, {"store": store, "id": customer_id})
    return found[0] if found else None


def _few(transaction: Transaction, shape: queries.Filters, values: Mapping[str, Any]) -> int | None:
    """Count the customers in a range, or give None where they are many."""
    ((found,),) = transaction.rows(queries.few(shape), values)
    return found if found <= queries.SELECTIVE else None


def _load(transaction: Transaction, store: str, rows: Iterable[Mapping[str, Any]]) -> None:
    coming = iter(rows)
    with transaction.making_room():
        while batch := list(islice(coming, _BATCH)):
            ((last_id,),) = transaction.rows(changes.TAKE_IDS, {"store": store, "many": len(batch)})
            new = ({**DEFAULTS, **row} for row in batch)
            transaction.change_many(
                changes.INSERT,
                (
                    {**row, **_made({**row, "id": each}), "store": store, "id": each}
                    for each, row in enumerate(new, last_id - len(batch) + 1)
                ),
            )
        _count_blocks(transaction, store)


def _count_blocks(transaction: Transaction, store: str) -> None:
    transaction.change(changes.DELETE_BLOCKS, {"store": store})
    transaction.change(changes.COUNT_BLOCKS, {"store": store})


def _made(customer: Mapping[str, Any]) -> dict[str, Any]:
    """Make the columns that are made of others."""
    return {"shown": represent.shown(customer), **_folded(customer)}


def _folded(values: Mapping[str, Any]) -> dict[str, str]:
    return {f"{name}_folded": fold(values[name]) for name in FOLDED if name in values}
