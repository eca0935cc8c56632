from collections.abc import Callable

import httpx2
import pytest
from tests.sdk.wire import Wire, customer, reply

from bigcommerce_customers import APIResponseValidationError, BadRequestError


def serving(ids: list[int]) -> Callable[[httpx2.Request], httpx2.Response]:
    """Serve a store as the API does; the list may change between two requests."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        query = request.url.params
        limit = min(int(query.get("limit", 50)), 250)
        start = (int(query.get("page", 1)) - 1) * limit
        page = [one for one in ids if one >= int(query.get("min_id", 0))][start : start + limit]
        return reply(200, [customer(one) for one in page]) if page else reply(204)

    return answer


@pytest.mark.parametrize(("count", "requests"), [(0, 1), (49, 1), (50, 2), (51, 2), (120, 3)])
def test_a_list_gives_every_page_and_ends_with_a_short_one(count: int, requests: int) -> None:
    wire = Wire(serving(list(range(1, count + 1))))
    assert [one.id for one in wire.client().customers.list()] == list(range(1, count + 1))
    assert len(wire.requests) == requests


def test_pages_are_asked_for_by_number() -> None:
    wire = Wire(serving(list(range(1, 8))))
    pages = wire.client().customers.list(limit=3, first_name="A").pages()
    assert [[one.id for one in page] for page in pages] == [[1, 2, 3], [4, 5, 6], [7]]
    assert wire.queries == [
        {"first_name": "A", "limit": "3"},
        {"first_name": "A", "limit": "3", "page": "2"},
        {"first_name": "A", "limit": "3", "page": "3"},
    ]


def test_a_list_may_begin_with_a_later_page() -> None:
    wire = Wire(serving(list(range(1, 8))))
    assert [one.id for one in wire.client().customers.list(limit=3, page=2)] == [4, 5, 6, 7]


def test_a_server_that_cuts_the_limit_is_read_to_the_end() -> None:
    wire = Wire(serving(list(range(1, 261))))
    assert sum(1 for _ in wire.client().customers.list(limit=1000)) == 260


def test_nothing_is_sent_before_it_is_needed() -> None:
    wire = Wire(serving(list(range(1, 8))))
    customers = wire.client().customers.list(limit=3)
    assert wire.requests == []
    assert next(iter(customers)).id == 1
    assert len(wire.requests) == 1
    assert [one.id for one in customers] == [one.id for one in customers]


def test_a_walk_goes_by_id() -> None:
    wire = Wire(serving([2, 3, 5, 7, 11, 13, 17]))
    assert [one.id for one in wire.client().customers.walk(limit=3, min_id=3)] == [3, 5, 7, 11, 13, 17]
    assert [query["min_id"] for query in wire.queries] == ["3", "8", "18"]
    assert all("page" not in query for query in wire.queries)


def test_a_walk_skips_and_repeats_nothing_in_a_store_that_changes() -> None:
    ids = list(range(1, 11))
    wire = Wire(serving(ids))
    seen: list[int] = []
    for one in wire.client().customers.walk(limit=3):
        seen.append(one.id)
        if one.id == 3:
            # By number, the second page would now begin with 6.
            del ids[:2]
        if one.id == 6:
            ids.append(11)
    assert seen == list(range(1, 12))


def test_an_error_on_a_later_page_is_raised_there() -> None:
    wire = Wire(reply(200, [customer(1), customer(2)]), reply(400))
    pages = wire.client().customers.list(limit=2).pages()
    assert len(next(pages)) == 2
    with pytest.raises(BadRequestError):
        next(pages)


@pytest.mark.anyio
async def test_the_asynchronous_pagers_do_the_same() -> None:
    wire = Wire(serving(list(range(1, 8))))
    customers = wire.async_client().customers
    assert [one.id async for one in customers.list(limit=3)] == list(range(1, 8))
    assert [one.id async for one in customers.walk(limit=3)] == list(range(1, 8))
    assert [len(page) async for page in customers.walk(limit=3).pages()] == [3, 3, 1]
    assert [query.get("min_id", "-") for query in wire.queries[3:6]] == ["-", "4", "7"]


@pytest.mark.anyio
@pytest.mark.parametrize("key", ["1", None, [1], int("9" * 4300)], ids=["text", "null", "array", "huge"])
async def test_a_key_that_cannot_be_counted_on_from_is_an_error_of_the_client(key: object) -> None:
    wire = Wire(lambda _: reply(200, [customer(1, id=key)]))
    with pytest.raises(APIResponseValidationError, match="not as documented"):
        list(wire.client().customers.walk(limit=1))
    with pytest.raises(APIResponseValidationError, match="not as documented"):
        [one async for one in wire.async_client().customers.walk(limit=1)]
