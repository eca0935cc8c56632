"""The connection to the database, and what can go wrong with it."""

import selectors
import sqlite3
import threading
import weakref
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Engine, Select, create_engine, event, false
from sqlalchemy.engine import URL, Dialect, make_url
from sqlalchemy.exc import ArgumentError, InvalidatePoolError, SQLAlchemyError
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateIndex, CreateTable

from bigcommerce_contract.mock.store import tables
from bigcommerce_contract.mock.store.transaction import Transaction

CONNECTIONS = 8
"""How many requests may use the database at once."""

_PATIENCE_S = 5


class DatabaseUnavailableError(Exception):
    """The database cannot be used. The message is one line, and holds no password."""


class DatabaseBusyError(Exception):
    """The database refused for a moment: it is locked, full or gone. Nothing was written."""


class Database:
    """An open database that holds the tables of the mock.

    Attributes:
        in_memory: Whether it ends with the process.
        is_local: Whether it lies in memory or in a file: no server is asked.

    Args:
        url: A SQLAlchemy URL, such as `sqlite://`, `sqlite:///customers.sqlite` or `postgresql://user@host/name`.

    Raises:
        DatabaseUnavailableError: If the URL cannot be read, or what it names cannot be opened or holds other tables.
    """

    def __init__(self, url: str) -> None:
        """Open the database and make the tables that are missing."""
        parsed = _parse(url)
        self.in_memory, self.is_local = in_memory(url), parsed.get_backend_name() == "sqlite"
        # One connection holds a database in memory: whoever uses it must be alone.
        self._alone: AbstractContextManager[object] = threading.Lock() if self.in_memory else nullcontext()
        try:
            self._engine = _engine(parsed, in_memory=self.in_memory)
        except (SQLAlchemyError, ModuleNotFoundError) as error:
            raise DatabaseUnavailableError(_explain(parsed, error)) from error
        # A test may forget a server that it never stopped; Python complains of connections that nobody closed.
        weakref.finalize(self, self._engine.dispose).atexit = False
        self._driver: Any = self._engine.dialect.loaded_dbapi
        try:
            self._prepare()
        except (self._driver.Error, DatabaseBusyError) as error:
            raise DatabaseUnavailableError(_explain(parsed, error)) from error

    @contextmanager
    def read(self) -> Generator[Transaction]:
        """Give what reads; each statement sees the state at its beginning.

        Raises:
            DatabaseBusyError: If the database cannot be asked.
        """
        with self._alone, self._borrowed() as transaction:
            yield transaction

    @contextmanager
    def write(self) -> Generator[Transaction]:
        """Give a transaction for writing, which an error rolls back.

        Raises:
            DatabaseBusyError: If the database cannot be written to.
        """
        with self._alone, self._borrowed() as transaction:
            transaction.begin()
            try:
                yield transaction
                transaction.commit()
            except BaseException:
                transaction.roll_back()
                raise

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def integrity_error(self) -> type[Exception]:
        """Give what the driver raises where a value must be unique and is not."""
        error: type[Exception] = self._driver.IntegrityError
        return error

    @contextmanager
    def _borrowed(self) -> Generator[Transaction]:
        try:
            connection = self._engine.raw_connection()
        except (SQLAlchemyError, self._driver.Error) as error:
            raise DatabaseBusyError from error
        try:
            yield Transaction(connection.cursor(), self._engine.dialect)
        except (self._driver.OperationalError, self._driver.InterfaceError) as error:
            if self._engine.dialect.is_disconnect(error, connection.dbapi_connection, None):
                connection.invalidate()
                self._engine.dispose()  # What the server broke here it broke for every connection.
            raise DatabaseBusyError from error
        finally:
            connection.close()

    def _prepare(self) -> None:
        with self.write() as transaction:
            for statement in _preparations(self._engine.dialect):
                transaction.execute(statement)


_PREPARATIONS: dict[str, list[str]] = {}


def _preparations(dialect: Dialect) -> list[str]:
    """Give what makes the tables, and fails where there are others of the same name."""
    if dialect.name not in _PREPARATIONS:
        _PREPARATIONS[dialect.name] = [str(each.compile(dialect=dialect)) for each in _definitions()]
    return _PREPARATIONS[dialect.name]


def _definitions() -> Iterator[CreateTable | CreateIndex | Select[Any]]:
    for table in tables.metadata.sorted_tables:
        yield CreateTable(table, if_not_exists=True)
        yield table.select().where(false())
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield CreateIndex(index, if_not_exists=True)


def in_memory(url: str) -> bool:
    """Tell whether a URL names a database that lives and dies with the process."""
    parsed = _parse(url)
    return parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        message = "The database URL cannot be read. Give one such as sqlite:///customers.sqlite."
        raise DatabaseUnavailableError(message) from error
    if parsed.drivername in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _engine(url: URL, *, in_memory: bool) -> Engine:
    common: dict[str, Any] = {"hide_parameters": True, "pool_reset_on_return": None}
    pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {"pool_size": CONNECTIONS, "max_overflow": 0}
    if url.get_backend_name() != "sqlite":
        options = {"autocommit": True, "connect_timeout": _PATIENCE_S, "options": f"-c lock_timeout={_PATIENCE_S}s"}
        engine = create_engine(url, connect_args=options, **common, **pool)
        event.listen(engine, "checkout", _refuse_dead)
        return engine
    options = {"check_same_thread": False, "isolation_level": None}
    engine = create_engine(url, connect_args=options, **common, **pool)
    if not in_memory:
        event.listen(engine, "connect", _share_file)
    return engine


def _refuse_dead(connection: Any, _record: Any, _proxy: Any) -> None:  # noqa: ANN401 - SQLAlchemy's hook
    # A server says nothing on an idle connection but that it ends it. Then the others are as dead as this one.
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        if selector.select(0):
            raise InvalidatePoolError


def _share_file(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's hook
    # WAL lets readers go on while one writes. NORMAL survives a killed process, though not a power cut.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _explain(url: URL, error: Exception) -> str:
    shown = url.render_as_string(hide_password=True)
    if isinstance(error, ModuleNotFoundError):
        return f"The database {shown} needs a driver that is not installed: {error.name}."
    cause = error.__cause__ if isinstance(error, DatabaseBusyError) else error
    reason = str(getattr(cause, "orig", None) or cause).splitlines()[0]
    return f"The database {shown} cannot be used: {reason}."
