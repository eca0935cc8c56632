"""What the client does where it is too fast, as recorded."""

import pytest
from tests.cassettes.people import ADA, all_of, make_ada
from tests.cassettes.store import Store

from bigcommerce_customers import BandwidthLimitExceededError, TooManyRequestsError

pytestmark = [pytest.mark.vcr, pytest.mark.anyio]

of_tokens = pytest.mark.parametrize("form", ["oauth"], indirect=True)
of_basic = pytest.mark.parametrize("form", ["basic"], indirect=True)


@of_tokens
@pytest.mark.mock(rate_limit=150)
async def test_the_window_is_told(store: Store) -> None:
    first = await store.customers.with_raw_response.count()
    second = await store.customers.with_raw_response.count()
    limits = first.rate_limit, second.rate_limit
    assert [limit.requests_quota for limit in limits] == [150, 150]
    assert limits[0].requests_left == (limits[1].requests_left or 0) + 1
    assert limits[0].reset_after == 30.0


@of_basic
@pytest.mark.mock(rate_limit=150)
async def test_the_hour_is_told(store: Store) -> None:
    first = await store.customers.with_raw_response.count()
    second = await store.customers.with_raw_response.count()
    assert (first.rate_limit.requests_left or 0) - (second.rate_limit.requests_left or 0) == 1
    assert first.rate_limit.requests_quota is None


@of_tokens
@pytest.mark.mock(rate_limit=2)
async def test_the_next_window_is_waited_for(store: Store, waits: list[float]) -> None:
    ada = await make_ada(store)
    assert await store.customers.get(ada.id) == ada
    assert waits == []
    assert await store.customers.count() == 1
    # Half a second at the most spreads clients that were told the same moment.
    assert [30 <= wait <= 30.5 for wait in waits] == [True]


@of_tokens
@pytest.mark.mock(rate_limit=1)
async def test_a_refused_create_is_sent_again(store: Store, waits: list[float]) -> None:
    assert await store.customers.count() == 0
    assert (await make_ada(store)).id == 1
    assert len(waits) == 1


@of_tokens
@pytest.mark.mock(rate_limit=1)
async def test_a_client_that_does_not_wait_is_told(store: Store) -> None:
    hasty = store.client(max_retries=0).customers
    assert await hasty.count() == 0
    with pytest.raises(TooManyRequestsError) as refused:
        await hasty.count()
    assert (refused.value.status, refused.value.retry_after) == (429, 30.0)
    assert refused.value.headers["X-Rate-Limit-Requests-Left"] == "0"


async def test_a_refusal_without_headers_is_repeated_soon(store: Store, waits: list[float]) -> None:
    store.fault("429:count=2,headers=no")
    assert await store.customers.count() == 0
    assert [0.25 <= waits[0] <= 0.5, 0.5 <= waits[1] <= 1] == [True, True]


async def test_a_refusal_without_a_body_is_told(store: Store) -> None:
    store.fault("429:headers=no")
    with pytest.raises(TooManyRequestsError) as refused:
        await store.client(max_retries=1).customers.create(**ADA)
    assert (refused.value.message, refused.value.body, refused.value.retry_after) == ("", None, None)


async def test_pages_go_on_after_a_refusal(store: Store, waits: list[float]) -> None:
    ada = await make_ada(store)
    store.fault("429:count=1,operation=listCustomers")
    assert await all_of(store.customers.list(limit=1, email=ada.email)) == [ada]
    assert [wait >= 1 for wait in waits] == [True]


@of_basic
@pytest.mark.mock(rate_limit=1)
async def test_a_used_up_hour_is_told(store: Store, waits: list[float]) -> None:
    customers = store.client(max_retries=1).customers
    assert await customers.count() == 0
    with pytest.raises(BandwidthLimitExceededError) as refused:
        await customers.count()
    assert (refused.value.status, refused.value.message) == (509, "The requests-per-hour limit has been reached.")
    assert refused.value.headers["X-BC-ApiLimit-Remaining"] == "0"
    assert len(waits) == 1
    store.pass_time(3600)
    assert await store.client(sends={"min_id": 1}).customers.count() == 0


@of_basic
@pytest.mark.mock(rate_limit=1)
async def test_a_used_up_hour_ends(store: Store) -> None:
    hasty = store.client(max_retries=0).customers
    ada = await make_ada(store)
    with pytest.raises(BandwidthLimitExceededError):
        await hasty.get(ada.id)
    store.pass_time(3600)
    assert await hasty.get(ada.id) == ada
