"""The database as a whole: its URL, its tables, reading and writing."""

import threading
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bigcommerce_contract.extras import missing
from bigcommerce_contract.mock.store import schema
from bigcommerce_contract.mock.store.connections import PATIENCE_S, Connections, DatabaseBusyError, told_by_driver
from bigcommerce_contract.mock.store.transaction import Transaction


class DatabaseUnavailableError(Exception):
    """The database cannot be used. The message is one line, and holds no password."""


class DatabaseUrlError(DatabaseUnavailableError):
    """The URL is none of a database that could be used."""


class Database:
    """An open database that holds the tables of the mock.

    Attributes:
        in_memory: Whether it ends with the process.
        is_local: Whether it lies in memory or in a file: no server is asked.
        is_taken: Tells whether it lies in memory and is in use, so that whoever asks now has to wait.

    Args:
        url: A SQLAlchemy URL, such as `sqlite://`, `sqlite:///customers.sqlite` or `postgresql://user@host/name`.
        is_prepared: Whether the tables are known to be there. Then the database is not asked yet, and may be gone.

    Raises:
        DatabaseUrlError: If the URL cannot be read, or names a database, driver or option that is not served.
        DatabaseUnavailableError: If what it names cannot be opened or holds other tables.
    """

    def __init__(self, url: str, *, is_prepared: bool = False) -> None:
        """Open the database and make the tables that are missing."""
        parsed = _parse(url)
        self.in_memory, self.is_local = in_memory(url), parsed.get_backend_name() == "sqlite"
        # Only one can write to a file. To wait here costs nothing, where SQLite would try again and again.
        in_file = self.is_local and not self.in_memory
        self._writing: AbstractContextManager[object] = _Turn() if in_file else nullcontext()
        self._shared = _Shared()
        try:
            self._connections = Connections(parsed, in_memory=self.in_memory)
        except SQLAlchemyError as error:
            raise DatabaseUrlError(_explain(parsed, error)) from error
        except ModuleNotFoundError as error:
            raise DatabaseUnavailableError(_explain(parsed, error)) from error
        self.is_taken = self._connections.is_taken
        self._url = parsed
        if not is_prepared:
            with self.required():
                self._prepare()

    @contextmanager
    def required(self) -> Generator[None]:
        """Do what a server cannot start without; an error of the database closes it.

        Raises:
            DatabaseUnavailableError: If the database refuses.
        """
        try:
            yield
        except (self._connections.driver.Error, DatabaseBusyError) as error:
            self.close()
            raise DatabaseUnavailableError(_explain(self._url, error)) from error

    def read(self) -> AbstractContextManager[Transaction]:
        """Give what reads; each statement sees the state at its beginning.

        Raises:
            DatabaseBusyError: If the database cannot be asked.
        """
        return self._connections.lend()

    @contextmanager
    def write(self) -> Generator[Transaction]:
        """Give a transaction for writing, which an error rolls back.

        Raises:
            DatabaseBusyError: If the database cannot be written to.
        """
        shared = self._shared.transaction
        if shared is None:
            with self._transaction() as transaction:
                yield transaction
            return
        try:
            with shared.part():
                yield shared
        except self._connections.refusals as error:
            raise DatabaseBusyError from error

    @contextmanager
    def write_together(self) -> Generator[None]:
        """Let all that this thread writes meanwhile share one commit; an error rolls all of it back.

        Raises:
            DatabaseBusyError: If the database cannot be written to.
        """
        with self._transaction() as transaction:
            self._shared.transaction = transaction
            try:
                yield
            finally:
                self._shared.transaction = None

    @contextmanager
    def _transaction(self) -> Generator[Transaction]:
        with self._writing, self._connections.lend() as transaction:
            transaction.begin()
            try:
                yield transaction
                transaction.commit()
            except BaseException:
                transaction.roll_back()
                raise

    def close(self) -> None:
        """Close every connection."""
        self._connections.close()

    def integrity_error(self) -> type[Exception]:
        """Give what the driver raises where a value must be unique and is not."""
        error: type[Exception] = self._connections.driver.IntegrityError
        return error

    def _prepare(self) -> None:
        with self.write() as transaction:
            schema.prepare(transaction, self._connections.dialect)


class _Shared(threading.local):
    transaction: Transaction | None = None


class _Turn:
    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=PATIENCE_S):
            raise DatabaseBusyError

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def in_memory(url: str) -> bool:
    """Tell whether a URL names a database that lives and dies with the process."""
    parsed = _parse(url)
    return parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}


_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        message = "The database URL cannot be read. Give one such as sqlite:///customers.sqlite."
        raise DatabaseUrlError(message) from error
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        shown = parsed.render_as_string(hide_password=True)
        message = f"The database {shown} is none that this server can use. Take sqlite:// or postgresql:// (psycopg)."
        raise DatabaseUrlError(message)
    return parsed.set(drivername=driver)


def _explain(url: URL, error: Exception) -> str:
    backend = url.get_backend_name()
    shown = url.set(drivername=backend).render_as_string(hide_password=True)
    if isinstance(error, ModuleNotFoundError):
        return f"The database {missing('mock,postgres', shown, error.name)}."
    told = told_by_driver(error)
    reason = str(told).splitlines()[0]
    advice = " Another version or program made it: give a new one." if _misses_column(told, reason) else ""
    return f"The database {shown} cannot be used: {reason}.{advice}"


def _misses_column(error: BaseException | None, reason: str) -> bool:
    # PostgreSQL has a code for it, in any language; SQLite has none.
    return getattr(error, "sqlstate", None) == "42703" or reason.startswith("no such column")
