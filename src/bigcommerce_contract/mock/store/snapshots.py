"""Copies of a store that it can go back to, kept in the same tables under names that no store hash can have."""

from sqlalchemy import Text, bindparam, delete, insert, select, update

from bigcommerce_contract.mock.store import changes
from bigcommerce_contract.mock.store.database import Database
from bigcommerce_contract.mock.store.tables import blocks, customers, stores
from bigcommerce_contract.mock.store.transaction import Transaction

_MARK = "@"
_FROM, _TO = bindparam("source", type_=Text), bindparam("target", type_=Text)
_REST = [column for column in customers.columns if column.name != "store"]

_COPY_CUSTOMERS = insert(customers).from_select(
    ["store", *(column.name for column in _REST)], select(_TO, *_REST).where(customers.c.store == _FROM)
)
_COPY_BLOCKS = insert(blocks).from_select(
    ["store", "block", "size"], select(_TO, blocks.c.block, blocks.c.size).where(blocks.c.store == _FROM)
)
_SET_LAST_ID = update(stores).where(stores.c.hash == _TO).values(last_id=bindparam("last_id"))
_FORGET = delete(stores).where(stores.c.hash == bindparam("store"))
_NAMES = select(stores.c.hash).where(stores.c.hash.startswith(bindparam("prefix"), escape="\\")).order_by(stores.c.hash)


class Snapshots:
    """The copies of all stores. Each method raises the database's `DatabaseBusyError`.

    Whoever writes to a copy holds the lock of its store, so that two of them never wait for each other.

    Args:
        database: Where stores and copies are kept.
    """

    def __init__(self, database: Database) -> None:
        """Work on a database."""
        self._database = database

    def take(self, store: str, name: str) -> None:
        """Copy a store; a copy of the same name is replaced."""
        copied = f"{store}{_MARK}{name}"
        with self._database.write() as transaction:
            transaction.rows(changes.LOCK_STORE, {"store": store})
            transaction.change(changes.ADD_STORE, {"hash": copied, "last_id": 0})
            _copy(transaction, store, copied)

    def restore(self, store: str, name: str) -> bool:
        """Bring a store back to a copy, its next id included; tell whether there is one."""
        copied = f"{store}{_MARK}{name}"
        with self._database.write() as transaction:
            transaction.rows(changes.LOCK_STORE, {"store": store})
            found = bool(transaction.rows(changes.FIND_STORE, {"store": copied}))
            if found:
                _copy(transaction, copied, store)
            return found

    def drop(self, store: str, name: str) -> bool:
        """Delete a copy; tell whether there was one."""
        copied = f"{store}{_MARK}{name}"
        with self._database.write() as transaction:
            transaction.rows(changes.LOCK_STORE, {"store": store})
            _empty(transaction, copied)
            return transaction.change(_FORGET, {"store": copied}) > 0

    def names(self, store: str) -> list[str]:
        """Give the names of a store's copies, sorted."""
        prefix = f"{store}{_MARK}"
        with self._database.read() as transaction:
            found = transaction.rows(_NAMES, {"prefix": prefix.replace("_", "\\_")})
        return [row[0].removeprefix(prefix) for row in found]

    def reset(self, store: str) -> None:
        """Empty a store and begin its ids at 1 again."""
        with self._database.write() as transaction:
            transaction.rows(changes.LOCK_STORE, {"store": store})
            _empty(transaction, store)
            transaction.change(_SET_LAST_ID, {"target": store, "last_id": 0})


def _copy(transaction: Transaction, source: str, target: str) -> None:
    ((last_id,),) = transaction.rows(changes.FIND_STORE, {"store": source})
    _empty(transaction, target)
    transaction.change(_SET_LAST_ID, {"target": target, "last_id": last_id})
    transaction.change(_COPY_CUSTOMERS, {"source": source, "target": target})
    transaction.change(_COPY_BLOCKS, {"source": source, "target": target})


def _empty(transaction: Transaction, store: str) -> None:
    transaction.change(changes.DELETE_ALL, {"store": store})
    transaction.change(changes.DELETE_BLOCKS, {"store": store})
