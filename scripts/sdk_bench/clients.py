"""The clients to compare, run in each peer's own environment: with the peer and the standard library alone.

Each maker takes the URL below which `/customers` stands and gives two functions: one gets a page of 250 customers, the
other the number of customers. Both are what a user of that client would write.
"""

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

Calls = tuple[Callable[[], Any], Callable[[], Any]]
_HEADERS = {"Accept": "application/json", "X-Auth-Token": "token"}


def _bare(url: str) -> tuple[Any, Any]:
    client = import_module("httpx2").Client(headers=_HEADERS, timeout=60)
    page_url, count_url = f"{url}/customers", f"{url}/customers/count"
    return (
        lambda: json.loads(client.get(page_url, params={"limit": 250}).content),
        lambda: json.loads(client.get(count_url).content)["count"],
    )


def raw(url: str) -> Calls:
    """Use httpx2 alone; customers are dictionaries."""
    return _bare(url)


def raw_decoded(url: str) -> Calls:
    """Use httpx2 with the decoding of our client: what is left is the overhead of a call."""
    page, count = _bare(url)
    customer = import_module("bigcommerce_customers").Customer
    return lambda: [customer.from_dict(item) for item in page()], count


def ours(url: str) -> Calls:
    """Use our client."""
    customers = import_module("bigcommerce_customers").BigCommerce(base_url=url, access_token="token").customers  # noqa: S106
    return lambda: next(iter(customers.list(limit=250).pages())), customers.count


def plain(url: str) -> Calls:
    """Use what openapi-python-client makes of the document with its own templates; dates stay texts."""
    package = import_module("plain_client")
    client = package.AuthenticatedClient(url, "token", prefix="", auth_header_name="X-Auth-Token")
    listing = import_module("plain_client.api.customers.list_customers")
    counting = import_module("plain_client.api.customers.count_customers")
    return lambda: listing.sync(client=client, limit=250), lambda: counting.sync(client=client).count


def official(url: str) -> Calls:
    """Use the vendor's package, which speaks https alone: its URL is changed underneath. Dates stay texts."""
    api = import_module("bigcommerce.api").BigcommerceApi(host="127.0.0.1", basic_auth=("user", "key"))
    api.connection.full_path = f"{url}/{{}}".format
    return lambda: api.Customers.all(limit=250), api.Customers.count


def openapi_generator(url: str) -> Calls:
    """Use what openapi-generator makes of the document; dates stay texts."""
    package = import_module("generated_client")
    configuration = package.Configuration(host=url, api_key={"XAuthToken": "token"})
    customers = package.CustomersApi(package.ApiClient(configuration))
    return lambda: customers.list_customers(limit=250), lambda: customers.count_customers().count


CLIENTS: dict[str, Callable[[str], Calls]] = {
    maker.__name__: maker for maker in (raw, raw_decoded, ours, plain, official, openapi_generator)
}
