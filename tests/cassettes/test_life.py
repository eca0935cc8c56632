"""What the client gives for the recorded life of a customer."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.cassettes.mocked import BEGINNING
from tests.cassettes.store import Store

from bigcommerce_customers import NotFoundError

pytestmark = [pytest.mark.vcr, pytest.mark.anyio]

PASSWORD = "12w69Y217PYR96J"


async def test_a_customer_is_created(store: Store) -> None:
    created = await store.customers.create(
        first_name="Ada",
        last_name="Lovelace",
        email="ada@example.com",
        company="Analytical Engines",
        phone="555-0101",
        store_credit=Decimal("12.5"),
        customer_group_id=3,
        notes="Prefers letters.",
        tax_exempt_category="E",
        authentication={"password": PASSWORD, "password_confirmation": PASSWORD, "force_reset": True},
    )
    assert created.id == 1
    assert (created.first_name, created.last_name, created.email) == ("Ada", "Lovelace", "ada@example.com")
    assert (created.company, created.phone) == ("Analytical Engines", "555-0101")
    assert created.store_credit == Decimal("12.5000")
    assert created.date_created == created.date_modified == BEGINNING
    assert created.reset_pass_on_login is True
    assert created.addresses.url.startswith(f"{store.base_url}/customers/1/addresses")


async def test_a_customer_is_read(store: Store) -> None:
    await store.customers.create(first_name="Ada", last_name="Lovelace", email="ada@example.com")
    store.pass_time(60)
    ada = await store.customers.get(1)
    assert (ada.id, ada.email, ada.date_created) == (1, "ada@example.com", BEGINNING)
    assert ada.form_fields is None


async def test_a_customer_is_changed(store: Store) -> None:
    ada = await store.customers.create(first_name="Ada", last_name="Byron", email="ada@example.com")
    store.pass_time(90)
    changed = await store.customers.update(ada.id, last_name="Lovelace", store_credit=Decimal("0.0001"))
    assert (changed.first_name, changed.last_name) == ("Ada", "Lovelace")
    assert changed.store_credit == Decimal("0.0001")
    assert changed.date_created == BEGINNING
    assert changed.date_modified == BEGINNING + timedelta(seconds=90)


async def test_a_customer_is_deleted(store: Store) -> None:
    ada = await store.customers.create(first_name="Ada", last_name="Lovelace", email="ada@example.com")
    await store.customers.delete(ada.id)
    with pytest.raises(NotFoundError) as refused:
        await store.customers.get(ada.id)
    assert refused.value.message == "The requested resource was not found."
