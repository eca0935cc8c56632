"""What the client gives for recorded credentials."""

import pytest
from tests.cassettes.people import GRACE, PASSWORD, all_of, make_ada
from tests.cassettes.store import Store

from bigcommerce_customers import ForbiddenError, UnauthorizedError

pytestmark = [pytest.mark.vcr, pytest.mark.anyio]

of_tokens = pytest.mark.parametrize("form", ["oauth"], indirect=True)
UNKNOWN = {"oauth": "unknown", "basic": "unknown_basic"}
SCOPE = "You don't have a required scope to access the endpoint"


@of_tokens
async def test_a_read_only_token_reads(store: Store) -> None:
    ada = await make_ada(store)
    reading = store.client("read_only").customers
    assert await all_of(reading.list(email=ada.email)) == [ada]
    assert await reading.get(ada.id) == ada
    assert await reading.count(email=ada.email) == 1


@of_tokens
async def test_a_read_only_token_does_not_write(store: Store) -> None:
    ada = await make_ada(store)
    reading = store.client("read_only").customers
    for call in (
        lambda: reading.create(**GRACE),
        lambda: reading.update(ada.id, notes="Prefers letters."),
        lambda: reading.delete(ada.id),
        lambda: reading.validate_password(ada.id, password=PASSWORD),
    ):
        with pytest.raises(ForbiddenError) as refused:
            await call()
        assert (refused.value.status, refused.value.message) == (403, SCOPE)
    assert await store.customers.get(ada.id) == ada


@of_tokens
async def test_a_token_without_a_scope_does_nothing(store: Store) -> None:
    ada = await make_ada(store)
    customers = store.client("no_scope").customers
    for call in (
        lambda: all_of(customers.list()),
        customers.count,
        lambda: customers.get(ada.id),
        lambda: customers.create(**GRACE),
        lambda: customers.update(ada.id, notes="Prefers letters."),
        lambda: customers.delete(ada.id),
    ):
        with pytest.raises(ForbiddenError) as refused:
            await call()
        assert refused.value.body["title"] == SCOPE
    assert await store.customers.get(ada.id) == ada


async def test_unknown_credentials_do_nothing(store: Store) -> None:
    ada = await make_ada(store)
    customers = store.client(UNKNOWN[store.form]).customers
    for call in (
        lambda: all_of(customers.list()),
        customers.count,
        lambda: customers.get(ada.id),
        lambda: customers.create(**GRACE),
        lambda: customers.update(ada.id, notes="Prefers letters."),
        lambda: customers.delete(ada.id),
        lambda: customers.validate_password(ada.id, password=PASSWORD),
    ):
        with pytest.raises(UnauthorizedError) as refused:
            await call()
        assert (refused.value.status, refused.value.message) == (401, "The specified credentials were invalid.")
        assert refused.value.headers.get("WWW-Authenticate") == {"oauth": None, "basic": "Basic"}[store.form]


@pytest.mark.alone
@pytest.mark.parametrize("role", ["read_only", "no_scope", "unknown"])
@of_tokens
async def test_not_everybody_deletes_all(store: Store, role: str) -> None:
    ada = await make_ada(store)
    with pytest.raises((ForbiddenError, UnauthorizedError)) as refused:
        await store.client(role).customers.delete_all(confirm=True)
    assert refused.value.status == {"unknown": 401}.get(role, 403)
    assert await store.customers.get(ada.id) == ada


@pytest.mark.alone
@pytest.mark.parametrize("form", ["basic"], indirect=True)
async def test_an_unknown_user_does_not_delete_all(store: Store) -> None:
    ada = await make_ada(store)
    with pytest.raises(UnauthorizedError) as refused:
        await store.client("unknown_basic").customers.delete_all(confirm=True)
    assert (refused.value.status, refused.value.message) == (401, "The specified credentials were invalid.")
    assert await store.customers.get(ada.id) == ada


async def test_no_credentials_do_nothing(store: Store) -> None:
    await make_ada(store)
    answer = await store.send("GET", "/customers", anonymous=True)
    assert (answer.status_code, answer.json()[0]["message"]) == (401, "The specified credentials were invalid.")


@of_tokens
@pytest.mark.mock(behaviour={"oauth_unauthorized": "object"})
async def test_a_gateway_refuses_with_an_object(store: Store) -> None:
    with pytest.raises(UnauthorizedError) as refused:
        await store.client("unknown").customers.count()
    assert refused.value.status == 401
    assert refused.value.message == refused.value.body["title"]
