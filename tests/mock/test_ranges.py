"""Pages and counts of ranges of dates and ids, however the dates lie among the ids: S06 to S10, S19, S20, S25."""

import itertools
import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, text
from sqlalchemy.dialects import sqlite
from tests.mock.client import ON_EVERY_DATABASE
from tests.mock.rows import properties

from bigcommerce_contract.mock.store import queries, ranges
from bigcommerce_contract.mock.store.customers import CustomerStore
from bigcommerce_contract.mock.store.database import Database
from bigcommerce_contract.mock.store.filters import MOMENTS, RANGES
from bigcommerce_contract.mock.store.tables import BLOCK_IDS

MANY = 4 * BLOCK_IDS
LATEST = 1_000_000_000


def made(number: int, created: int, modified: int) -> dict[str, Any]:
    dates = {"date_created": created, "date_modified": modified}
    return {"first_name": "A", "last_name": "B", "email": f"{number}@example.com", "password_hash": "none"} | dates


@pytest.fixture
def chance() -> random.Random:
    return random.Random(7)


@pytest.fixture
def store(database_url: str, chance: random.Random, monkeypatch: pytest.MonkeyPatch) -> Iterator[CustomerStore]:
    """Give a block of ordered dates, a block of a single date, and two of any; each range counts as wide."""
    monkeypatch.setattr(queries, "SELECTIVE", 0)
    queries.few.cache_clear()
    created = [
        *range(BLOCK_IDS),
        *itertools.repeat(500, BLOCK_IDS),
        *(chance.randrange(2000) for _ in range(2 * BLOCK_IDS)),
    ]
    database = Database(database_url)
    store = CustomerStore(database, ignore_case=True, clock=lambda: LATEST)
    store.open("abc123")
    store.open("other")
    store.load("abc123", (made(each, day, chance.randrange(day, 2001)) for each, day in enumerate(created)))
    store.load("other", (made(each, 500, 500) for each in range(10)))
    for each in (1, BLOCK_IDS - 1, *chance.sample(range(1, MANY), 40)):
        store.update("abc123", each, {"notes": "changed"})
    for each in (*chance.sample(range(1, MANY), 40), *range(3 * BLOCK_IDS, 4 * BLOCK_IDS - 2)):
        store.delete("abc123", each)
    yield store
    database.close()
    queries.few.cache_clear()


@ON_EVERY_DATABASE
def test_every_range_gives_what_a_plain_filter_gives(store: CustomerStore, chance: random.Random) -> None:
    everybody = [row for each in range(1, MANY + 1) if (row := store.get("abc123", each))]
    empty = 0
    for _ in range(60):
        bounds = {
            name: any_bound(name, chance) for name in chance.sample((*MOMENTS, *RANGES), chance.choice((1, 1, 2, 3)))
        }
        matching = [row for row in everybody if all(meets(row, *bound) for bound in bounds.items())]
        filters = {
            name: datetime.fromtimestamp(bound, UTC) if name in MOMENTS else bound for name, bound in bounds.items()
        }
        assert store.count("abc123", filters) == len(matching), bounds
        for offset in (0, 600, chance.randrange(len(matching) + 1), max(0, len(matching) - 3), len(matching)):
            assert store.page("abc123", filters, limit=40, offset=offset) == matching[offset : offset + 40], bounds
        empty += not matching
    assert empty < 30


def any_bound(name: str, chance: random.Random) -> int:
    border = chance.randrange(5) * BLOCK_IDS + chance.choice((-1, 0, 1))
    return border if name in RANGES else chance.choice((0, 500, 1023, chance.randrange(2000), 2000, LATEST))


def meets(row: Any, name: str, bound: int) -> bool:  # noqa: ANN401 - a row
    found: int = properties(row)[name[4:]]
    return found >= bound if name.startswith("min") else found <= bound


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_postgresql_compiles_no_query(database_url: str) -> None:
    database = Database(database_url)
    with database.read() as transaction:
        assert [tuple(row) for row in transaction.rows(text("SHOW jit"), {})] == [("off",)]
    database.close()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Give a file with customers whose dates follow their ids."""
    database = Database(f"sqlite:///{tmp_path}/store.sqlite")
    store = CustomerStore(database, ignore_case=True)
    store.open("abc123")
    store.load("abc123", (made(each, each, each) for each in range(1, MANY)))
    database.close()
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as connection:
        yield connection


STATEMENTS = pytest.mark.parametrize("build", [ranges.page, ranges.count], ids=["page", "count"])


@STATEMENTS
@pytest.mark.parametrize("name", [*MOMENTS, *RANGES])
def test_customers_are_looked_up_by_block(file: sqlite3.Connection, name: str, build: Any) -> None:  # noqa: ANN401
    query, bound = compiled(build((name,)), {name: 1})
    plan = [row[3] for row in file.execute(f"EXPLAIN QUERY PLAN {query}", bound) if "customers" in row[3]]
    looked_up = re.compile(r"SEARCH customers USING (COVERING )?INDEX \S+ \(store=\? AND (<expr>|id)=\?")
    assert [step for step in plan if not looked_up.match(step)] == []


@STATEMENTS
@pytest.mark.parametrize("name", [*MOMENTS, *RANGES])
def test_a_whole_range_is_not_walked_through(file: sqlite3.Connection, name: str, build: Any) -> None:  # noqa: ANN401
    # The whole store but for the first block or the last one.
    bound = BLOCK_IDS if name.startswith("min") else MANY - BLOCK_IDS - 1
    steps = itertools.count()
    file.set_progress_handler(lambda: next(steps) < 0, 1)
    query, values = compiled(build((name,)), {name: bound, "limit": 10, "offset": MANY - BLOCK_IDS - 20})
    assert len(file.execute(query, values).fetchall()) == (10 if build is ranges.page else 1)
    # To walk takes a dozen steps of SQLite's machine for each customer.
    assert next(steps) < 4 * MANY


def compiled(statement: Select[Any], values: dict[str, int]) -> tuple[str, list[Any]]:
    made_up: Any = statement.compile(dialect=sqlite.dialect())
    return made_up.string, [{**made_up.params, **values, "store": "abc123"}[name] for name in made_up.positiontup]
