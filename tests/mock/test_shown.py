"""What is kept to be shown of a customer agrees with the columns that are filtered by: S06 to S20, S26 to S39, S62."""

from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import select
from tests.mock.client import ON_EVERY_DATABASE
from tests.mock.rows import properties
from tests.mock.test_races import ROW, together

from bigcommerce_contract.mock import represent
from bigcommerce_contract.mock.store.customers import CustomerStore
from bigcommerce_contract.mock.store.database import Database
from bigcommerce_contract.mock.store.filters import fold
from bigcommerce_contract.mock.store.snapshots import Snapshots
from bigcommerce_contract.mock.store.tables import FOLDED, KEPT, customers

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
    columns = {name: customers.c[name] for name in (*KEPT, "shown", *(f"{name}_folded" for name in FOLDED))}
    with database.read() as transaction:
        rows = transaction.rows(select(*columns.values()), {})
    assert rows
    for row in rows:
        customer = dict(zip(columns, row, strict=True))
        assert represent.shown(customer) == customer["shown"]
        assert [customer[f"{name}_folded"] for name in FOLDED] == [fold(customer[name]) for name in FOLDED]


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
        new = {name: f"{name} {number}" for name in ("notes", "company", "phone")}
        assert together([partial(store.update, "abc123", 1, {name: value}) for name, value in new.items()]) == []
        changed = store.get("abc123", 1)
        assert changed
        assert properties(changed).items() >= new.items()
        assert [store.count("abc123", {name: new[name]}) for name in ("company", "phone")] == [1, 1]
        assert_shown_as_kept(database)
