"""What the client gives for the recorded life of a customer."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.cassettes.mocked import BEGINNING
from tests.cassettes.people import ADA, PASSWORD, make_ada, make_grace
from tests.cassettes.store import Store

from bigcommerce_customers import NotFoundError

pytestmark = [pytest.mark.vcr, pytest.mark.anyio]


async def test_a_customer_is_created(store: Store) -> None:
    created = await store.customers.create(
        first_name="Ada",
        last_name="Lovelace",
        email="ada@example.com",
        company="Analytical Engines",
        phone="555-0101",
        store_credit=Decimal("12.5"),
        customer_group_id=3,
        registration_ip_address="192.0.2.7",
        notes="Prefers letters.",
        tax_exempt_category="E",
        authentication={"password": PASSWORD, "password_confirmation": PASSWORD, "force_reset": True},
    )
    assert created.id == 1
    assert (created.first_name, created.last_name, created.email) == ("Ada", "Lovelace", "ada@example.com")
    assert (created.company, created.phone, created.notes) == ("Analytical Engines", "555-0101", "Prefers letters.")
    assert (created.customer_group_id, created.tax_exempt_category) == (3, "E")
    assert created.registration_ip_address == "192.0.2.7"
    assert created.store_credit == Decimal("12.5000")
    assert created.date_created == created.date_modified == BEGINNING
    assert created.reset_pass_on_login is True
    assert created.addresses.url.startswith(f"{store.base_url}/customers/1/addresses")
    assert created.addresses.resource == "/customers/1/addresses"
    assert created.extra == {}


async def test_a_customer_is_created_of_three_properties(store: Store) -> None:
    answer = await store.customers.with_raw_response.create(
        first_name="Ada", last_name="Lovelace", email="ada@example.com"
    )
    created = answer.parse()
    assert (answer.status, answer.headers["Location"].rpartition("/")[2]) == (201, str(created.id))
    assert (created.company, created.phone, created.notes, created.tax_exempt_category) == ("", "", "", "")
    assert (created.store_credit, created.customer_group_id) == (Decimal(0), 0)
    assert (created.form_fields, created.accepts_marketing, created.reset_pass_on_login) == (None, False, False)


@pytest.mark.mock(behaviour={"create_status": 200})
async def test_a_create_is_answered_with_200(store: Store) -> None:
    answer = await store.customers.with_raw_response.create(
        first_name="Ada", last_name="Lovelace", email="ada@example.com"
    )
    assert (answer.status, answer.parse().id, answer.parse().email) == (200, 1, "ada@example.com")


async def test_a_store_credit_is_sent_as_a_number(store: Store) -> None:
    ada = await store.client(sends={"store_credit": 8000.5}).customers.create(**ADA)
    assert ada.store_credit == Decimal("8000.5000")


async def test_blanks_and_all_alphabets_are_kept(store: Store) -> None:
    created = await make_ada(store, first_name="Zoë 🦉 ", last_name=" Παπαδόπουλος", company="Fish & Chips <\"'>")
    read = await store.customers.get(created.id)
    assert (read.first_name, read.last_name, read.company) == ("Zoë 🦉 ", " Παπαδόπουλος", "Fish & Chips <\"'>")


async def test_blanks_at_the_ends_are_kept(store: Store) -> None:
    created = await make_ada(store, first_name="Ada ", last_name=" Lovelace")
    assert (created.first_name, created.last_name) == ("Ada ", " Lovelace")


async def test_a_customer_is_read(store: Store) -> None:
    created = await make_ada(store)
    store.pass_time(60)
    ada = await store.customers.get(created.id)
    assert ada == created
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


async def test_everything_of_a_customer_is_changed(store: Store) -> None:
    ada = await make_ada(store)
    changed = await store.customers.update(
        ada.id,
        first_name="Grace",
        last_name="Hopper",
        email="grace@example.com",
        company="Navy",
        phone="555-0102",
        store_credit="7",
        registration_ip_address="2001:db8::7",
        notes="Found a moth.",
        tax_exempt_category="A",
    )
    assert (changed.first_name, changed.last_name, changed.email) == ("Grace", "Hopper", "grace@example.com")
    assert (changed.company, changed.phone, changed.notes) == ("Navy", "555-0102", "Found a moth.")
    assert (changed.store_credit, changed.tax_exempt_category) == (Decimal(7), "A")
    assert changed.registration_ip_address == "2001:db8::7"


async def test_what_an_update_leaves_out_stays(store: Store) -> None:
    ada = await make_ada(store, company="Analytical Engines", phone="555-0101", notes="Prefers letters.")
    grace = await make_grace(store)
    await store.customers.update(ada.id, phone="")
    read = await store.customers.get(ada.id)
    assert (read.company, read.phone, read.notes, read.email) == (ada.company, "", ada.notes, ada.email)
    assert await store.customers.get(grace.id) == grace


async def test_a_customer_is_moved_to_another_group(store: Store) -> None:
    ada = await make_ada(store, customer_group_id=3)
    assert (await store.customers.update(ada.id, customer_group_id=0)).customer_group_id == 0


async def test_what_was_read_is_put_back(store: Store) -> None:
    created = await make_ada(store, notes="Prefers letters.")
    ada = await store.customers.get(created.id)
    kept = await store.customers.update(ada.id, **(ada.writable() | {"phone": "555-0101"}))
    assert (kept.notes, kept.phone, kept.date_created) == ("Prefers letters.", "555-0101", created.date_created)


async def test_a_customer_is_deleted(store: Store) -> None:
    ada, grace = await make_ada(store), await make_grace(store)
    await store.customers.delete(ada.id)
    with pytest.raises(NotFoundError) as refused:
        await store.customers.get(ada.id)
    assert refused.value.message == "The requested resource was not found."
    assert await store.customers.get(grace.id) == grace


async def test_an_address_is_free_again_when_its_customer_is_gone(store: Store) -> None:
    ada = await make_ada(store)
    await store.customers.delete(ada.id)
    again = await make_ada(store)
    assert (again.id, again.email) == (2, "ada@example.com")


@pytest.mark.alone
async def test_all_customers_are_deleted(store: Store) -> None:
    await make_ada(store)
    await make_grace(store)
    await store.customers.delete_all(confirm=True)
    assert await store.customers.count() == 0


@pytest.mark.alone
async def test_customers_are_counted(store: Store) -> None:
    assert await store.customers.count() == 0
    ada = await make_ada(store)
    await make_grace(store)
    assert await store.customers.count() == 2
    await store.customers.delete(ada.id)
    # The answer of before would do as well, as the request is the same: the cassette plays them in order.
    assert await store.customers.count() == 1
