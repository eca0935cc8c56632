"""What the client raises for recorded refusals."""

from typing import Any

import pytest
from tests.cassettes.people import ADA, PASSWORD, all_of, make_ada, make_grace
from tests.cassettes.store import Store

from bigcommerce_customers import (
    OMIT,
    APIStatusError,
    BadRequestError,
    MethodNotAllowedError,
    NotAcceptableError,
    NotFoundError,
    UnsupportedMediaTypeError,
)

pytestmark = [pytest.mark.vcr, pytest.mark.anyio]

IN_USE = "This email address is already in use by a customer."


def told(error: APIStatusError) -> tuple[int, str, str | None]:
    return error.status, error.message, error.field


def unsupported(name: str) -> str:
    return f"The field '{name}' is not supported by this resource."


def invalid(name: str) -> str:
    return f"The field '{name}' is invalid."


BODIES: dict[str, tuple[dict[str, Any], str, str]] = {
    "an_unknown_property": ({"nickname": "Countess"}, unsupported("nickname"), "nickname"),
    "force_reset_outside": ({"force_reset": True}, unsupported("force_reset"), "force_reset"),
    "a_malformed_email": ({"email": "ada"}, invalid("email"), "email"),
    "a_negative_store_credit": ({"store_credit": "-1"}, invalid("store_credit"), "store_credit"),
    "a_group_that_is_no_number": ({"customer_group_id": "vip"}, invalid("customer_group_id"), "customer_group_id"),
    "an_endless_company": ({"company": "Navy" * 64}, invalid("company"), "company"),
}
CREATES = BODIES | {
    f"no_{name}": ({name: OMIT}, f"Required fields missing [{name}]", name)
    for name in ("first_name", "last_name", "email")
}
CREATES["an_empty_first_name"] = ({"first_name": ""}, invalid("first_name"), "first_name")


@pytest.mark.parametrize("what", CREATES)
async def test_a_create_with(store: Store, what: str) -> None:
    sent, message, field = CREATES[what]
    with pytest.raises(BadRequestError) as refused:
        await store.client(sends=sent).customers.create(**ADA)
    assert told(refused.value) == (400, message, field)


@pytest.mark.parametrize("what", BODIES)
async def test_an_update_with(store: Store, what: str) -> None:
    sent, message, field = BODIES[what]
    ada = await make_ada(store)
    with pytest.raises(BadRequestError) as refused:
        await store.client(sends=sent).customers.update(ada.id, notes="Prefers letters.")
    assert told(refused.value) == (400, message, field)
    assert await store.customers.get(ada.id) == ada


async def test_an_email_address_in_use(store: Store) -> None:
    await make_ada(store)
    with pytest.raises(BadRequestError) as refused:
        await make_grace(store, email="ada@example.com")
    assert told(refused.value) == (400, invalid("email"), "email")
    assert refused.value.invalid_reason == IN_USE


async def test_an_email_address_in_use_in_capitals(store: Store) -> None:
    await make_ada(store)
    with pytest.raises(BadRequestError) as refused:
        await make_grace(store, email="ADA@example.com")
    assert refused.value.details == {"invalid_reason": IN_USE}


async def test_an_update_to_an_email_address_in_use(store: Store) -> None:
    await make_ada(store)
    grace = await make_grace(store)
    with pytest.raises(BadRequestError) as refused:
        await store.customers.update(grace.id, email="ada@example.com")
    assert (refused.value.field, refused.value.invalid_reason) == ("email", IN_USE)


PARAMETERS: dict[str, tuple[dict[str, Any], str, str]] = {
    "an_unknown_filter": ({"id": 1}, unsupported("id"), "id"),
    "a_malformed_email": ({"email": "ada"}, invalid("email"), "email"),
    "a_group_that_is_no_number": ({"customer_group_id": "vip"}, invalid("customer_group_id"), "customer_group_id"),
    "an_id_that_is_no_number": ({"min_id": "one"}, invalid("min_id"), "min_id"),
    "a_date_that_is_none": ({"min_date_created": "yesterday"}, invalid("min_date_created"), "min_date_created"),
    "a_credit_that_is_no_number": ({"store_credit": "much"}, invalid("store_credit"), "store_credit"),
}
PAGES: dict[str, tuple[dict[str, Any], str, str]] = {
    "page_0": ({"page": 0}, invalid("page"), "page"),
    "a_page_that_is_no_number": ({"page": "last"}, invalid("page"), "page"),
    "limit_0": ({"limit": 0}, invalid("limit"), "limit"),
    "a_limit_that_is_no_number": ({"limit": "all"}, invalid("limit"), "limit"),
}


@pytest.mark.parametrize("what", PARAMETERS | PAGES)
async def test_a_list_with(store: Store, what: str) -> None:
    sent, message, field = (PARAMETERS | PAGES)[what]
    with pytest.raises(BadRequestError) as refused:
        await all_of(store.client(sends=sent).customers.list())
    assert told(refused.value) == (400, message, field)


@pytest.mark.parametrize("what", PARAMETERS)
async def test_a_count_with(store: Store, what: str) -> None:
    sent, message, field = PARAMETERS[what]
    with pytest.raises(BadRequestError) as refused:
        await store.client(sends=sent).customers.count()
    assert told(refused.value) == (400, message, field)


async def test_a_customer_that_is_not_there(store: Store) -> None:
    customers, ada = store.customers, await make_ada(store)
    await customers.delete(ada.id)
    for call in (
        lambda: customers.get(ada.id),
        lambda: customers.update(ada.id, notes="Prefers letters."),
        lambda: customers.delete(ada.id),
        lambda: customers.validate_password(ada.id, password=PASSWORD),
    ):
        with pytest.raises(NotFoundError) as refused:
            await call()
        assert told(refused.value) == (404, "The requested resource was not found.", None)


async def test_a_body_of_another_type(store: Store) -> None:
    sending = store.client().with_options(headers={"Content-Type": "text/plain"})
    with pytest.raises(UnsupportedMediaTypeError) as refused:
        await sending.customers.create(**ADA)
    assert refused.value.status == 415


async def test_an_answer_of_another_type(store: Store) -> None:
    asking = store.client().with_options(headers={"Accept": "application/pdf"})
    with pytest.raises(NotAcceptableError) as refused:
        await asking.customers.count()
    assert refused.value.status == 406


async def test_a_body_that_is_no_json(store: Store) -> None:
    answer = await store.send("POST", "/customers", content='{"first_name": ', headers=JSON)
    assert (answer.status_code, answer.json()[0]["status"]) == (400, 400)


async def test_a_body_that_is_no_object(store: Store) -> None:
    answer = await store.send("POST", "/customers", json=[ADA])
    assert (answer.status_code, answer.json()[0]["status"]) == (400, 400)


async def test_a_method_that_the_path_does_not_have(store: Store) -> None:
    answer = await store.send("PATCH", "/customers", json={"notes": ""})
    assert answer.status_code == 405
    assert {"GET", "POST", "DELETE"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.mock(behaviour={"delete_all": "removed"})
async def test_delete_all_is_not_offered_any_more(store: Store) -> None:
    ada = await make_ada(store)
    with pytest.raises(MethodNotAllowedError) as refused:
        await store.customers.delete_all(confirm=True)
    assert refused.value.status == 405
    assert await store.customers.get(ada.id) == ada


JSON = {"Content-Type": "application/json"}
