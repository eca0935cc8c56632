"""Making the tables and indexes that are missing."""

from collections.abc import Iterator

from sqlalchemy import false, text
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from bigcommerce_contract.mock.store import tables
from bigcommerce_contract.mock.store.transaction import Transaction

# PostgreSQL's IF NOT EXISTS fails where another makes the same at the same moment. The number is this package's own.
_ALONE = "SELECT pg_advisory_xact_lock(5241988013)"

# PostgreSQL's CREATE INDEX IF NOT EXISTS waits for everybody who writes to the table, also where nothing is missing.
_INDEXES = {
    "postgresql": text("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"),
    "sqlite": text("SELECT name FROM sqlite_master WHERE type = 'index'"),
}

_STEPS: dict[str, list[tuple[str | None, str]]] = {}


def prepare(transaction: Transaction, dialect: Dialect) -> None:
    """Make what is missing; fail where there are other tables of the same name.

    Args:
        transaction: A transaction that writes. Others that prepare the same database wait for its end.
        dialect: The database's dialect.
    """
    if dialect.name == "postgresql":
        transaction.execute(_ALONE)
    present = {name for (name,) in transaction.rows(_INDEXES[dialect.name], {})}
    for index, statement in _steps(dialect):
        if index not in present:
            transaction.execute(statement)


def _steps(dialect: Dialect) -> list[tuple[str | None, str]]:
    """Give the statements, each with the name of the index that it makes."""
    if dialect.name not in _STEPS:
        _STEPS[dialect.name] = list(_written(dialect))
    return _STEPS[dialect.name]


def _written(dialect: Dialect) -> Iterator[tuple[str | None, str]]:
    for table in tables.metadata.sorted_tables:
        yield None, str(CreateTable(table, if_not_exists=True).compile(dialect=dialect))
        yield None, str(table.select().where(false()).compile(dialect=dialect))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(index.name), str(CreateIndex(index).compile(dialect=dialect))
