"""A server that answers from a list and keeps what it was sent, and the clients that talk to it."""

from collections.abc import Callable, Mapping
from typing import Any

import httpx2

from bigcommerce_customers import AsyncBigCommerce, BigCommerce

BASE_URL = "http://127.0.0.1:8080/stores/abc123/v2"
Reply = httpx2.Response | Exception | Callable[[httpx2.Request], httpx2.Response]

CUSTOMER: dict[str, Any] = {
    "id": 1,
    "company": "",
    "first_name": "Random ",
    "last_name": "Joe Bob",
    "email": "random.joebob@example.com",
    "phone": "252-101-2010",
    "date_created": "Tue, 13 Nov 2012 21:16:41 +0000",
    "date_modified": "Wed, 14 Nov 2012 04:47:28 +0000",
    "store_credit": "0.0000",
    "registration_ip_address": "50.58.18.2",
    "customer_group_id": 0,
    "notes": "",
    "tax_exempt_category": "",
    "addresses": {
        "url": "https://store-bwvr466.mybigcommerce.com/api/v2/customers/1/addresses.json",
        "resource": "/customers/1/addresses",
    },
}


def customer(customer_id: int, **properties: object) -> dict[str, Any]:
    """Give a customer as the server sends it."""
    return {**CUSTOMER, "id": customer_id, **properties}


def reply(status: int, body: object = None, headers: Mapping[str, str] | None = None) -> httpx2.Response:
    """Give an answer with a JSON body, or none."""
    if body is None:
        return httpx2.Response(status, headers=headers)
    return httpx2.Response(status, json=body, headers=headers)


class Wire:
    """Answers requests one after another, and keeps them; the last answer serves all further ones."""

    def __init__(self, *replies: Reply) -> None:
        self._replies = list(replies)
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        answer = self._replies[0] if len(self._replies) == 1 else self._replies.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer(request) if callable(answer) else answer

    @property
    def queries(self) -> list[dict[str, str]]:
        """The query of each request."""
        return [dict(request.url.params) for request in self.requests]

    def client(self, **options: Any) -> BigCommerce:  # noqa: ANN401 - any option of the client
        http = httpx2.Client(transport=httpx2.MockTransport(self))
        return BigCommerce(base_url=BASE_URL, access_token="full-token", http_client=http, **options)

    def async_client(self, **options: Any) -> AsyncBigCommerce:  # noqa: ANN401
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(self))
        return AsyncBigCommerce(base_url=BASE_URL, access_token="full-token", http_client=http, **options)
