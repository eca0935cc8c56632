"""What the client gives for each recorded filter, of the list and of the count."""

from collections.abc import Callable
from datetime import UTC, date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from tests.cassettes.people import all_of, make_ada, make_grace
from tests.cassettes.store import Store

from bigcommerce_customers import Customer

pytestmark = [pytest.mark.vcr, pytest.mark.anyio]


class Pair(NamedTuple):
    """Two customers. Ada was created first, and changed last."""

    ada: Customer
    grace: Customer


async def make_pair(store: Store) -> Pair:
    mine = {
        "company": "Analytical Engines",
        "phone": "555-0101",
        "store_credit": Decimal("12.5"),
        "customer_group_id": 3,
        "tax_exempt_category": "E",
    }
    ada = await make_ada(store, **mine)
    store.pass_time(60)
    grace = await make_grace(store)
    store.pass_time(60)
    return Pair(await store.customers.update(ada.id, notes="Prefers letters."), grace)


SELECTS: dict[str, tuple[Callable[[Pair], Any], Callable[[Pair], Customer]]] = {
    "first_name": (lambda _: "Ada", lambda pair: pair.ada),
    "last_name": (lambda _: "Lovelace", lambda pair: pair.ada),
    "company": (lambda _: "Analytical Engines", lambda pair: pair.ada),
    "email": (lambda _: "ada@example.com", lambda pair: pair.ada),
    "phone": (lambda _: "555-0101", lambda pair: pair.ada),
    "store_credit": (lambda _: Decimal("12.50"), lambda pair: pair.ada),
    "customer_group_id": (lambda _: 3, lambda pair: pair.ada),
    "tax_exempt_category": (lambda _: "E", lambda pair: pair.ada),
    "min_id": (lambda pair: pair.grace.id, lambda pair: pair.grace),
    "max_id": (lambda pair: pair.ada.id, lambda pair: pair.ada),
    "min_date_created": (lambda pair: pair.grace.date_created, lambda pair: pair.grace),
    "max_date_created": (lambda pair: pair.ada.date_created, lambda pair: pair.ada),
    "min_date_modified": (lambda pair: pair.ada.date_modified, lambda pair: pair.ada),
    "max_date_modified": (lambda pair: pair.grace.date_modified, lambda pair: pair.grace),
}


@pytest.mark.parametrize("name", SELECTS)
async def test_by(store: Store, name: str) -> None:
    pair = await make_pair(store)
    value, selected = SELECTS[name]
    chosen: dict[str, Any] = {name: value(pair)}
    assert await all_of(store.customers.list(**chosen)) == [selected(pair)]
    assert await store.customers.count(**chosen) == 1


FORMS: dict[str, Callable[[Customer], str]] = {
    "rfc_2822": lambda grace: grace.date_created.strftime("%a, %d %b %Y %H:%M:%S +0000"),
    "rfc_2822_of_another_zone": lambda grace: (grace.date_created - timedelta(hours=4)).strftime(
        "%a, %d %b %Y %H:%M:%S -0400"
    ),
    "iso_8601": lambda grace: grace.date_created.astimezone(UTC).isoformat(),
}


@pytest.mark.parametrize("form_of_date", FORMS)
async def test_a_moment_in(store: Store, form_of_date: str) -> None:
    await make_ada(store)
    store.pass_time(60)
    grace = await make_grace(store)
    asking = store.client(sends={"min_date_created": FORMS[form_of_date](grace)})
    assert await all_of(asking.customers.list()) == [grace]


@pytest.mark.alone
async def test_a_plain_date_is_its_midnight(store: Store) -> None:
    ada = await make_ada(store)
    today = ada.date_created.date()
    assert await all_of(store.client(sends={"min_date_created": today}).customers.list()) == [ada]
    assert await all_of(store.client(sends={"max_date_created": today}).customers.list()) == []


@pytest.mark.alone
async def test_a_date_is_sent_as_its_midnight(store: Store) -> None:
    ada = await make_ada(store)
    day = date(ada.date_created.year, ada.date_created.month, ada.date_created.day)
    assert await all_of(store.customers.list(min_date_created=day)) == [ada]


async def test_several_select_who_matches_all(store: Store) -> None:
    ada = await make_ada(store, company="Analytical Engines")
    charles = await make_ada(store, first_name="Charles", email="charles@example.com", company="Analytical Engines")
    both: dict[str, Any] = {"company": "Analytical Engines", "last_name": "Lovelace", "max_id": charles.id}
    assert await all_of(store.customers.list(**both, first_name="Ada")) == [ada]
    assert await store.customers.count(**both) == 2


async def test_nobody_matches(store: Store) -> None:
    await make_ada(store)
    answer = await store.customers.with_raw_response.list(email="grace@example.com")
    assert (answer.status, answer.parse()) == (204, [])
    assert await store.customers.count(email="grace@example.com") == 0


async def test_a_part_of_a_name_matches_nobody(store: Store) -> None:
    await make_ada(store)
    assert await all_of(store.customers.list(last_name="Love", email="ada@example.com")) == []


async def test_a_value_with_marks_is_matched(store: Store) -> None:
    company = "Fish & Chips + 100 % Ñandú"
    ada = await make_ada(store, company=company)
    assert await all_of(store.customers.list(company=company)) == [ada]
