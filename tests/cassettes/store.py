"""The store that a scenario talks to, one face for both clients, live or from a cassette."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

import httpx2
from tests.cassettes.meddling import Meddling, MeddlingAsync

from bigcommerce_contract.cassettes import library
from bigcommerce_customers import AsyncBigCommerce, BigCommerce
from bigcommerce_customers.resources.customers_async import AsyncCustomers

ACCESS: dict[str, dict[str, str]] = {
    "full": {"access_token": "full-token"},
    "read_only": {"access_token": "read-only-token"},
    "no_scope": {"access_token": "no-scope-token"},
    "unknown": {"access_token": "unknown-token"},
    "basic": {"username": "mock-user", "api_key": "mock-key"},
    "unknown_basic": {"username": "mock-user", "api_key": "wrong-key"},
}


class Target(Protocol):
    """What is recorded: a live server. In replay there is none."""

    name: str

    def transport(self) -> httpx2.BaseTransport: ...
    def fault(self, text: str) -> None: ...
    def pass_time(self, seconds: float) -> None: ...


@dataclass
class Store:
    """A store in one form of the API.

    Attributes:
        form: `oauth` or `basic`.
        kind: `sync` or `async`: which client asks.
        target: The live server while it is recorded.
    """

    form: str
    kind: str
    target: Target | None
    _opened: list[httpx2.Client] = field(default_factory=list[httpx2.Client])

    @property
    def customers(self) -> AsyncCustomers:
        """The customers, for the credential that may do everything."""
        return self.client().customers

    def client(
        self,
        role: str | None = None,
        sends: Mapping[str, object] | None = None,
        **options: Any,  # noqa: ANN401 - any of the client's
    ) -> AsyncBigCommerce:
        """Give a client; a synchronous one has the face of the asynchronous.

        Args:
            role: Whose credentials it has: a key of `ACCESS`.
            sends: Properties or parameters that it puts in the place of its own, as no typed call would.
            options: Those of the client.
        """
        arguments: dict[str, Any] = {"base_url": self.base_url, **ACCESS[role or _MAIN[self.form]], **options}
        if self.kind == "async":
            return AsyncBigCommerce(**arguments, http_client=MeddlingAsync(sends or {}))
        return cast("AsyncBigCommerce", _Blocking(BigCommerce(**arguments, http_client=self._http(sends))))

    async def send(
        self,
        method: str,
        path: str,
        *,
        anonymous: bool = False,
        **request: Any,  # noqa: ANN401 - of httpx2
    ) -> httpx2.Response:
        """Send what the client never would, `anonymous` without credentials."""
        headers = {"Accept": "application/json", **request.pop("headers", {})}
        access = ACCESS[_MAIN[self.form]]
        auth = (access["username"], access["api_key"]) if self.form == "basic" else None
        if anonymous:
            auth = None
        elif auth is None:
            headers["X-Auth-Token"] = access["access_token"]
        request = {"method": method, "url": f"{self.base_url}{path}", "headers": headers, "auth": auth, **request}
        if self.kind == "async":
            async with MeddlingAsync({}) as http:
                return await http.request(**request)
        return self._http().request(**request)

    @property
    def base_url(self) -> str:
        """The URL that every recording has, whoever answered."""
        return library.base_urls()[self.form == "basic"]

    def fault(self, text: str) -> None:
        """Let something go wrong, written as for the mock server's `--fault`."""
        if self.target:
            self.target.fault(text)

    def pass_time(self, seconds: float) -> None:
        """Let time pass in the store."""
        if self.target:
            self.target.pass_time(seconds)

    def close(self) -> None:
        """Close the connections."""
        for http in self._opened:
            http.close()

    def _http(self, sends: Mapping[str, object] | None = None) -> httpx2.Client:
        http = Meddling(sends or {}, transport=self.target.transport() if self.target else None)
        self._opened.append(http)
        return http


_MAIN = {"oauth": "full", "basic": "basic"}


class _Blocking:
    """The synchronous client with the face of the asynchronous one, so that a scenario is written once."""

    def __init__(self, client: BigCommerce) -> None:
        self._client = client

    @property
    def customers(self) -> Any:  # noqa: ANN401 - the face of AsyncCustomers
        return _BlockingCustomers(self._client.customers)

    def with_options(self, **options: Any) -> Any:  # noqa: ANN401
        return _Blocking(self._client.with_options(**options))


class _BlockingCustomers:
    def __init__(self, customers: Any) -> None:  # noqa: ANN401 - the methods of either resource
        self._customers = customers

    @property
    def with_raw_response(self) -> Any:  # noqa: ANN401
        return _BlockingCustomers(self._customers.with_raw_response)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        method = getattr(self._customers, name)
        if name in {"list", "walk"} and not type(self._customers).__name__.endswith("RawResponse"):
            return _paging(method)
        return _awaitable(method)


def _paging(method: Callable[..., Any]) -> Callable[..., Any]:
    def call(**filters: Any) -> Any:  # noqa: ANN401
        return _BlockingPages(method(**filters))

    return call


def _awaitable(method: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        return method(*arguments, **named)

    return call


class _BlockingPages:
    def __init__(self, pager: Any) -> None:  # noqa: ANN401 - a Pager of any type
        self._pager = pager

    def __aiter__(self) -> AsyncIterator[Any]:
        return _stepped(iter(self._pager))

    def pages(self) -> AsyncIterator[Any]:
        return _stepped(self._pager.pages())


async def _stepped(items: Iterator[Any]) -> AsyncIterator[Any]:
    for item in items:
        yield item
