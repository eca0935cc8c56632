"""What the client does where a server or a proxy fails, as recorded."""

import pytest
from tests.cassettes.people import ADA, make_ada
from tests.cassettes.store import Store

from bigcommerce_customers import (
    APIStatusError,
    InternalServerError,
    ServiceUnavailableError,
)

pytestmark = [pytest.mark.vcr, pytest.mark.anyio]


async def test_a_page_of_a_proxy_is_repeated(store: Store, waits: list[float]) -> None:
    store.fault("502:count=1")
    assert await store.customers.count() == 0
    assert len(waits) == 1


async def test_a_page_of_a_proxy_is_told(store: Store) -> None:
    store.fault("502:count=1")
    with pytest.raises(APIStatusError) as failed:
        await store.client(max_retries=0).customers.count()
    assert (failed.value.status, failed.value.message) == (502, "")
    assert str(failed.value.body).startswith("<html>")


async def test_a_create_that_a_proxy_lost_is_not_repeated(store: Store, waits: list[float]) -> None:
    store.fault("502:count=1,operation=createCustomer")
    with pytest.raises(APIStatusError) as failed:
        await store.customers.create(**ADA)
    assert (failed.value.status, waits) == (502, [])


async def test_a_failure_of_the_server_is_told(store: Store, waits: list[float]) -> None:
    store.fault("500:operation=updateCustomer")
    ada = await make_ada(store)
    with pytest.raises(InternalServerError) as failed:
        await store.customers.update(ada.id, notes="Prefers letters.")
    assert failed.value.status == 500
    assert len(waits) == 2


async def test_a_store_under_maintenance_is_waited_for(store: Store, waits: list[float]) -> None:
    store.fault("503:count=1")
    assert (await make_ada(store)).id == 1
    assert [1 <= wait <= 1.5 for wait in waits] == [True]


async def test_a_store_under_maintenance_is_told(store: Store) -> None:
    store.fault("503:operation=getCustomer")
    ada = await make_ada(store)
    with pytest.raises(ServiceUnavailableError) as failed:
        await store.client(max_retries=0).customers.get(ada.id)
    assert (failed.value.status, failed.value.retry_after) == (503, 1.0)


async def test_an_answer_without_a_body_is_told(store: Store) -> None:
    store.fault("503:headers=no")
    with pytest.raises(ServiceUnavailableError) as failed:
        await store.client(max_retries=0).customers.count()
    assert (failed.value.message, failed.value.body) == ("", None)
