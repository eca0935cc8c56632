"""What may wait or take long holds up no other request."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.mock.client import OAUTH, ON_EVERY_DATABASE

from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.behaviour import Behaviour
from bigcommerce_contract.mock.operations import Call, Customers, Way
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.store.customers import CustomerStore
from bigcommerce_contract.mock.store.database import Database


@pytest.fixture
def customers(database_url: str) -> Iterator[Customers]:
    database = Database(database_url)
    yield Customers(CustomerStore(database, ignore_case=True), Behaviour())
    database.close()


def call(query: dict[str, Any] | None = None, body: dict[str, Any] | None = None) -> Call:
    return Call("abc123", "", "", "", {"id": 1}, query or {}, body or {})


@ON_EVERY_DATABASE
def test_only_what_neither_waits_nor_takes_long_needs_no_thread(customers: Customers, database_url: str) -> None:
    at_once = Way.IN_THREAD if database_url.startswith("postgresql") else Way.AT_ONCE
    for operation, query in (("getCustomer", {}), ("countCustomers", {}), ("listCustomers", {"page": 4, "limit": 250})):
        assert customers.way(operation, call(query)) is at_once
    for far in ({"page": 5, "limit": 250}, {"page": 1, "limit": 1, "min_date_created": "2012-11-13"}):
        assert customers.way("listCustomers", call(far)) is Way.IN_THREAD
    assert customers.way("countCustomers", call({"company": "x"})) is Way.IN_THREAD
    assert customers.way("createCustomer", call(body={"_authentication": {"password": "pw1"}})) is Way.IN_THREAD
    assert customers.way("validatePassword", call(body={"password": "password1"})) is Way.IN_THREAD
    assert customers.way("deleteAllCustomers", call()) is Way.IN_THREAD


@ON_EVERY_DATABASE
def test_short_writes_to_a_file_share_commits(customers: Customers, database_url: str) -> None:
    ways = {"sqlite://": Way.AT_ONCE}
    expected = ways.get(database_url, Way.IN_THREAD if database_url.startswith("postgresql") else Way.TOGETHER)
    for operation in ("createCustomer", "updateCustomer", "deleteCustomer"):
        assert customers.way(operation, call(body={"phone": "1"})) is expected


def test_a_write_that_waits_for_another_program_holds_up_no_read(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    app = create_app(Settings(database_url=f"sqlite:///{path}"))
    other = sqlite3.connect(path, isolation_level=None)

    async def both() -> tuple[int, int]:
        headers = {"X-Auth-Token": "full-token"}
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as client:
            await client.get(f"{OAUTH}/customers")
            other.execute("BEGIN IMMEDIATE")
            body = {"first_name": "A", "last_name": "B", "email": "a@example.com"}
            writing = asyncio.create_task(client.post(f"{OAUTH}/customers", json=body))
            await asyncio.wait([writing], timeout=0.1)
            reading = await client.get(f"{OAUTH}/customers")
            other.execute("ROLLBACK")
            return reading.status_code, (await writing).status_code

    assert asyncio.run(both()) == (204, 201)
    other.close()
    app.close()


def test_who_has_a_database_in_memory_alone_holds_up_no_other_request() -> None:
    app = create_app(Settings())
    held, over = threading.Event(), threading.Event()

    def hold() -> None:
        with app.control.customers.together():
            held.set()
            over.wait(5)

    async def both() -> tuple[bool, int, int]:
        headers = {"X-Auth-Token": "full-token"}
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as client:
            await client.get(f"{OAUTH}/customers")
            holding = asyncio.create_task(asyncio.to_thread(hold))
            await asyncio.to_thread(held.wait, 5)
            reading = asyncio.create_task(client.get(f"{OAUTH}/customers"))
            other = asyncio.create_task(client.options(f"{OAUTH}/customers"))
            await asyncio.wait([reading, other], return_when=asyncio.FIRST_COMPLETED)
            waits = not reading.done()
            over.set()
            await holding
            return waits, (await other).status_code, (await reading).status_code

    assert asyncio.run(both()) == (True, 200, 204)
    app.close()
