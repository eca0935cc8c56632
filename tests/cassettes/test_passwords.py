"""What the client gives for recorded passwords."""

import pytest
from tests.cassettes.people import ADA, PASSWORD, make_ada
from tests.cassettes.store import Store

from bigcommerce_customers import BadRequestError

pytestmark = [pytest.mark.vcr, pytest.mark.anyio]

OTHER = "another1password"
REJECTED = {
    "that_are_too_short": "a1b2c3",
    "without_a_digit": "correcthorse",
    "without_a_letter": "1234567890",
    "that_are_too_long": "a1" * 26,
}


async def test_a_password_is_set_and_validated(store: Store) -> None:
    ada = await make_ada(store, authentication={"password": PASSWORD})
    assert await store.customers.validate_password(ada.id, password=PASSWORD) is True
    assert await store.customers.validate_password(ada.id, password=OTHER) is False


async def test_a_password_is_confirmed(store: Store) -> None:
    ada = await make_ada(store, authentication={"password": PASSWORD, "password_confirmation": PASSWORD})
    assert await store.customers.validate_password(ada.id, password=PASSWORD) is True


async def test_a_password_is_generated(store: Store) -> None:
    ada = await make_ada(store)
    assert await store.customers.validate_password(ada.id, password=PASSWORD) is False


async def test_a_password_is_changed(store: Store) -> None:
    ada = await make_ada(store, authentication={"password": OTHER})
    await store.customers.update(ada.id, authentication={"password": PASSWORD, "password_confirmation": PASSWORD})
    assert await store.customers.validate_password(ada.id, password=PASSWORD) is True
    assert await store.customers.validate_password(ada.id, password=OTHER) is False


async def test_a_password_is_kept_by_other_changes(store: Store) -> None:
    ada = await make_ada(store, authentication={"password": PASSWORD})
    await store.customers.update(ada.id, notes="Prefers letters.")
    assert await store.customers.validate_password(ada.id, password=PASSWORD) is True


@pytest.mark.parametrize("which", REJECTED)
async def test_no_create_with_passwords(store: Store, which: str) -> None:
    with pytest.raises(BadRequestError) as refused:
        await make_ada(store, authentication={"password": REJECTED[which]})
    assert (refused.value.message, refused.value.field) == ("The field 'password' is invalid.", "password")


@pytest.mark.parametrize("which", REJECTED)
async def test_no_update_with_passwords(store: Store, which: str) -> None:
    ada = await make_ada(store, authentication={"password": PASSWORD})
    with pytest.raises(BadRequestError) as refused:
        await store.customers.update(ada.id, authentication={"password": REJECTED[which]})
    assert (refused.value.message, refused.value.field) == ("The field 'password' is invalid.", "password")
    assert await store.customers.validate_password(ada.id, password=PASSWORD) is True


async def test_no_create_where_the_confirmation_differs(store: Store) -> None:
    with pytest.raises(BadRequestError) as refused:
        await store.customers.create(
            **ADA, authentication={"password": PASSWORD, "password_confirmation": PASSWORD + "x"}
        )
    assert (refused.value.status, refused.value.field) == (400, "password_confirmation")


async def test_no_update_where_the_confirmation_differs(store: Store) -> None:
    ada = await make_ada(store, authentication={"password": PASSWORD})
    with pytest.raises(BadRequestError) as refused:
        await store.customers.update(ada.id, authentication={"password": OTHER, "password_confirmation": PASSWORD})
    assert (refused.value.status, refused.value.field) == (400, "password_confirmation")
    assert await store.customers.validate_password(ada.id, password=PASSWORD) is True


async def test_a_new_password_is_demanded_at_a_create(store: Store) -> None:
    ada = await make_ada(store, authentication={"force_reset": True})
    assert ada.reset_pass_on_login is True


async def test_a_new_password_is_demanded_by_an_update(store: Store) -> None:
    ada = await make_ada(store)
    assert ada.reset_pass_on_login is False
    await store.customers.update(ada.id, authentication={"force_reset": True})
    assert (await store.customers.get(ada.id)).reset_pass_on_login is True
