"""What the client gives for recorded lists and their pages."""

import pytest
from tests.cassettes.people import NOBODY, all_of, make_ada, make_grace
from tests.cassettes.store import Store

from bigcommerce_customers import PayloadTooLargeError

pytestmark = [pytest.mark.vcr, pytest.mark.anyio, pytest.mark.alone]


async def make(store: Store, count: int) -> list[int]:
    """Create customers, and give their ids."""
    names = ("Ada", "Grace", "Emmy", "Lise", "Rosa")[:count]
    made = [await make_ada(store, first_name=name, email=f"{name.lower()}@example.com") for name in names]
    return [customer.id for customer in made]


async def test_an_empty_store_answers_204(store: Store) -> None:
    answer = await store.customers.with_raw_response.list()
    assert (answer.status, answer.content, answer.parse()) == (204, b"", [])


async def test_an_empty_store_lists_nobody(store: Store) -> None:
    assert await all_of(store.customers.list()) == []


async def test_customers_are_listed_by_id(store: Store) -> None:
    grace = await make_grace(store)
    store.pass_time(60)
    ada = await make_ada(store)
    answer = await store.customers.with_raw_response.list()
    assert answer.parse() == [grace, ada]
    assert answer.headers["Last-Modified"] == "Mon, 03 Jun 2024 09:01:00 +0000"


async def test_full_pages_end_with_204(store: Store) -> None:
    ids = await make(store, 4)
    pages = [[customer.id for customer in page] async for page in store.customers.list(limit=2).pages()]
    assert pages == [ids[:2], ids[2:]]


async def test_a_short_page_is_the_last(store: Store) -> None:
    ids = await make(store, 3)
    assert [customer.id for customer in await all_of(store.customers.list(limit=2))] == ids


async def test_a_list_begins_with_the_page_asked_for(store: Store) -> None:
    ids = await make(store, 3)
    assert [customer.id for customer in await all_of(store.customers.list(page=2, limit=2))] == ids[2:]


async def test_a_page_past_the_end_is_204(store: Store) -> None:
    await make_ada(store)
    answer = await store.customers.with_raw_response.list(page=9)
    assert (answer.status, answer.parse()) == (204, [])


async def test_a_store_is_walked_by_id(store: Store) -> None:
    ids = await make(store, 4)
    seen: list[int] = []
    async for customer in store.customers.walk(limit=2):
        seen.append(customer.id)
        if customer.id == ids[1]:
            await store.customers.delete(ids[0])
    assert seen == ids


async def test_pages_by_number_skip_who_moves_up(store: Store) -> None:
    ids = await make(store, 4)
    seen: list[int] = []
    async for customer in store.customers.list(limit=2):
        seen.append(customer.id)
        if customer.id == ids[1]:
            await store.customers.delete(ids[0])
    assert seen == [ids[0], ids[1], ids[3]]


async def test_a_limit_of_250_is_taken(store: Store) -> None:
    ids = await make(store, 2)
    assert [customer.id for customer in await all_of(store.customers.list(limit=250))] == ids


async def test_a_limit_of_251_is_refused(store: Store) -> None:
    with pytest.raises(PayloadTooLargeError) as refused:
        await all_of(store.customers.list(limit=251))
    assert refused.value.message == "The specified limit exceeds the maximum allowed."
    assert refused.value.details == {"max_limit": 250}


async def test_a_customer_is_read_as_listed(store: Store) -> None:
    await make_ada(store, company="Analytical Engines")
    (listed,) = await all_of(store.customers.list())
    assert await store.customers.get(listed.id) == listed


async def test_a_filtered_list_has_pages_too(store: Store) -> None:
    ids = await make(store, 3)
    await make_grace(store, email="grace.hopper@example.com")
    found = await all_of(store.customers.list(last_name="Lovelace", limit=2))
    assert [customer.id for customer in found] == ids


async def test_nobody_above_the_highest_id(store: Store) -> None:
    await make_ada(store)
    assert await all_of(store.customers.list(min_id=NOBODY)) == []
