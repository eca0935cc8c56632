"""Short writes to a file share commits, and neither their failures nor their success."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest
from tests.mock.client import OAUTH
from tests.mock.rows import properties
from tests.mock.test_storage import ROW

from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.store.customers import CustomerStore, EmailInUseError
from bigcommerce_contract.mock.store.database import Database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture
def store(file: Path) -> Iterator[CustomerStore]:
    database = Database(f"sqlite:///{file}")
    store = CustomerStore(database, ignore_case=True)
    store.open("abc123")
    yield store
    database.close()


def emails(store: CustomerStore) -> list[str]:
    return [properties(row)["email"] for row in store.page("abc123", {}, limit=50, offset=0)]


def seen_by_others(file: Path) -> int:
    other = sqlite3.connect(file)
    ((count,),) = other.execute("SELECT count(*) FROM customers").fetchall()
    other.close()
    return int(count)


def test_what_is_written_together_is_committed_at_once_but_for_what_was_refused(
    store: CustomerStore, file: Path
) -> None:
    with store.together():
        store.create("abc123", {**ROW, "email": "a@example.com"})
        with pytest.raises(EmailInUseError):
            store.create("abc123", {**ROW, "email": "a@example.com"})
        store.create("abc123", {**ROW, "email": "b@example.com"})
        assert seen_by_others(file) == 0
    assert seen_by_others(file) == 2
    assert [row[0] for row in store.page("abc123", {}, limit=50, offset=0)] == [1, 2]
    assert store.count("abc123") == 2


def test_an_error_undoes_all_that_was_written_together(store: CustomerStore) -> None:
    def fail() -> None:
        with store.together():
            store.create("abc123", {**ROW, "email": "a@example.com"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    store.create("abc123", {**ROW, "email": "b@example.com"})
    assert emails(store) == ["b@example.com"]


Creates = list[asyncio.Task[httpx2.Response]]


@asynccontextmanager
async def waiting_creates(file: Path, addresses: list[str]) -> AsyncGenerator[tuple[sqlite3.Connection, Creates]]:
    """Give creates that wait for another program to let go of the file: the first, and the others behind it."""
    app = create_app(Settings(database_url=f"sqlite:///{file}?timeout=1"))
    transport, headers = httpx2.ASGITransport(app), {"X-Auth-Token": "full-token"}
    other = sqlite3.connect(file, isolation_level=None)
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as client:
        await client.get(f"{OAUTH}/customers")
        other.execute("BEGIN IMMEDIATE")
        bodies = [{"first_name": "A", "last_name": "B", "email": address} for address in addresses]
        tasks = [asyncio.create_task(client.post(f"{OAUTH}/customers", json=body)) for body in bodies]
        await asyncio.wait(tasks, timeout=0.1)
        yield other, tasks
        await asyncio.wait(tasks)
    other.close()
    app.close()


def test_each_of_those_that_wait_together_gets_its_own_answer(file: Path, store: CustomerStore) -> None:
    async def run() -> list[int]:
        async with waiting_creates(file, ["a@x.com", "b@x.com", "a@x.com", "c@x.com"]) as (other, tasks):
            other.execute("ROLLBACK")
        return [task.result().status_code for task in tasks]

    assert asyncio.run(run()) == [201, 201, 400, 201]
    assert emails(store) == ["a@x.com", "b@x.com", "c@x.com"]


def test_all_that_wait_together_in_vain_get_503_and_nothing_is_written(file: Path, store: CustomerStore) -> None:
    async def run() -> list[int]:
        async with waiting_creates(file, ["a@x.com", "b@x.com", "c@x.com"]) as (other, tasks):
            await asyncio.wait(tasks)
            other.execute("ROLLBACK")
        return [task.result().status_code for task in tasks]

    assert asyncio.run(run()) == [503, 503, 503]
    assert emails(store) == []


@pytest.mark.parametrize("given_up", [0, 1])
def test_a_client_that_gives_up_takes_no_answer_from_the_others(
    file: Path, store: CustomerStore, given_up: int
) -> None:
    async def run() -> list[int]:
        async with waiting_creates(file, ["a@x.com", "b@x.com", "c@x.com"]) as (other, tasks):
            tasks.pop(given_up).cancel()
            await asyncio.sleep(0)
            other.execute("ROLLBACK")
        return [task.result().status_code for task in tasks]

    assert asyncio.run(run()) == [201, 201]
    assert emails(store)[-1] == "c@x.com"
