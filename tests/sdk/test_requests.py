"""What goes over the wire."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import httpx2
import pytest
from tests.sdk.wire import BASE_URL, CUSTOMER, Wire, reply

from bigcommerce_contract.document import load_document
from bigcommerce_customers import (
    OMIT,
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    BigCommerce,
    Customer,
    ServiceUnavailableError,
    __version__,
)


def sent_body(wire: Wire) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(wire.requests[-1].content)
    return body


def test_every_filter_is_sent_as_the_api_takes_it() -> None:
    wire = Wire(reply(204))
    filters = wire.client().customers.list(
        first_name="A+B & C",
        last_name="Ünal",
        company="",
        email="foo@randomcustomer.com",
        phone="+1 (752)",
        store_credit=Decimal("1E+2"),
        customer_group_id=0,
        min_id=1,
        max_id=9,
        min_date_created=datetime(2012, 11, 13, 21, 16, 41, tzinfo=UTC),
        max_date_created=date(2012, 11, 14),
        min_date_modified=datetime(2012, 11, 13, tzinfo=UTC),
        max_date_modified=date(2012, 11, 15),
        tax_exempt_category="G",
        page=2,
        limit=250,
    )
    assert list(filters) == []
    assert wire.queries == [
        {
            "first_name": "A+B & C",
            "last_name": "Ünal",
            "company": "",
            "email": "foo@randomcustomer.com",
            "phone": "+1 (752)",
            "store_credit": "100",
            "customer_group_id": "0",
            "min_id": "1",
            "max_id": "9",
            "min_date_created": "Tue, 13 Nov 2012 21:16:41 +0000",
            "max_date_created": "Wed, 14 Nov 2012 00:00:00 +0000",
            "min_date_modified": "Tue, 13 Nov 2012 00:00:00 +0000",
            "max_date_modified": "Thu, 15 Nov 2012 00:00:00 +0000",
            "tax_exempt_category": "G",
            "page": "2",
            "limit": "250",
        }
    ]
    # A plus sign must arrive as one, and not as the blank that it means in a query.
    assert b"%2B0000" in wire.requests[0].url.query


def test_what_is_not_given_is_not_sent() -> None:
    wire = Wire(reply(204))
    list(wire.client().customers.list())
    assert str(wire.requests[0].url) == f"{BASE_URL}/customers"


def test_the_headers_of_a_request() -> None:
    wire = Wire(reply(200, CUSTOMER))
    wire.client().customers.update(1, phone="1")
    headers = wire.requests[0].headers
    assert headers["Accept"] == "application/json"
    assert headers["Content-Type"] == "application/json"
    assert headers["User-Agent"] == f"bigcommerce-customers/{__version__}"
    assert headers["X-Auth-Token"] == "full-token"


def test_a_request_without_a_body_names_no_type_of_it() -> None:
    wire = Wire(reply(204))
    wire.client().customers.delete(1)
    assert "Content-Type" not in wire.requests[0].headers
    assert wire.requests[0].content == b""


def test_a_created_customer_is_sent_by_the_names_of_the_api() -> None:
    wire = Wire(reply(201, CUSTOMER))
    created = wire.client().customers.create(
        first_name="a",
        last_name="b",
        email="c@example.com",
        store_credit=Decimal("12.50"),
        authentication={"password": "12w69Y217PYR96J", "force_reset": True},
    )
    assert isinstance(created, Customer)
    assert sent_body(wire) == {
        "first_name": "a",
        "last_name": "b",
        "email": "c@example.com",
        "store_credit": "12.50",
        "_authentication": {"password": "12w69Y217PYR96J", "force_reset": True},
    }


@pytest.mark.parametrize("status", [200, 201])
def test_either_status_of_a_creation_is_a_success(status: int) -> None:
    wire = Wire(reply(status, CUSTOMER))
    assert wire.client().customers.create(first_name="a", last_name="b", email="c@example.com").id == 1


def test_an_update_sends_what_was_given_and_nothing_else() -> None:
    wire = Wire(reply(200, CUSTOMER))
    wire.client().customers.update(1, phone="", customer_group_id=0, notes=OMIT, store_credit=8000.0)
    assert sent_body(wire) == {"phone": "", "customer_group_id": 0, "store_credit": 8000.0}


@pytest.mark.parametrize("amount", [Decimal("NaN"), Decimal("Infinity"), float("nan"), "much"])
def test_an_amount_that_is_no_number_is_not_sent(amount: Decimal | float | str) -> None:
    wire = Wire(reply(200, CUSTOMER))
    with pytest.raises(ValueError, match=r"^store_credit: .* is no (decimal|finite) number$"):
        wire.client().customers.update(1, store_credit=amount)
    assert wire.requests == []


@pytest.mark.parametrize("customer_id", ["", "1/addresses", None, 1.5, True])
def test_what_is_no_id_is_not_sent(customer_id: Any) -> None:  # noqa: ANN401 - whatever a caller may pass
    wire = Wire(reply(204))
    with pytest.raises(TypeError, match=r"^id: int was expected, not "):
        wire.client().customers.delete(customer_id)
    assert wire.requests == []


def test_a_filter_that_does_not_exist_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="emial"):
        Wire(reply(204)).client().customers.list(emial="x")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


def test_all_customers_are_deleted_only_when_that_is_confirmed() -> None:
    wire = Wire(reply(204))
    for confirm in (False, 1, "yes"):
        with pytest.raises(ValueError, match="confirm=True"):
            wire.client().customers.delete_all(confirm=confirm)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    assert wire.requests == []
    wire.client().customers.delete_all(confirm=True)
    assert (wire.requests[0].method, wire.requests[0].url.path) == ("DELETE", "/stores/abc123/v2/customers")


def test_every_operation_of_the_document_is_sent_by_its_method_and_path() -> None:
    wire = Wire(lambda request: reply(204 if request.method == "DELETE" else 500))
    customers = wire.client(max_retries=0).customers
    calls: dict[str, partial[Any]] = {
        "listCustomers": partial(list, customers.list()),
        "getCustomer": partial(customers.get, 7),
        "countCustomers": partial(customers.count),
        "createCustomer": partial(customers.create, first_name="a", last_name="b", email="c"),
        "updateCustomer": partial(customers.update, 7),
        "deleteCustomer": partial(customers.delete, 7),
        "deleteAllCustomers": partial(customers.delete_all, confirm=True),
        "validatePassword": partial(customers.validate_password, 7, password="x"),
    }
    documented = {
        operation["operationId"]: (method.upper(), path.replace("{id}", "7"))
        for path, item in load_document()["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    }
    sent: dict[str, tuple[str, str]] = {}
    for name, call in calls.items():
        try:
            call()
        except APIStatusError as error:
            assert error.status == 500  # noqa: PT017 - a call may succeed as well
        sent[name] = (wire.requests[-1].method, wire.requests[-1].url.path.removeprefix("/stores/abc123/v2"))
    assert sent == documented


def test_a_redirect_is_not_followed() -> None:
    wire = Wire(httpx2.Response(302, headers={"Location": "https://elsewhere.example/"}))
    with pytest.raises(APIStatusError) as caught:
        wire.client().customers.count()
    assert (caught.value.status, len(wire.requests)) == (302, 1)


def test_a_success_that_is_not_documented_is_an_error() -> None:
    with pytest.raises(APIResponseValidationError, match="the status 202 is not documented"):
        Wire(reply(202, CUSTOMER)).client().customers.get(1)


@pytest.mark.parametrize("content", [b"", b'[{"id": 1', b"<html>"])
def test_a_success_without_readable_json_is_an_error(content: bytes) -> None:
    with pytest.raises(APIResponseValidationError, match="not as documented"):
        list(Wire(httpx2.Response(200, content=content)).client().customers.list())


def test_failures_of_the_connection_are_the_clients_own(waits: list[float]) -> None:
    refused = Wire(httpx2.ConnectError("refused"))
    with pytest.raises(APIConnectionError, match="GET /customers/count: ConnectError: refused") as caught:
        refused.client().customers.count()
    assert isinstance(caught.value.__cause__, httpx2.ConnectError)
    assert (caught.value.sent, len(refused.requests), len(waits)) == (False, 3, 2)
    with pytest.raises(APITimeoutError):
        Wire(httpx2.ReadTimeout("late")).client(max_retries=0).customers.count()


def test_a_creation_whose_answer_is_lost_is_sent_once() -> None:
    wire = Wire(httpx2.ReadError("reset"))
    with pytest.raises(APIConnectionError) as caught:
        wire.client().customers.create(first_name="a", last_name="b", email="c")
    assert (caught.value.sent, len(wire.requests)) == (True, 1)


def test_checking_a_password_is_repeated_although_it_is_a_post(waits: list[float]) -> None:
    wire = Wire(httpx2.ReadError("reset"), reply(200, {"success": True}))
    assert wire.client().customers.validate_password(1, password="x") is True
    assert len(waits) == 1


def test_a_rate_limit_is_waited_for(waits: list[float]) -> None:
    limit = reply(429, headers={"X-Rate-Limit-Time-Reset-Ms": "15000", "X-Retry-After": "10"})
    wire = Wire(limit, reply(200, {"count": 3}))
    assert wire.client().customers.count() == 3
    assert len(waits) == 1
    assert 15.0 <= waits[0] <= 15.5


def test_options_change_for_some_calls_only() -> None:
    wire = Wire(reply(503))
    client = wire.client(headers={"X-One": "1"})
    other = client.with_options(timeout=5, max_retries=0, headers={"X-Two": "2", "x-auth-token": "mine"})
    with pytest.raises(ServiceUnavailableError):
        other.customers.count()
    assert len(wire.requests) == 1
    headers = wire.requests[0].headers
    assert (headers["X-One"], headers["X-Two"], headers["X-Auth-Token"]) == ("1", "2", "full-token")
    assert wire.requests[0].extensions["timeout"]["read"] == 5
    assert other.base_url == client.base_url


def test_closing_leaves_a_callers_http_client_open() -> None:
    http = httpx2.Client(transport=httpx2.MockTransport(Wire(reply(204))))
    with BigCommerce(base_url=BASE_URL, access_token="t", http_client=http) as client:
        client.customers.delete(1)
    assert not http.is_closed
    http.close()


def test_a_clients_own_connections_are_closed_once_and_by_itself() -> None:
    with BigCommerce(base_url=BASE_URL, access_token="t") as client:
        client.with_options(timeout=1).close()
        http = client._http  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        assert http is not None
        assert not http.is_closed
    assert http.is_closed


def test_a_callers_http_client_keeps_its_headers() -> None:
    wire = Wire(reply(204))
    http = httpx2.Client(transport=httpx2.MockTransport(wire), headers={"X-Mine": "1"}, auth=("user", "password"))
    BigCommerce(base_url=BASE_URL, access_token="t", http_client=http).customers.delete(1)
    assert wire.requests[0].headers["X-Mine"] == "1"
    assert "Authorization" not in wire.requests[0].headers
    assert "X-Auth-Token" not in http.headers


def sent(client: BigCommerce, wire: Wire) -> list[tuple[object, ...]]:
    """Give what a client sends for a create and a get."""
    wire.requests.clear()
    with client.with_options(timeout=7, headers={"X-One": "1", "accept-encoding": "gzip"}) as other:
        other.customers.create(first_name="Ada", last_name="L", email="ada@example.com")
        other.customers.get(1)
    return [(one.method, one.url, one.content, one.headers, one.extensions["timeout"]) for one in wire.requests]


def test_a_clients_own_connections_are_sent_what_a_callers_are(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire(lambda _: reply(200, CUSTOMER, {"Set-Cookie": "near=1"}))
    answered = httpx2.MockTransport(wire).handle_request
    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", staticmethod(answered))
    expected = sent(wire.client(), wire)
    with BigCommerce(base_url=BASE_URL, access_token="full-token") as client:
        assert sent(client, wire) == expected
    assert [request.headers.get("Cookie") for request in wire.requests] == [None, "near=1"]


def test_a_raw_response_gives_the_answer_and_the_result() -> None:
    headers = {"X-Request-Id": "abc", "X-Rate-Limit-Requests-Left": "147", "X-Rate-Limit-Requests-Quota": "150"}
    wire = Wire(reply(200, CUSTOMER, headers | {"X-Rate-Limit-Time-Reset-Ms": "27320"}))
    raw = wire.client().customers.with_raw_response.get(1)
    assert (raw.status, raw.request_id, json.loads(raw.content)) == (200, "abc", CUSTOMER)
    limit = raw.rate_limit
    assert (limit.requests_left, limit.requests_quota, limit.reset_after) == (147, 150, 27.32)
    assert raw.parse() == Customer.from_dict(CUSTOMER)
    assert repr(raw).startswith("RawResponse(GET /customers/1: 200, ")


def test_a_raw_list_is_one_page() -> None:
    raw = Wire(reply(200, [CUSTOMER], {"X-BC-ApiLimit-Remaining": "19964"})).client().customers.with_raw_response.list()
    assert raw.rate_limit.requests_left == 19964
    assert [one.id for one in raw.parse()] == [1]


@pytest.mark.anyio
async def test_the_asynchronous_client_does_the_same(waits: list[float]) -> None:
    wire = Wire(reply(500), reply(200, CUSTOMER), reply(200, CUSTOMER), reply(204), httpx2.ReadError("reset"))
    client = wire.async_client(max_retries=1)
    assert (await client.customers.get(1)).id == 1
    assert len(waits) == 1
    raw = await client.with_options(max_retries=0).customers.with_raw_response.get(1)
    assert raw.parse().id == 1
    await client.customers.delete(1)
    with pytest.raises(APIConnectionError):
        await client.customers.count()
