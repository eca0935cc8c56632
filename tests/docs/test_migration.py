"""The vendor's client against the mock server, and every claim of the guide that leads from it to ours."""

import inspect
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from tests.docs.blocks import Block, blocks
from tests.docs.shown import outcome, output, shown_programs, shown_tests, table

from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.testing import Mock, mock_server
from bigcommerce_customers import (
    APIConnectionError,
    AsyncBigCommerce,
    BadRequestError,
    BandwidthLimitExceededError,
    BigCommerce,
    TooManyRequestsError,
)

PAGE = Path(__file__).resolve().parents[2] / "docs/migration.md"
PERSON: dict[str, Any] = {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com"}
OLD: Any = import_module("bigcommerce.exception")
CALLS = [(old.strip("`"), new.strip("`")) for old, new in table(PAGE, "What each call becomes")]
DIFFERENCES = [row[0] for row in table(PAGE, "What is different")]


class Both:
    """The two clients of one store.

    Attributes:
        mock: The store.
        old: The vendor's client.
        new: Ours.
    """

    def __init__(self, mock: Mock, old: Any, new: BigCommerce) -> None:  # noqa: ANN401 - it has no types
        self.mock = mock
        self.old = old
        self.new = new

    def sent(self) -> list[tuple[object, ...]]:
        """Give what was asked for, by either of them."""
        return [(entry["method"], entry["path"]) for entry in self.mock.requests()]


def official(mock: Mock, kind: str) -> Any:  # noqa: ANN401 - as above
    """Make the vendor's client of a store, with either kind of credentials."""
    make = import_module("bigcommerce.api").BigcommerceApi
    if kind == "basic":
        return make(host=mock.host, basic_auth=mock.basic)
    return make(client_id="any", store_hash=mock.store, access_token=mock.access_token)


def ours(mock: Mock, kind: str) -> BigCommerce:
    if kind == "basic":
        return BigCommerce(base_url=mock.basic_url, username=mock.basic[0], api_key=mock.basic[1])
    return BigCommerce(base_url=mock.base_url, access_token=mock.access_token)


@pytest.fixture(params=["oauth", "basic"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def both(bigcommerce_mock_tls_server: Mock, kind: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Both]:
    """Give both clients of a store with 120 customers; their programs change nothing but their addresses."""
    monkeypatch.setenv("BC_API_ENDPOINT", bigcommerce_mock_tls_server.host)
    bigcommerce_mock_tls_server.seed(120)
    old = official(bigcommerce_mock_tls_server, kind)
    with ours(bigcommerce_mock_tls_server, kind) as new:
        yield Both(bigcommerce_mock_tls_server, old, new)
    old.connection._session.close()  # noqa: SLF001 - it offers no other way


def test_the_guide_uses_every_customer_operation_of_the_vendors_client(both: Both) -> None:
    customers = both.old.Customers.resource_class
    told = " ".join(old for old, _ in CALLS)
    members = inspect.getmembers(customers, inspect.isroutine)
    public = {name for name, member in members if name[0] != "_" and member != getattr(dict, name, None)}
    assert {"get", "update", "delete_all"} < public
    assert {name for name in public if f".{name}(" not in told} == {"addresses", "fromkeys"}
    assert both.old.Customers.get(1).addresses().keys() == {"_connection"}


@pytest.mark.parametrize(("old", "new"), CALLS, ids=[old.replace("api.", "") for old, _ in CALLS])
def test_both_send_the_same_request_and_get_the_same_answer(both: Both, old: str, new: str) -> None:
    before = eval(old, {"api": both.old})  # noqa: S307 - what the guide shows
    requests = both.sent()
    both.mock.control.reset(both.mock.store)
    both.mock.seed(120)
    after = eval(new, {"client": both.new})  # noqa: S307 - as above
    # The vendor's client goes on to an empty page.
    assert both.sent() == (requests[:-1] if "iterall" in old else requests)
    assert plain(before) == plain(after)


def plain(result: Any) -> Any:  # noqa: ANN401 - as above
    """Give a result of either client as JSON has it, without what tells the two apart."""
    if isinstance(result, bool):
        result = {"success": result}
    text = json.dumps(result, default=lambda each: each.to_dict() if hasattr(each, "to_dict") else None)
    own = {"addresses", "_connection", "date_modified", "date_created"}
    return json.loads(text, object_hook=lambda item: {name: item[name] for name in item if name not in own} or None)


def all_customers(both: Both) -> None:
    assert len(both.old.Customers.all()) == 50
    assert len(list(both.new.customers.list())) == 120


def page_size(both: Both) -> None:
    assert len(list(both.old.Customers.iterall(limit=100))) == 100
    assert len(list(both.new.customers.list(limit=100))) == 120


def pages(both: Both) -> None:
    list(both.old.Customers.iterall())
    assert len(both.sent()) == 2
    list(both.new.customers.list(limit=250))
    assert len(both.sent()) == 3


def no_match(both: Both) -> None:
    nobody = both.old.Customers.all(last_name="Nobody")
    assert (type(nobody).__name__, str(nobody)) == ("Customers", "{}")
    assert list(both.new.customers.list(last_name="Nobody")) == []


def dates(both: Both) -> None:
    assert both.old.Customers.get(1).date_created == "Tue, 13 Nov 2012 21:16:41 +0000"
    assert both.new.customers.get(1).date_created == datetime(2012, 11, 13, 21, 16, 41, tzinfo=UTC)


def store_credit(both: Both) -> None:
    assert both.old.Customers.get(1).update(store_credit=12.5).store_credit == "12.5000"
    credit = both.new.customers.get(1).store_credit
    assert (credit, type(credit)) == (Decimal("12.5"), Decimal)


def addresses(both: Both) -> None:
    assert callable(both.old.Customers.get(1).addresses)
    assert "addresses" not in dict(both.old.Customers.get(1))
    assert both.new.customers.get(1).addresses.url.startswith(both.mock.base_url[:20])


def a_customer(both: Both) -> None:
    before = both.old.Customers.get(1)
    before["phone"] = "42"
    assert both.old.Customers.get(1).phone == both.new.customers.get(1).phone != "42"
    with pytest.raises(FrozenInstanceError):
        both.new.customers.get(1).phone = "42"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    json.dumps(both.new.customers.get(1).to_dict())


def dates_in_filters(both: Both) -> None:
    moment = datetime(2012, 11, 14, tzinfo=UTC)
    with pytest.raises(OLD.ClientRequestException, match=r"400 .*min_date_created"):
        both.old.Customers.count(min_date_created=moment)
    assert both.new.customers.count(max_date_created=moment) == 1
    assert both.new.customers.count(max_date_created=date(2012, 11, 14)) == 1


def put_back(both: Both) -> None:
    read = {name: value for name, value in both.old.Customers.get(1).items() if name[0] != "_"}
    with pytest.raises(OLD.ClientRequestException, match="cannot be written to"):
        both.old.Customers.get(1).update(**read)
    assert both.new.customers.update(1, **both.new.customers.get(1).writable()).id == 1


def misspelt(both: Both) -> None:
    with pytest.raises(OLD.ClientRequestException, match=r"^400 "):
        both.old.Customers.all(surname="L")
    with pytest.raises(TypeError, match="surname"):
        both.new.customers.list(surname="L")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def refusals(both: Both) -> None:
    both.old.Customers.create(**PERSON)
    with pytest.raises(OLD.ClientRequestException) as old:
        both.old.Customers.create(**PERSON)
    assert isinstance(old.value.content, bytes)
    with pytest.raises(BadRequestError) as new:
        both.new.customers.create(**PERSON)
    reason = json.loads(old.value.content)[0]["details"]["invalid_reason"]
    assert (new.value.field, new.value.invalid_reason) == ("email", reason)


def rate_limit(both: Both) -> None:
    both.mock.fault("429:count=2,headers=no")
    with pytest.raises(OLD.RateLimitingException):
        both.old.Customers.count()
    assert both.new.customers.count() == 120
    assert [entry["status"] for entry in both.mock.requests()] == [429, 429, 200]


def hourly_limit(_: Both) -> None:
    settings = Settings(port=0, any_store=True, rate_limit=1, tls_self_signed=True)
    with mock_server(settings) as fresh, pytest.MonkeyPatch.context() as patch:
        mock = fresh()
        for variable, file in mock.trust.items():
            patch.setenv(variable, file)
        old = official(mock, "basic")
        old.Customers.count()
        with pytest.raises(OLD.ServerException, match=r"^509 "):
            old.Customers.count()
        old.connection._session.close()  # noqa: SLF001 - as above
        with ours(mock, "basic") as new, pytest.raises(BandwidthLimitExceededError):
            new.with_options(max_retries=0).customers.count()


def no_headers(both: Both) -> None:
    both.mock.fault("429:count=2,headers=no")
    with pytest.raises(OLD.RateLimitingException) as old:
        both.old.Customers.count()
    with pytest.raises(KeyError):
        _ = old.value.retry_after
    with pytest.raises(TooManyRequestsError) as new:
        both.new.with_options(max_retries=0).customers.count()
    assert new.value.retry_after is None


def proxy(both: Both) -> None:
    both.mock.fault("502:count=2")
    with pytest.raises(OLD.ServerException):
        both.old.Customers.count()
    assert both.new.customers.count() == 120


def no_connection(both: Both) -> None:
    both.mock.fault("drop-before:count=2")
    with pytest.raises(import_module("requests").exceptions.ConnectionError):
        both.old.Customers.count()
    with pytest.raises(APIConnectionError):
        both.new.with_options(max_retries=0).customers.count()


def delete_all(both: Both) -> None:
    with pytest.raises(ValueError, match="confirm=True"):
        both.new.customers.delete_all(confirm=False)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert both.new.customers.count() == 120
    both.old.Customers.delete_all()
    assert both.new.customers.count() == 0


def installed(_: Both) -> None:
    def tops(name: str) -> set[str]:
        files = [str(file) for file in distribution(name).files or ()]
        return {file.partition("/")[0] for file in files if file.endswith("/__init__.py")}

    assert tops("bigcommerce") == {"bigcommerce", "tests"}


def coroutines(both: Both) -> None:
    members = inspect.getmembers(both.old.connection, inspect.iscoroutinefunction)
    assert members == []
    assert inspect.iscoroutinefunction(AsyncBigCommerce.__aenter__)


def http(both: Both) -> None:
    assert both.old.connection.full_path("customers").startswith("https://")
    with mock_server() as fresh, BigCommerce(**fresh().arguments) as new:
        assert new.customers.count() == 0


PROOFS: dict[str, Callable[[Both], None]] = {
    "All customers": all_customers,
    "Page size": page_size,
    "Pages": pages,
    "No match": no_match,
    "Dates": dates,
    "Store credit": store_credit,
    "Addresses": addresses,
    "A customer": a_customer,
    "Dates in filters": dates_in_filters,
    "Put back what was read": put_back,
    "A misspelt argument": misspelt,
    "Refusals": refusals,
    "Rate limit used up": rate_limit,
    "Hourly limit used up": hourly_limit,
    "429 without headers": no_headers,
    "A proxy's 502": proxy,
    "No connection": no_connection,
    "Delete all": delete_all,
    "What is installed": installed,
    "Coroutines": coroutines,
    "http, for tests": http,
}


def test_every_difference_has_a_proof() -> None:
    assert list(PROOFS) == DIFFERENCES


@pytest.mark.parametrize("kind", ["oauth"])
@pytest.mark.parametrize("name", DIFFERENCES)
def test_a_difference_is_as_told(both: Both, name: str) -> None:
    PROOFS[name](both)


@pytest.mark.parametrize(("program", "printed"), shown_programs(PAGE))
def test_a_program_prints_what_is_shown_below_it(
    bigcommerce_mock_tls_server: Mock, program: Block, printed: Block
) -> None:
    mock = bigcommerce_mock_tls_server
    text = program.text.replace("abc123", mock.store)
    environment = {"BC_API_ENDPOINT": mock.host, "BIGCOMMERCE_BASE_URL": mock.base_url}
    assert output(text, environment) == printed.text


@pytest.mark.parametrize(("test", "told"), shown_tests(PAGE))
def test_a_test_ends_as_shown_below_it(test: Block, told: Block, tmp_path: Path) -> None:
    assert outcome(test.text, tmp_path)[0] == told.text.strip()


def test_the_shell_block_starts_the_server_that_its_comment_names() -> None:
    (block,) = [block for block in blocks(PAGE) if block.language == "sh"]
    start = next(line for line in block.text.splitlines() if line.startswith("bigcommerce-contract mock"))
    assert Settings(tls_self_signed=True).port == int(start.rpartition(":")[2])
