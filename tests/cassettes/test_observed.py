"""What the client gives for exchanges that others observed, both clients from the same cassette."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
import yaml
from tests.cassettes.people import ADA, PASSWORD, all_of
from tests.cassettes.store import Store

from bigcommerce_contract.cassettes import library
from bigcommerce_contract.cassettes.replay import Playing, play
from bigcommerce_customers import OMIT, APIStatusError

pytestmark = pytest.mark.anyio

NAMES = [name for name in library.names() if name.startswith("observed/")]


def store_of(playing: Playing, kind: str) -> Store:
    return Store(playing.form, kind, None)


def asking(store: Store, **sends: Any) -> Any:  # noqa: ANN401 - the customers of either client
    return store.client(sends=sends, max_retries=0).customers


async def listed(store: Store, **filters: Any) -> dict[str, Any]:  # noqa: ANN401 - of the list
    (customer,) = await all_of(store.customers.list(**filters))
    return {**vars_of(customer)}


def vars_of(customer: Any) -> dict[str, Any]:  # noqa: ANN401 - a customer
    fields = (customer.form_fields or [None])[0]
    return {
        "id": customer.id,
        "created": customer.date_created,
        "credit": customer.store_credit,
        "group": customer.customer_group_id,
        "field": fields and (fields.name, fields.value),
        "marketing": customer.accepts_marketing,
    }


SHOPGATE = {
    "id": 21,
    "created": datetime(2016, 4, 28, 9, 38, 19, tzinfo=UTC),
    "credit": Decimal(0),
    "group": 10,
    "field": None,
    "marketing": False,
}
JANE = {
    "id": 1,
    "created": datetime(2018, 1, 10, 21, 2, 23, tzinfo=UTC),
    "credit": Decimal(0),
    "group": 1,
    "field": ("Account Sign Up Field", "123dadf"),
    "marketing": True,
}


async def update(store: Store) -> dict[str, Any]:
    return vars_of(await store.customers.update(1, email="janedoes@example.com"))


ANSWERS: dict[str, tuple[Callable[[Store], Any], Any]] = {
    "a_count_2014": (lambda store: store.customers.count(), 45),
    "a_count_2018": (lambda store: store.customers.count(), 50),
    "a_password_is_right": (lambda store: store.customers.validate_password(21, password=PASSWORD), True),
    "a_password_is_wrong": (lambda store: store.customers.validate_password(21, password=PASSWORD), False),
    "a_list_by_email_2018": (lambda store: listed(store, email="somebody-1@example.com"), SHOPGATE),
    "a_list_2018": (listed, JANE),
    "an_update_2018": (update, {**JANE, "field": ("License Id", "")}),
}
IN_USE = {"invalid_reason": "This email address is already in use by a customer."}
Refusal = tuple[Callable[[Store], Any], int, str, dict[str, Any]]
REFUSALS: dict[str, Refusal] = {
    "credentials_are_refused_2014": (
        lambda store: asking(store).count(),
        401,
        "The specified credentials were invalid.",
        {},
    ),
    "a_gateway_refuses_a_body_2022": (
        lambda store: asking(store).create(**ADA),
        422,
        "JSON data is missing or invalid",
        {"customer_id": "error.expected.jsnumber"},
    ),
    "errors/duplicate_email": (
        lambda store: asking(store).create(**ADA),
        400,
        "The field 'email' is invalid.",
        IN_USE,
    ),
    "errors/invalid_email": (
        lambda store: all_of(asking(store, email="ada").list()),
        400,
        "The field 'email' is invalid.",
        {},
    ),
    "errors/bad_password": (
        lambda store: asking(store).update(1, authentication={"password": PASSWORD}),
        400,
        "The field 'password' is invalid.",
        {},
    ),
    "errors/unsupported_filter": (
        lambda store: all_of(asking(store, id=1).list()),
        400,
        "The field 'id' is not supported by this resource.",
        {},
    ),
    "errors/unsupported_body_field": (
        lambda store: asking(store, force_reset=True).create(**ADA),
        400,
        "The field 'force_reset' is not supported by this resource.",
        {},
    ),
    "errors/required_missing": (
        lambda store: asking(store, last_name=OMIT, email=OMIT).create(**ADA),
        400,
        "Required fields missing [key]",
        {},
    ),
    "errors/read_only_field": (
        lambda store: asking(store, id=7).create(**ADA),
        400,
        "The field 'calculated_price' cannot be written to. Please remove it from your request before trying again.",
        {},
    ),
    "errors/form_fields_written": (
        lambda store: asking(store, form_fields=[{"name": "a", "value": "b"}]).update(1),
        400,
        "The field 'name' is invalid.",
        {},
    ),
    "errors/not_found": (lambda store: asking(store).get(1), 404, "The requested resource was not found.", {}),
    "errors/limit_over_max": (
        lambda store: all_of(asking(store).list(limit=251)),
        413,
        "The specified limit exceeds the maximum allowed.",
        {"max_limit": 250},
    ),
    "errors/rate_basic": (
        lambda store: asking(store).count(),
        509,
        "The requests-per-hour limit has been reached.",
        {},
    ),
    "errors/rate_oauth": (lambda store: asking(store).count(), 429, "", {}),
    "errors/oauth_scope_now": (
        lambda store: asking(store).count(),
        403,
        "You don't have a required scope to access the endpoint",
        {},
    ),
    "errors/oauth_scope_old": (
        lambda store: asking(store).count(),
        403,
        "You are authorized but your scope does not include this resource.",
        {},
    ),
    "errors/method_not_allowed_gateway": (
        lambda store: asking(store).delete_all(confirm=True),
        405,
        "The requested HTTP method is invalid for this endpoint.",
        {},
    ),
}


def test_every_observed_exchange_is_replayed_and_says_where_it_comes_from() -> None:
    assert {*NAMES} == {f"observed/{name}" for name in (*ANSWERS, *REFUSALS)}
    blocks = [yaml.safe_load(library.find(name).read_text())["recording"] for name in NAMES]
    assert [block for block in blocks if not (block["source"] and block["added"] and block["grade"] in "RTDI")] == []


@pytest.mark.parametrize("name", ANSWERS)
async def test_an_observed_answer(name: str, kind: str) -> None:
    call, expected = ANSWERS[name]
    with play(f"observed/{name}") as playing:
        assert await call(store_of(playing, kind)) == expected
        assert playing.all_played


@pytest.mark.parametrize("name", REFUSALS)
async def test_an_observed_refusal(name: str, kind: str) -> None:
    call, status, message, details = REFUSALS[name]
    with play(f"observed/{name}") as playing:
        with pytest.raises(APIStatusError) as refused:
            await call(store_of(playing, kind))
        assert playing.all_played
    assert (refused.value.status, refused.value.message, refused.value.details) == (status, message, details)
