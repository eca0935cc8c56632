"""What may wait or take long holds up no other request."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.mock.client import OAUTH, ON_EVERY_DATABASE

from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.behaviour import Behaviour
from bigcommerce_contract.mock.operations import Call, Customers
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
    local, in_memory = not database_url.startswith("postgresql"), database_url == "sqlite://"
    assert customers.is_quick("getCustomer", call()) == local
    assert customers.is_quick("listCustomers", call({"page": 4, "limit": 250, "company": "x"})) == local
    assert customers.is_quick("countCustomers", call()) == local
    assert not customers.is_quick("countCustomers", call({"company": "x"}))
    for far in ({"page": 5, "limit": 250}, {"page": 1, "limit": 1, "min_date_created": "2012-11-13"}):
        assert not customers.is_quick("listCustomers", call(far))
    for operation in ("createCustomer", "updateCustomer", "deleteCustomer"):
        assert customers.is_quick(operation, call(body={"phone": "1"})) == in_memory
    assert not customers.is_quick("createCustomer", call(body={"_authentication": {"password": "password1"}}))
    assert not customers.is_quick("validatePassword", call(body={"password": "password1"}))
    assert not customers.is_quick("deleteAllCustomers", call())


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
