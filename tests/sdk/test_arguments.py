"""Wrong arguments: each is refused by its name, before anything is sent."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import httpx2
import pytest
from tests.sdk.wire import BASE_URL, CUSTOMER, Wire, reply

from bigcommerce_customers import APIError, AsyncBigCommerce, BigCommerce, ConfigurationError
from bigcommerce_customers._runtime import arguments
from bigcommerce_customers._runtime.calls import encode_query, text_segment

if TYPE_CHECKING:
    from bigcommerce_customers._runtime.arguments import Argument

ACCESS: dict[str, Any] = {"base_url": BASE_URL, "access_token": "secret"}
PERSON = {"first_name": "a", "last_name": "b", "email": "c@example.com"}


class Index:
    """An integer of another package."""

    def __index__(self) -> int:
        return 7


@pytest.mark.parametrize(
    ("method", "given", "error", "words"),
    [
        ("list", {"limit": "x"}, TypeError, "limit: int was expected, not str"),
        ("list", {"page": True}, TypeError, "page: int was expected, not bool"),
        (
            "list",
            {"min_date_created": "yesterday"},
            TypeError,
            "min_date_created: datetime or date was expected, not str",
        ),
        ("list", {"min_date_created": datetime(2012, 1, 1)}, ValueError, "min_date_created: .* has no time zone"),  # noqa: DTZ001 - the point
        ("walk", {"min_id": 1.5}, TypeError, "min_id: int was expected, not float"),
        ("count", {"last_name": ["a"]}, TypeError, "last_name: str was expected, not list"),
        ("count", {"last_name": "\ud800"}, ValueError, "last_name: .*surrogates not allowed"),
        ("count", {"store_credit": 12.1}, TypeError, "store_credit: Decimal or str was expected, not float"),
        ("count", {"store_credit": True}, TypeError, "store_credit: Decimal or str was expected, not bool"),
        ("create", {**PERSON, "store_credit": "abc"}, ValueError, "store_credit: 'abc' is no decimal number"),
        ("create", {**PERSON, "store_credit": float("nan")}, ValueError, "store_credit: nan is no finite number"),
        ("create", {**PERSON, "store_credit": True}, TypeError, "store_credit: int or float was expected, not bool"),
        ("create", {**PERSON, "email": None}, TypeError, "email: str was expected, not NoneType"),
        ("create", {**PERSON, "authentication": "x"}, TypeError, "authentication: dict was expected, not str"),
        (
            "create",
            {**PERSON, "authentication": {"password": {1}}},
            TypeError,
            "authentication: .*not JSON serializable",
        ),
    ],
)
def test_a_wrong_argument_is_named_by_the_call(
    method: str, given: dict[str, object], error: type[Exception], words: str
) -> None:
    wire = Wire(reply(204))
    for call in (
        getattr(wire.client().customers, method),
        getattr(wire.client().customers.with_raw_response, method, None),
    ):
        if call is not None:
            with pytest.raises(error, match=f"^{words}") as caught:
                call(**given)
            assert not isinstance(caught.value, APIError)
    assert wire.requests == []


def test_integers_of_other_packages_are_taken() -> None:
    wire = Wire(reply(200, CUSTOMER))
    customers: Any = wire.client().customers
    customers.update(Index(), customer_group_id=Index())
    assert (wire.requests[0].url.path[-2:], wire.requests[0].content) == ("/7", b'{"customer_group_id":7}')


def test_an_integer_beyond_every_float_is_a_number() -> None:
    wire = Wire(reply(200, CUSTOMER))
    wire.client().customers.update(1, store_credit=10**400)
    assert wire.requests[0].content == b'{"store_credit":1%s}' % (b"0" * 400)


def test_each_kind_of_argument_is_written_as_the_query_has_it() -> None:
    given: dict[str, Argument] = {
        "a": ("a", arguments.boolean_argument, True),
        "b": ("b", arguments.number_argument, 1.5),
        "c": ("c", arguments.any_argument, "x"),
        "d": ("d", arguments.integer_argument, None),
    }
    assert encode_query(given) == "a=true&b=1.5&c=x"


@pytest.mark.parametrize("write", [arguments.date_argument, arguments.uuid_argument, arguments.boolean_argument])
def test_a_text_is_no_other_kind(write: Callable[[object], object]) -> None:
    with pytest.raises(TypeError, match=r"^it: .+ was expected, not str$"):
        encode_query({"it": ("it", write, "2012-11-13")})


@pytest.mark.parametrize(("value", "error"), [("..", ValueError), ("", ValueError), (1, TypeError)])
def test_a_path_takes_texts_that_stay_in_their_place(value: Any, error: type[Exception]) -> None:  # noqa: ANN401
    assert text_segment("key", "a/b") == "a%2Fb"
    with pytest.raises(error, match=r"^key: "):
        text_segment("key", value)


WRONG_OPTIONS: list[tuple[dict[str, object], type[Exception], str]] = [
    ({"timeout": "x"}, TypeError, "timeout: int or float was expected, not str"),
    ({"timeout": -1}, ValueError, "timeout: -1 is no time to wait; None sets no limit"),
    ({"timeout": True}, TypeError, "timeout: int or float was expected, not bool"),
    ({"total_timeout": 0}, ValueError, "total_timeout: 0 is no time to wait"),
    ({"total_timeout": float("inf")}, ValueError, "total_timeout: inf is no finite number"),
    ({"max_retries": "2"}, TypeError, "max_retries: int was expected, not str"),
    ({"max_retries": -1}, ValueError, "max_retries: -1 is less than 0"),
    ({"headers": "x"}, TypeError, r"headers: collections.abc.Mapping was expected, not str"),
    ({"headers": {1: "x"}}, TypeError, "headers: str was expected, not int"),
    ({"headers": {"X-One": 1}}, TypeError, r"headers\['X-One'\]: str was expected, not int"),
    ({"headers": {"X-One": "secret\r\n"}}, ValueError, "headers: 'X-One' is no name of a header, or its value is no"),
    ({"headers": {"X One": "1"}}, ValueError, "headers: 'X One' is no name"),
]


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        *WRONG_OPTIONS,
        ({"base_url": 5}, TypeError, "base_url: str was expected, not int"),
        ({"access_token": 5}, TypeError, "access_token: str was expected, not int"),
        ({"pace": "no"}, TypeError, "pace: bool was expected, not str"),
        ({"http_client": 5}, TypeError, "http_client: httpx2.* was expected, not int"),
    ],
)
@pytest.mark.parametrize("client", [BigCommerce, AsyncBigCommerce])
def test_a_wrong_option_is_named_when_the_client_is_made(
    client: Callable[..., object], given: dict[str, object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=f"^{words}") as caught:
        client(**{**ACCESS, **given})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(("given", "error", "words"), WRONG_OPTIONS)
def test_a_wrong_option_is_named_when_it_is_changed(given: dict[str, Any], error: type[Exception], words: str) -> None:
    client = Wire(reply(204)).client()
    with pytest.raises(error, match=f"^{words}"):
        client.with_options(**given)


def test_an_http_client_of_the_other_kind_is_refused() -> None:
    make = cast("Any", AsyncBigCommerce)
    with (
        httpx2.Client() as http,
        pytest.raises(TypeError, match=r"^http_client: httpx2\S*AsyncClient was expected, not httpx2"),
    ):
        make(**ACCESS, http_client=http)


def test_a_store_that_cannot_be_is_a_value_error_too() -> None:
    with pytest.raises(ValueError, match="store_hash must be a bare name") as caught:
        BigCommerce(store_hash="a/b", access_token="t")
    assert isinstance(caught.value, ConfigurationError)


def test_a_client_that_was_closed_says_so() -> None:
    client = BigCommerce(**ACCESS)
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.customers.count()


def test_what_was_taken_before_is_taken_still() -> None:
    wire = Wire(reply(200, {"count": 1}))
    customers = wire.client(
        timeout=None, max_retries=0, total_timeout=None, headers=httpx2.Headers({"X-One": ""})
    ).customers
    assert customers.count(store_credit=Decimal(5), last_name="") == 1
    assert wire.queries == [{"store_credit": "5", "last_name": ""}]
