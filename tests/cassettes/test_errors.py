"""Every operation meets every documented error that can be provoked, as recorded."""

from typing import Any

import pytest
from tests.cassettes.calls import CALLS
from tests.cassettes.people import make_ada
from tests.cassettes.store import Store

from bigcommerce_contract.check.recorded.coverage import documented
from bigcommerce_contract.mock.behaviour import MAX_BODY_BYTES
from bigcommerce_customers import (
    APIStatusError,
    AsyncBigCommerce,
    BadRequestError,
    BandwidthLimitExceededError,
    InternalServerError,
    NotAcceptableError,
    PayloadTooLargeError,
    ServiceUnavailableError,
    TooManyRequestsError,
    UnsupportedMediaTypeError,
)

pytestmark = [pytest.mark.vcr, pytest.mark.anyio]

of_tokens = pytest.mark.parametrize("form", ["oauth"], indirect=True)
of_basic = pytest.mark.parametrize("form", ["basic"], indirect=True)
Error = tuple[type[APIStatusError], int, str]

REFUSED: dict[str, tuple[Error, dict[str, Any], dict[str, str]]] = {
    "an_unknown_name": (
        (BadRequestError, 400, "The field 'colour' is not supported by this resource."),
        {"colour": "green"},
        {},
    ),
    "to_answer_in_another_type": (
        (NotAcceptableError, 406, "The requested format is not supported."),
        {},
        {"Accept": "application/pdf"},
    ),
    "a_body_of_another_type": (
        (UnsupportedMediaTypeError, 415, "The content type of the request is not supported."),
        {},
        {"Content-Type": "text/plain"},
    ),
    "a_body_that_is_too_long": (
        (PayloadTooLargeError, 413, "The request body exceeds the maximum size allowed."),
        {"notes": "x" * MAX_BODY_BYTES},
        {},
    ),
}
"""What is refused: how, and what is sent for it in properties or parameters, and in headers."""
FAILED: dict[str, Error] = {
    "a_failure": (InternalServerError, 500, ""),
    "maintenance": (ServiceUnavailableError, 503, "The store is suspended"),
}


def stating(status: int) -> list[str]:
    """Give the operations for which the document states an error, in the order in which they are tried."""
    return [operation for operation in CALLS if f"{operation} {status}" in documented()["error statuses"]]


def with_a_body(operations: list[str]) -> list[str]:
    sending = {name.partition(" ")[0] for name in documented()["request properties"]}
    return [operation for operation in operations if operation in sending]


async def errors(client: AsyncBigCommerce, customer_id: int, operations: list[str]) -> dict[str, Error]:
    """Try operations that fail, and give how each does."""
    raised: dict[str, Error] = {}
    for operation in operations:
        with pytest.raises(APIStatusError) as failed:
            await CALLS[operation](client.customers, customer_id)
        raised[operation] = failed.type, failed.value.status, failed.value.message
    return raised


@pytest.mark.parametrize("what", REFUSED)
async def test_every_operation_refuses(store: Store, what: str) -> None:
    error, sent, headers = REFUSED[what]
    operations = with_a_body(stating(error[1])) if "body" in what else stating(error[1])
    ada = await make_ada(store)
    client = store.client(sends=sent).with_options(headers=headers)
    assert await errors(client, ada.id, operations) == dict.fromkeys(operations, error)
    assert await store.customers.get(ada.id) == ada


@pytest.mark.parametrize("what", FAILED)
async def test_every_operation_tells_of(store: Store, what: str) -> None:
    error = FAILED[what]
    operations = stating(error[1])
    ada = await make_ada(store)
    store.fault(f"{error[1]}:count={len(operations)}")
    assert await errors(store.client(max_retries=0), ada.id, operations) == dict.fromkeys(operations, error)
    assert await store.customers.get(ada.id) == ada


@of_tokens
@pytest.mark.mock(rate_limit=1)
async def test_every_operation_tells_of_a_full_window(store: Store) -> None:
    error, operations = (TooManyRequestsError, 429, "Too many requests"), stating(429)
    ada = await make_ada(store)
    assert await errors(store.client(max_retries=0), ada.id, operations) == dict.fromkeys(operations, error)
    store.pass_time(30)
    assert await store.customers.get(ada.id) == ada


@of_basic
@pytest.mark.mock(rate_limit=1)
async def test_every_operation_tells_of_a_used_up_hour(store: Store) -> None:
    error = (BandwidthLimitExceededError, 509, "The requests-per-hour limit has been reached.")
    operations, ada = stating(509), await make_ada(store)
    assert await errors(store.client(max_retries=0), ada.id, operations) == dict.fromkeys(operations, error)
    store.pass_time(3600)
    assert await store.customers.get(ada.id) == ada
