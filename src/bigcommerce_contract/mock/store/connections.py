"""Connections to the database, each lent to one user at a time."""

import os
import selectors
import sqlite3
import threading
import warnings
import weakref
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, cast

from sqlalchemy import Engine, PoolProxiedConnection, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, InvalidatePoolError, SAWarning, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from bigcommerce_contract.mock.store.transaction import Transaction

CONNECTIONS = 8
"""How many threads may use the database at once."""

PATIENCE_S = 5
"""How long to wait for a server, and for a lock, in seconds."""

_MOMENT_S = 0.05

_Lent = tuple[PoolProxiedConnection, Transaction]


class DatabaseBusyError(Exception):
    """The database refused for a moment: it is locked, full or gone. Nothing was written."""


def told_by_driver(error: BaseException | None) -> BaseException | None:
    """Give what the driver itself says of an error; None where it was not asked."""
    cause = error.__cause__ if isinstance(error, DatabaseBusyError) else error
    return getattr(cause, "orig", None) or cause


class Connections:
    """The connections to one database.

    Attributes:
        dialect: The database's words.
        driver: Its driver, a module as PEP 249 has it.
        refusals: What the driver raises where the database cannot be asked.
        is_taken: Tells whether the only connection is lent, so that whoever asks now has to wait for it.

    Args:
        url: The database.
        in_memory: Whether it is one of SQLite in memory, which has a single connection.

    Raises:
        SQLAlchemyError: If there is no such kind of database, or it does not have what the URL asks for.
        ModuleNotFoundError: If its driver is not installed.
    """

    def __init__(self, url: URL, *, in_memory: bool) -> None:
        """Prepare to connect."""
        self._engine = _engine(url, in_memory=in_memory)
        self.dialect = self._engine.dialect
        self.driver: Any = self.dialect.loaded_dbapi
        self.refusals: Any = (self.driver.OperationalError, self.driver.InterfaceError)
        # No server ends a connection to SQLite: it stays as it is between two users, which saves half of a small query.
        self._stays = self.dialect.name == "sqlite"
        self._idle: list[_Lent] = []
        # One connection holds a database in memory: whoever uses it must be alone.
        self._lock = threading.Lock()
        self.is_taken = self._lock.locked
        self._alone: AbstractContextManager[object] = self._lock if in_memory else nullcontext()
        self._interruptible: sqlite3.Connection | None = None
        # A test may forget a server that it never stopped; Python complains of connections that nobody closed.
        weakref.finalize(self, _close, self._idle, self._engine).atexit = False

    @contextmanager
    def lend(self) -> Generator[Transaction]:
        """Give what carries out statements, each by itself.

        Raises:
            DatabaseBusyError: If the database cannot be asked.
        """
        with self._alone:
            connection, transaction = lent = self._take()
            try:
                yield transaction
            except self.refusals as error:
                if self.dialect.is_disconnect(error, connection.dbapi_connection, None):
                    connection.invalidate()
                    self._engine.dispose()  # What the server broke here it broke for every connection.
                raise DatabaseBusyError from error
            finally:
                if self._stays:
                    self._idle.append(lent)
                else:
                    connection.close()

    def close(self) -> None:
        """Close every connection that is not lent; whoever still uses a database in memory is interrupted."""
        while not self._lock.acquire(timeout=_MOMENT_S):
            # This ends the statement that runs at the moment, if one does.
            if self._interruptible:
                self._interruptible.interrupt()
        try:
            _close(self._idle, self._engine)
        finally:
            self._lock.release()

    def _take(self) -> _Lent:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _connect(self) -> _Lent:
        try:
            connection = self._engine.raw_connection()
        except (SQLAlchemyError, self.driver.Error) as error:
            raise DatabaseBusyError from error
        if self._alone is self._lock:
            self._interruptible = cast("sqlite3.Connection", connection.dbapi_connection)
        return connection, Transaction(connection.cursor(), self.dialect)


def _close(idle: list[_Lent], engine: Engine) -> None:
    while idle:
        idle.pop()[0].close()
    engine.dispose()


def _engine(url: URL, *, in_memory: bool) -> Engine:
    common: dict[str, Any] = {"hide_parameters": True, "pool_reset_on_return": None}
    # One more than there are threads, for the event loop.
    several = {"pool_size": CONNECTIONS + 1, "max_overflow": 0}
    pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory else several
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, connect_args=_asked_of_server(url), **common, **pool)
        event.listen(engine, "checkout", _refuse_dead)
        return engine
    options = {"check_same_thread": False, "isolation_level": None}
    with _refusing_what_is_passed_over():
        engine = create_engine(url, connect_args=options, **common, **pool)
    if not in_memory:
        event.listen(engine, "connect", _share_file)
    return engine


@contextmanager
def _refusing_what_is_passed_over() -> Generator[None]:
    # SQLAlchemy warns of what a URL asks for and SQLite does not have, and goes on without it.
    with warnings.catch_warnings():
        warnings.simplefilter("error", SAWarning)
        try:
            yield
        except SAWarning as warning:
            raise ArgumentError(str(warning).partition(" and are being ignored")[0]) from warning


def _asked_of_server(url: URL) -> dict[str, Any]:
    # To compile a query of milliseconds, as PostgreSQL does with long ones, takes longer than to carry it out.
    ours = f"-c lock_timeout={PATIENCE_S}s -c jit=off"
    # What is given here would replace what the user gave; of settings with one name, the last holds.
    theirs = url.normalized_query.get("options", (os.environ.get("PGOPTIONS", ""),))
    patience = url.query.get("connect_timeout", PATIENCE_S)
    return {"autocommit": True, "connect_timeout": patience, "options": " ".join((ours, *theirs))}


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
