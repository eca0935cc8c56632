"""The connection to the database, and what can go wrong while it is made."""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from bigcommerce_contract.mock.store import tables


class DatabaseUnavailableError(Exception):
    """The database cannot be used. The message is one line, and holds no password."""


class Database:
    """An open database that holds the tables of the mock.

    Args:
        url: A SQLAlchemy URL, such as `sqlite://` or `sqlite:///customers.sqlite`.

    Raises:
        DatabaseUnavailableError: If the URL cannot be read, or what it names cannot be opened or holds other tables.
    """

    def __init__(self, url: str) -> None:
        """Open the database and make the tables that are missing."""
        parsed = _parse(url)
        in_memory = parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}
        # One connection holds a database in memory: whoever uses it must be alone.
        self._alone: AbstractContextManager[object] = threading.Lock() if in_memory else nullcontext()
        try:
            self._engine = _engine(parsed, in_memory=in_memory)
            self._prepare()
        except (SQLAlchemyError, sqlite3.Error, ModuleNotFoundError) as error:
            raise DatabaseUnavailableError(_explain(parsed, error)) from error

    @contextmanager
    def read(self) -> Generator[Connection]:
        """Give a connection within a transaction for reading."""
        with self._alone, self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Generator[Connection]:
        """Give a connection within a transaction for writing, which an error rolls back."""
        with self._alone, self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _prepare(self) -> None:
        tables.metadata.create_all(self._engine)
        with self._engine.connect() as connection:
            for table in tables.metadata.sorted_tables:
                connection.execute(select(table).limit(0))


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:
        message = "The database URL cannot be read. Give one such as sqlite:///customers.sqlite."
        raise DatabaseUnavailableError(message) from error


def _engine(url: URL, *, in_memory: bool) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, hide_parameters=True)
    if in_memory:
        engine = create_engine(
            url, poolclass=StaticPool, connect_args={"check_same_thread": False}, hide_parameters=True
        )
    else:
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _share_file)
    event.listen(engine, "connect", _leave_transactions_to_sqlalchemy)
    event.listen(engine, "begin", _begin)
    return engine


def _share_file(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's hook
    # WAL lets readers go on while one writes. NORMAL survives a killed process, though not a power cut.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _leave_transactions_to_sqlalchemy(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    # Taking the lock at once makes writers wait for each other; a later upgrade would fail instead.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _explain(url: URL, error: Exception) -> str:
    shown = url.render_as_string(hide_password=True)
    if isinstance(error, ModuleNotFoundError):
        return f"The database {shown} needs a driver that is not installed: {error.name}."
    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
    return f"The database {shown} cannot be used: {reason}."
