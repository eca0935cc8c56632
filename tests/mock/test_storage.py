"""Where the data is kept: memory, disk, and what is no database."""

import gc
import re
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite
from tests.mock.client import ON_EVERY_DATABASE, Api
from tests.mock.postgres import Postgres

from bigcommerce_contract.document import load_document
from bigcommerce_contract.mock import passwords
from bigcommerce_contract.mock.contract import Contract
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.store import queries
from bigcommerce_contract.mock.store.connections import DatabaseBusyError
from bigcommerce_contract.mock.store.customers import CustomerStore, EmailInUseError
from bigcommerce_contract.mock.store.database import Database, DatabaseUnavailableError
from bigcommerce_contract.mock.store.filters import MOMENTS

ROW = {"first_name": "A", "last_name": "B", "password_hash": passwords.hash_generated()}

# SQLite counts for some seconds.
LONG = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000000) SELECT count(*) FROM n")


def connections() -> set[sqlite3.Connection]:
    return {each for each in gc.get_objects() if isinstance(each, sqlite3.Connection)}


def test_data_on_disk_outlives_the_server(serve: Callable[..., Api], tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/store.sqlite")
    before = serve(settings)
    before.create("a@example.com", _authentication={"password": "password1"})
    before.create("b@example.com")
    before.send("DELETE", "/customers/2")
    after = serve(settings)
    assert after.get().json() == before.get().json()
    assert after.post({"password": "password1"}, "/customers/1/validate").json() == {"success": True}
    assert after.create("c@example.com")["id"] == 3


def test_a_file_is_written_ahead(serve: Callable[..., Api], tmp_path: Path) -> None:
    serve(Settings(database_url=f"sqlite:///{tmp_path}/store.sqlite"))
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


FILTERS = sorted({*Contract(load_document()).resources["/customers"]["GET"].query.names} - {"page", "limit"})


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("ignore_case", [True, False])
def test_every_filter_has_an_index(tmp_path: Path, name: str, *, ignore_case: bool) -> None:
    Database(f"sqlite:///{tmp_path}/store.sqlite").close()
    column = name.removeprefix("min_").removeprefix("max_")
    asked = (
        queries.count((name,), ignore_case=ignore_case),
        queries.page((name,), ignore_case=ignore_case, by_index=name in MOMENTS, deep=False),
    )
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as other:
        for statement in asked:
            text = str(statement.compile(dialect=sqlite.dialect()))
            plan = other.execute(f"EXPLAIN QUERY PLAN {text}", [1] * text.count("?")).fetchall()
            assert re.search(
                rf"SEARCH customers USING .*INDEX .*\(store=\? AND {column}(_folded)?[=<>]\?\)", plan[0][3]
            )
            assert len(plan) == 1 + (name in MOMENTS and "ORDER BY" in text)


def test_every_server_in_memory_has_data_of_its_own(serve: Callable[..., Api]) -> None:
    serve().create("a@example.com")
    assert serve().ids() == []


def test_a_database_that_is_forgotten_closes_its_connections() -> None:
    before = connections()
    database = Database("sqlite://")
    (opened,) = connections() - before
    del database
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened.execute("SELECT 1")


def test_who_uses_a_database_in_memory_is_interrupted_before_it_is_closed() -> None:
    before = connections()
    database = Database("sqlite://")
    (opened,) = connections() - before
    told, has_begun = list[object](), threading.Event()
    opened.set_progress_handler(has_begun.set, 1000)

    def use() -> None:
        with pytest.raises(DatabaseBusyError) as refused, database.read() as transaction:
            transaction.rows(LONG, {})
        told.append(str(refused.value.__cause__))

    user = threading.Thread(target=use, daemon=True)
    user.start()
    has_begun.wait()
    database.close()
    user.join(60)
    assert told == ["interrupted"]
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened.execute("SELECT 1")


@ON_EVERY_DATABASE
def test_of_concurrent_creates_with_one_address_a_single_one_succeeds(database_url: str) -> None:
    database = Database(database_url)
    store = CustomerStore(database, ignore_case=True)
    store.open("abc123")
    outcomes: list[str] = []

    def create() -> None:
        for number in range(10):
            try:
                store.create("abc123", {**ROW, "email": f"{number}@example.com"})
                outcomes.append("created")
            except EmailInUseError:
                outcomes.append("refused")

    threads = [threading.Thread(target=create) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (outcomes.count("created"), outcomes.count("refused")) == (10, 30)
    assert [row[0] for row in store.page("abc123", {}, limit=50, offset=0)] == list(range(1, 11))
    database.close()


def test_a_writer_waits_for_another_from_its_first_moment(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.sqlite"
    first, impatient = Database(url), Database(f"{url}?timeout=0.01")
    with first.write(), pytest.raises(DatabaseBusyError), impatient.write():
        pytest.fail("two writers at once")
    with first.write():
        assert CustomerStore(impatient, ignore_case=True).page("abc123", {}, limit=1, offset=0) == []
    first.close()
    impatient.close()


def test_writers_of_one_process_wait_for_each_other_in_turn(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/store.sqlite?timeout=0")
    store = CustomerStore(database, ignore_case=True)
    second = threading.Thread(target=store.open, args=["abc123"])
    with database.write():
        second.start()
        # SQLite, which may not wait, would refuse it by now.
        second.join(0.2)
        assert second.is_alive()
    second.join()
    store.create("abc123", {**ROW, "email": "a@example.com"})
    assert store.count("abc123") == 1
    database.close()


def test_a_writer_that_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bigcommerce_contract.mock.store.database.PATIENCE_S", 0)
    database = Database(f"sqlite:///{tmp_path}/store.sqlite")
    with database.write(), pytest.raises(DatabaseBusyError), database.write():
        pytest.fail("two writers at once")
    with database.write():
        pass
    database.close()


def test_loading_is_all_or_nothing() -> None:
    store = CustomerStore(Database("sqlite://"), ignore_case=True)
    store.open("abc123")
    rows = [{**ROW, "email": email, "date_created": 1, "date_modified": 1} for email in ("a@b.co", "A@b.co")]
    with pytest.raises(EmailInUseError):
        store.load("abc123", rows)
    assert store.count("abc123") == 0


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database " * 100)
    with pytest.raises(DatabaseUnavailableError, match=r"notes\.txt cannot be used: file is not a database"):
        Database(f"sqlite:///{path}")
    assert path.read_text() == "no database " * 100


@pytest.mark.parametrize("database_url", ["disk", "postgres"], indirect=True)
def test_a_database_with_other_tables_is_told(database_url: str) -> None:
    database = Database(database_url)
    with database.write() as transaction:
        transaction.execute("ALTER TABLE customers DROP COLUMN notes")
    database.close()
    told = r"column:? customers\.notes.*\. Another version or program made it: give a new one\.$"
    with pytest.raises(DatabaseUnavailableError, match=told):
        Database(database_url)


def test_a_database_that_is_missing_is_told_whatever_its_name_is(postgres_server: Postgres) -> None:
    url = postgres_server.url.replace("/postgres?", "/columns?")
    with pytest.raises(DatabaseUnavailableError, match=r'database "columns" does not exist\.$'):
        Database(url)


@pytest.mark.parametrize(
    ("options", "environment", "waits"),
    [
        ("&options=-csearch_path%3Dteam", "", "5s"),
        ("&options=-csearch_path%3Dteam&options=-clock_timeout%3D7s", "-csearch_path=public", "7s"),
        ("", "-csearch_path=team", "5s"),
    ],
)
def test_options_of_postgresql_are_heeded(
    postgres_server: Postgres, monkeypatch: pytest.MonkeyPatch, options: str, environment: str, waits: str
) -> None:
    plain = Database(postgres_server.empty())
    with plain.write() as transaction:
        transaction.execute("DROP SCHEMA IF EXISTS team CASCADE; CREATE SCHEMA team")
        transaction.execute("DROP TABLE stores, customers, blocks")
    monkeypatch.setenv("PGOPTIONS", environment)
    database = Database(postgres_server.url + options)
    asked = text("SELECT table_schema FROM information_schema.tables WHERE table_name = 'customers'")
    shown = text("SELECT current_setting('lock_timeout'), current_setting('jit')")
    with database.read() as transaction:
        assert transaction.rows(asked, {}) == [("team",)]
        assert transaction.rows(shown, {}) == [(waits, "off")]
    with database.write() as transaction:
        transaction.execute("DROP SCHEMA team CASCADE")
    database.close()
    plain.close()


def test_how_long_to_wait_for_postgresql_is_read_from_the_url(postgres_server: Postgres) -> None:
    with pytest.raises(DatabaseUnavailableError, match=r"connect_timeout.*never"):
        Database(f"{postgres_server.url}&connect_timeout=never")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense", "cannot be read"),
        ("sqlite:////nowhere/at/all.sqlite", "unable to open database file"),
        ("unknown://localhost/x", "none that this server can use"),
        ("sqlite:////nowhere/x.sqlite?mode=ro", r"'mode' are not accepted by the pysqlite driver\.$"),
    ],
)
def test_a_bad_url_is_told_in_one_line(url: str, told: str) -> None:
    with pytest.raises(DatabaseUnavailableError, match=told) as caught:
        Database(url)
    assert "\n" not in str(caught.value)


def test_a_password_in_a_url_is_not_told() -> None:
    with pytest.raises(DatabaseUnavailableError) as caught:
        Database("unknown://user:hidden-word@localhost/x")
    assert "hidden-word" not in str(caught.value)
