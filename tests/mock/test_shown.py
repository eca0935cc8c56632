"""What is kept to be shown of a customer agrees with the columns that are filtered by: S06 to S20, S26 to S39, S62."""

from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import select
from tests.mock.client import ON_EVERY_DATABASE
from tests.mock.test_races import ROW, together

from bigcommerce_contract.mock import represent
from bigcommerce_contract.mock.store.customers import CustomerStore
from bigcommerce_contract.mock.store.database import Database
from bigcommerce_contract.mock.store.snapshots import Snapshots
from bigcommerce_contract.mock.store.tables import KEPT, customers

pytestmark = ON_EVERY_DATABASE

EVERYTHING = {
    "company": "Ä/B",
    "first_name": "Ünï",
    "last_name": '"quoted"',
    "email": "Ada@example.com",
    "phone": "+1 (555) 0100",
    "date_created": -1,
    "date_modified": 1_700_000_000,
    "store_credit": "12.3400",
    "registration_ip_address": "::1",
    "customer_group_id": 7,
    "notes": "a\nb",
    "tax_exempt_category": "D",
    "reset_pass_on_login": True,
    "password_hash": "none",
}


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> CustomerStore:
    store = CustomerStore(database, ignore_case=True)
    store.open("abc123")
    return store


def assert_shown_as_kept(database: Database) -> None:
    with database.read() as transaction:
        rows = transaction.rows(select(*(customers.c[name] for name in KEPT), customers.c.shown), {})
    assert rows
    for *kept, shown in rows:
        assert represent.shown(dict(zip(KEPT, kept, strict=True))) == shown


def test_shown_is_what_is_kept_however_it_was_written(store: CustomerStore, database: Database) -> None:
    store.load("abc123", [EVERYTHING])
    store.create("abc123", {**ROW, "email": "b@example.com"})
    for name, value in {**EVERYTHING, "email": "c@example.com"}.items():
        store.update("abc123", 2, {name: value})
    store.update("abc123", 1, {"notes": "", "reset_pass_on_login": False})
    Snapshots(database).take("abc123", "before")
    store.update("abc123", 2, {"company": "after"})
    Snapshots(database).restore("abc123", "before")
    assert store.count("abc123", {"company": "Ä/B"}) == 2
    assert_shown_as_kept(database)


def test_of_two_who_change_one_customer_at_once_none_undoes_the_other(store: CustomerStore, database: Database) -> None:
    store.create("abc123", {**ROW, "email": "a@example.com"})

    for number in range(20):
        changes = ({name: f"{number}"} for name in ("notes", "company", "phone"))
        assert together([partial(store.update, "abc123", 1, change) for change in changes]) == []
        assert_shown_as_kept(database)
