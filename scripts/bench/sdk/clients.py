"""The clients to compare, run in each peer's own environment: with the peer and the standard library alone.

Each maker takes the URL below which `/customers` stands and gives what a user of that client would write.
"""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from typing import Any

PAGE = 250
_TOKEN = "full-token"  # noqa: S105 - the mock's own default
_HEADERS = {"Accept": "application/json", "X-Auth-Token": _TOKEN}

Pages = Callable[[int, int], Iterator[list[Any]]]
AsyncPages = Callable[[int, int], AsyncIterator[list[Any]]]


@dataclass(frozen=True)
class Calls:
    """What a client is measured by.

    Attributes:
        page: Gets a page of 250 customers.
        count: Gets the number of customers.
        pages: Gives the pages from one number to another, the last included.
        asynchronous: Opens the client's asynchronous form and gives the same; None where there is none.
    """

    page: Callable[[], Any]
    count: Callable[[], int]
    pages: Pages
    asynchronous: Callable[[], AbstractAsyncContextManager[AsyncPages]] | None = None


def _numbered(get: Callable[[int], list[Any]]) -> Pages:
    return lambda first, last: map(get, range(first, last + 1))


def _bare(url: str, decode: Callable[[Any], Any]) -> Calls:
    httpx2 = import_module("httpx2")
    client = httpx2.Client(headers=_HEADERS, timeout=60)
    page_url, count_url = f"{url}/customers", f"{url}/customers/count"

    def get(number: int) -> Any:  # noqa: ANN401 - JSON is any
        answer = client.get(page_url, params={"limit": PAGE, "page": number})
        return decode(json.loads(answer.raise_for_status().content))

    @asynccontextmanager
    async def asynchronous() -> AsyncGenerator[AsyncPages]:
        async with httpx2.AsyncClient(headers=_HEADERS, timeout=60) as other:

            async def pages(first: int, last: int) -> AsyncIterator[list[Any]]:
                for number in range(first, last + 1):
                    answer = await other.get(page_url, params={"limit": PAGE, "page": number})
                    yield decode(json.loads(answer.raise_for_status().content))

            yield pages

    def count() -> int:
        number: int = json.loads(client.get(count_url).content)["count"]
        return number

    return Calls(lambda: get(1), count, _numbered(get), asynchronous)


def raw(url: str) -> Calls:
    """Use httpx2 alone; customers are dictionaries."""
    return _bare(url, lambda customers: customers)


def raw_decoded(url: str) -> Calls:
    """Use httpx2 with the decoding of our client: what is left is the overhead of a call."""
    customer = import_module("bigcommerce_customers").Customer
    return _bare(url, lambda customers: [customer.from_dict(item) for item in customers])


def ours(url: str) -> Calls:
    """Use our client."""
    package = import_module("bigcommerce_customers")
    options = {"base_url": url, "access_token": _TOKEN, "pace": True}
    customers = package.BigCommerce(**options).customers

    @asynccontextmanager
    async def asynchronous() -> AsyncGenerator[AsyncPages]:
        async with package.AsyncBigCommerce(**options) as client:

            async def pages(first: int, last: int) -> AsyncIterator[list[Any]]:
                number = first
                async for page in client.customers.list(limit=PAGE, page=first).pages():
                    yield page
                    number += 1
                    if number > last:
                        break

            yield pages

    return Calls(
        lambda: next(iter(customers.list(limit=PAGE).pages())),
        customers.count,
        lambda first, last: islice(customers.list(limit=PAGE, page=first).pages(), last - first + 1),
        asynchronous,
    )


def plain(url: str) -> Calls:
    """Use what openapi-python-client makes of the document with its own templates; dates stay texts."""
    package = import_module("plain_client")

    def client() -> Any:  # noqa: ANN401 - no types here
        return package.AuthenticatedClient(url, _TOKEN, prefix="", auth_header_name="X-Auth-Token")

    shared = client()
    listing = import_module("plain_client.api.customers.list_customers")
    counting = import_module("plain_client.api.customers.count_customers")

    def get(number: int) -> list[Any]:
        return _customers(listing.sync(client=shared, limit=PAGE, page=number))

    @asynccontextmanager
    async def asynchronous() -> AsyncGenerator[AsyncPages]:
        async with client() as other:

            async def pages(first: int, last: int) -> AsyncIterator[list[Any]]:
                for number in range(first, last + 1):
                    yield _customers(await listing.asyncio(client=other, limit=PAGE, page=number))

            yield pages

    return Calls(lambda: get(1), lambda: counting.sync(client=shared).count, _numbered(get), asynchronous)


def official(url: str) -> Calls:
    """Use the vendor's package, which speaks https alone: its URL is changed underneath. Dates stay texts."""
    waiting = {"min_requests_remaining": 2, "wait": True, "callback_function": None}
    api = import_module("bigcommerce.api").BigcommerceApi(
        client_id="client", store_hash="abc123", access_token=_TOKEN, rate_limiting_management=waiting
    )
    api.connection.full_path = f"{url}/{{}}".format

    def get(number: int) -> list[Any]:
        return _customers(api.Customers.all(limit=PAGE, page=number))

    return Calls(lambda: get(1), api.Customers.count, _numbered(get))


def openapi_generator(url: str) -> Calls:
    """Use what openapi-generator makes of the document; dates stay texts."""
    package = import_module("generated_client")
    # It knows `Retry-After`, not BigCommerce's `X-Retry-After`, so each wait is twice as long as the one before.
    retry = import_module("urllib3").Retry(status_forcelist={429}, backoff_factor=1)
    configuration = package.Configuration(host=url, api_key={"XAuthToken": _TOKEN}, retries=retry)
    customers = package.CustomersApi(package.ApiClient(configuration))

    def get(number: int) -> list[Any]:
        return _customers(customers.list_customers(limit=PAGE, page=number))

    return Calls(lambda: get(1), lambda: customers.count_customers().count, _numbered(get))


def _customers(answer: Any) -> list[Any]:  # noqa: ANN401 - whatever a peer gives
    """Refuse what a peer gives in place of an exception."""
    if not isinstance(answer, list):
        message = f"no customers came: {str(answer)[:200]}"
        raise TypeError(message)
    return list(answer)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


CLIENTS: dict[str, Callable[[str], Calls]] = {
    maker.__name__: maker for maker in (raw, raw_decoded, ours, plain, official, openapi_generator)
}
