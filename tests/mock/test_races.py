"""What several servers, or several requests, begin at the same moment on one database."""

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from sqlalchemy import text
from tests.mock.client import ON_EVERY_DATABASE
from tests.mock.postgres import Postgres
from tests.mock.rows import properties

from bigcommerce_contract.mock import passwords
from bigcommerce_contract.mock.app import prepare
from bigcommerce_contract.mock.represent import Row
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.store.customers import CustomerStore
from bigcommerce_contract.mock.store.database import Database, in_memory
from bigcommerce_contract.mock.store.snapshots import Snapshots

SERVERS, TIMES = 4, 10
ROW = {"first_name": "A", "last_name": "B", "password_hash": passwords.hash_generated()}


def together(acts: list[Callable[[], object]]) -> list[Exception]:
    """Do everything at the same moment, each in a thread; give what went wrong."""
    barrier, errors = threading.Barrier(len(acts)), list[Exception]()

    def run(act: Callable[[], object]) -> None:
        barrier.wait(20)
        try:
            act()
        except Exception as error:  # noqa: BLE001 - the test tells it
            errors.append(error)

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def start(url: str) -> None:
    Database(url).close()


@pytest.fixture
def databases(database_url: str) -> Iterator[list[Database]]:
    opened = [Database(database_url) for _ in range(1 if in_memory(database_url) else SERVERS)]
    yield opened * (SERVERS // len(opened))
    for database in opened:
        database.close()


@ON_EVERY_DATABASE
def test_first_requests_to_a_store_may_reach_several_servers_together(databases: list[Database]) -> None:
    servers = [CustomerStore(database, ignore_case=True) for database in databases]
    for number in range(TIMES):
        assert together([partial(each.open, f"fresh{number}") for each in servers]) == []
    servers[0].create("fresh0", {**ROW, "email": "a@example.com"})
    servers[1].open("fresh0")
    assert servers[0].count("fresh0") == 1


@ON_EVERY_DATABASE
def test_a_store_may_be_copied_and_restored_by_several_servers_together(databases: list[Database]) -> None:
    customers, servers = CustomerStore(databases[0], ignore_case=True), [Snapshots(each) for each in databases]
    customers.open("abc123")
    customers.create("abc123", {**ROW, "email": "a@example.com"})
    servers[0].take("abc123", "before")
    for number in range(TIMES):
        acts: list[Callable[[], object]] = [
            *(partial(each.take, "abc123", name) for each in servers for name in ("before", f"copy{number}")),
            *(partial(each.restore, "abc123", "before") for each in servers),
            partial(servers[0].drop, "abc123", f"copy{number}"),
        ]
        assert together(acts) == []
    assert customers.count("abc123") == 1


@pytest.mark.parametrize("database_url", ["disk", "postgres"], indirect=True)
def test_servers_that_seed_one_database_may_start_together(database_url: str) -> None:
    settings = Settings(database_url=database_url, seed_customers=30)
    assert together([partial(prepare, settings)] * SERVERS) == []
    database = Database(database_url)
    store = CustomerStore(database, ignore_case=True)
    assert [row[0] for row in store.page("abc123", {}, limit=50, offset=0)] == list(range(1, 31))
    assert store.count("abc123") == 30
    database.close()


def test_servers_may_start_together_on_an_empty_postgresql(postgres_server: Postgres) -> None:
    for _ in range(3):
        url = postgres_server.empty()
        assert together([partial(start, url)] * SERVERS) == []


def test_servers_that_miss_an_index_may_start_together(postgres_server: Postgres) -> None:
    url = postgres_server.empty()
    first = Database(url)
    with first.write() as transaction:
        transaction.execute("DROP INDEX customers_block_date_created")
    assert together([partial(start, url)] * SERVERS) == []
    asked = text("SELECT 1 FROM pg_indexes WHERE indexname = 'customers_block_date_created'")
    with first.read() as transaction:
        assert len(transaction.rows(asked, {})) == 1
    first.close()


def test_a_server_starts_while_another_writes(postgres_server: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bigcommerce_contract.mock.store.connections.PATIENCE_S", 1)
    url = postgres_server.empty()
    first = Database(url)
    store = CustomerStore(first, ignore_case=True)
    store.open("abc123")
    with first.write_together():
        store.create("abc123", {**ROW, "email": "a@example.com"})
        start(url)
    assert store.count("abc123") == 1
    first.close()


def test_an_update_that_waits_for_a_restoration_is_carried_out(postgres_server: Postgres) -> None:
    database = Database(postgres_server.empty())
    store, snapshots = CustomerStore(database, ignore_case=True), Snapshots(database)
    store.open("abc123")
    store.create("abc123", {**ROW, "email": "a@example.com"})
    snapshots.take("abc123", "before")
    updated = list[Row | None]()
    update = threading.Thread(target=lambda: updated.append(store.update("abc123", 1, {"notes": "new"})))
    waits = text("SELECT 1 FROM pg_locks WHERE NOT granted")
    with database.write_together():
        snapshots.restore("abc123", "before")
        update.start()
        with database.read() as transaction:
            while update.is_alive() and not transaction.rows(waits, {}):
                pass
    update.join()
    assert [row and properties(row)["notes"] for row in (*updated, store.get("abc123", 1))] == ["new", "new"]
    database.close()
