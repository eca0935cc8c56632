"""Statements on their way to the database.

SQLAlchemy writes each statement once, in the words of the database; then the driver carries it out. Going through
SQLAlchemy's own execution would take longer than the statements themselves.
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, cast

from sqlalchemy import Executable
from sqlalchemy.engine import Dialect

Row = Sequence[Any]

_USUAL_KIB, _ROOM_KIB = 2000, 262_144


class Transaction:
    """A cursor that speaks SQLAlchemy's statements.

    Args:
        cursor: The driver's cursor, of a connection that commits by itself unless told otherwise.
        dialect: The database's dialect.
    """

    def __init__(self, cursor: Any, dialect: Dialect) -> None:  # noqa: ANN401 - drivers share no type
        """Work on a cursor."""
        self._cursor = cursor
        self._dialect = dialect

    def rows(self, statement: Executable, values: Mapping[str, Any]) -> list[Row]:
        """Carry out a query.

        Args:
            statement: The query; the same object each time, for it is translated once.
            values: The bound parameters, by name.

        Returns:
            All rows.
        """
        text, bind = _translated(statement, self._dialect)
        rows: list[Row] = self._cursor.execute(text, bind(values)).fetchall()
        return rows

    def change(self, statement: Executable, values: Mapping[str, Any]) -> int:
        """Carry out an insertion, a change or a deletion; give the number of rows concerned."""
        text, bind = _translated(statement, self._dialect)
        changed: int = self._cursor.execute(text, bind(values)).rowcount
        return changed

    def change_many(self, statement: Executable, values: Iterable[Mapping[str, Any]]) -> None:
        """Carry out a statement once for each set of parameters."""
        text, bind = _translated(statement, self._dialect)
        self._cursor.executemany(text, map(bind, values))

    def execute(self, text: str) -> None:
        """Carry out SQL that is written in the words of the database already."""
        self._cursor.execute(text)

    def begin(self) -> None:
        """Begin to write."""
        # Taking the lock at once makes SQLite's writers wait for each other; a later upgrade would fail instead.
        self.execute("BEGIN IMMEDIATE" if self._dialect.name == "sqlite" else "BEGIN")

    @contextmanager
    def part(self) -> Generator[None]:
        """Undo what is written meanwhile, and nothing else of the transaction, should it fail."""
        self.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            # Where this fails, the database has rolled everything back already.
            with suppress(Exception):
                self.execute("ROLLBACK TO part")
                self.execute("RELEASE part")
            raise
        self.execute("RELEASE part")

    @contextmanager
    def making_room(self) -> Generator[None]:
        """Hold many changed pages in memory meanwhile, where the database is in this process.

        SQLite's usual 2 MB are fewer than the indexes of a large store, whose pages would come and go with every row.
        """
        sqlite = self._dialect.name == "sqlite"
        if sqlite:
            self.execute(f"PRAGMA cache_size = -{_ROOM_KIB}")
        try:
            yield
        finally:
            if sqlite:
                self.execute(f"PRAGMA cache_size = -{_USUAL_KIB}")

    def commit(self) -> None:
        """Make what was written last."""
        self.execute("COMMIT")

    def roll_back(self) -> None:
        """Undo what was written since `begin`."""
        # Where this fails, the database has rolled back already or is gone, which is the same.
        with suppress(Exception):
            self.execute("ROLLBACK")


Bind = Callable[[Mapping[str, Any]], Any]

_TRANSLATED: dict[tuple[str, Executable], tuple[str, Bind]] = {}


def _translated(statement: Executable, dialect: Dialect) -> tuple[str, Bind]:
    key = dialect.name, statement
    if key not in _TRANSLATED:
        _TRANSLATED[key] = _translate(statement, dialect)
    return _TRANSLATED[key]


def _translate(statement: Executable, dialect: Dialect) -> tuple[str, Bind]:
    compiled: Any = cast("Any", statement).compile(dialect=dialect)
    text: str = compiled.string
    fixed: dict[str, Any] = {name: value for name, value in compiled.params.items() if value is not None}
    names: Sequence[str] | None = compiled.positiontup
    if names is None:
        return text, lambda values: {**fixed, **values}
    if fixed:
        return text, lambda values: [values[name] if name in values else fixed[name] for name in names]
    return text, lambda values: [values[name] for name in names]
