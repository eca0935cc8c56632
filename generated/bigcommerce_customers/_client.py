# ruff: noqa: PLR0913 - how many arguments there are is up to the document.
"""The clients: BigCommerce, and AsyncBigCommerce for coroutines."""

import os
from collections.abc import Mapping
from types import TracebackType
from typing import Final, Self, overload

import httpx2

from ._runtime.access import Form, basic, find_access, header_key
from ._runtime.arguments import require_instance
from ._runtime.flow import Policy, Surroundings
from ._runtime.limits import Pacer
from ._runtime.omit import OMIT, Omit
from ._runtime.options import DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, DEFAULT_TOTAL_TIMEOUT, Options
from ._runtime.transport import AsyncTransport, Connection, Transport
from .errors import STATUS_ERRORS
from .resources.customers import Customers
from .resources.customers_async import AsyncCustomers

_USER_AGENT: Final = "bigcommerce-customers/0.1.0"
_BASE_URL_VARIABLE: Final = "BIGCOMMERCE_BASE_URL"
_FORMS: Final = (
    Form(
        url="https://api.bigcommerce.com/stores/{store_hash}/v2",
        variables={
            "store_hash": "BIGCOMMERCE_STORE_HASH",
        },
        credentials={
            "access_token": "BIGCOMMERCE_ACCESS_TOKEN",
        },
        authenticate=header_key("X-Auth-Token", "access_token"),
    ),
    Form(
        url="https://{store_domain}/api/v2",
        variables={
            "store_domain": "BIGCOMMERCE_STORE_DOMAIN",
        },
        credentials={
            "username": "BIGCOMMERCE_USERNAME",
            "api_key": "BIGCOMMERCE_API_KEY",
        },
        authenticate=basic("username", "api_key"),
    ),
)


class BigCommerce:
    """Client of the BigCommerce V2 Customers API.

    The store and the credentials may also come from environment variables; an argument wins over its own variable. The
    names are
    `BIGCOMMERCE_STORE_HASH` for `store_hash`,
    `BIGCOMMERCE_ACCESS_TOKEN` for `access_token`,
    `BIGCOMMERCE_STORE_DOMAIN` for `store_domain`,
    `BIGCOMMERCE_USERNAME` for `username`,
    `BIGCOMMERCE_API_KEY` for `api_key`,
    and `BIGCOMMERCE_BASE_URL` for `base_url`, which takes the place of the store even where an argument names one.

    It logs to `logging.getLogger("bigcommerce_customers")`: each answer at DEBUG, each repetition and each wait at
    INFO, never a query, a body or a credential. The HTTP client has a logger of its own, `httpx2`, which shows whole
    URLs at INFO.

    Args:
        store_hash: The hash that names the store, as shown in the API path of its API account.
        access_token: The access token of an API account. Its scopes decide what it may do: `store_v2_customers`
            allows every operation, `store_v2_customers_read_only` allows listing, getting and counting. An unknown or
            missing token is answered with 401, a token without the scope with 403.
        store_domain: The host name of the store's control panel.
        username: A legacy API account of the store: its user name, with its API token as the password. It allows
            every operation.
        api_key: A legacy API account of the store: its user name, with its API token as the password. It allows every
            operation.
        base_url: The URL below which the paths of the document stand, for another server.
        timeout: Seconds to wait for a connection, for sending, and for each piece of an answer; None waits for ever.
        max_retries: How often a request that failed is repeated, where it is safe to: not a `create` that may have
            been carried out.
        total_timeout: Seconds for a call with all its repetitions and waiting; None sets no limit. No attempt begins
            and no wait is started that would end later.
        pace: Whether to wait for the next window once the rate limit is used up, instead of meeting its error.
        headers: Headers to send with every request.
        http_client: A client of your own, with proxies or TLS settings; you close it yourself.

    Attributes:
        customers: The customers operations.

    Raises:
        ConfigurationError: The store or the credentials are missing, or contradict each other.
        TypeError: An argument is of another type.
        ValueError: A time or a number of retries is negative, or a header cannot be sent.
    """

    customers: Customers

    @overload
    def __init__(
        self,
        *,
        store_hash: str | None = ...,
        access_token: str | None = ...,
        timeout: float | None = ...,
        max_retries: int = ...,
        total_timeout: float | None = ...,
        pace: bool = ...,
        headers: Mapping[str, str] | None = ...,
        http_client: httpx2.Client | None = ...,
    ) -> None: ...

    @overload
    def __init__(
        self,
        *,
        base_url: str,
        access_token: str | None = ...,
        timeout: float | None = ...,
        max_retries: int = ...,
        total_timeout: float | None = ...,
        pace: bool = ...,
        headers: Mapping[str, str] | None = ...,
        http_client: httpx2.Client | None = ...,
    ) -> None: ...

    @overload
    def __init__(
        self,
        *,
        store_domain: str | None = ...,
        username: str | None = ...,
        api_key: str | None = ...,
        timeout: float | None = ...,
        max_retries: int = ...,
        total_timeout: float | None = ...,
        pace: bool = ...,
        headers: Mapping[str, str] | None = ...,
        http_client: httpx2.Client | None = ...,
    ) -> None: ...

    @overload
    def __init__(
        self,
        *,
        base_url: str,
        username: str | None = ...,
        api_key: str | None = ...,
        timeout: float | None = ...,
        max_retries: int = ...,
        total_timeout: float | None = ...,
        pace: bool = ...,
        headers: Mapping[str, str] | None = ...,
        http_client: httpx2.Client | None = ...,
    ) -> None: ...

    def __init__(
        self,
        *,
        base_url: str | None = None,
        store_hash: str | None = None,
        access_token: str | None = None,
        store_domain: str | None = None,
        username: str | None = None,
        api_key: str | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        total_timeout: float | None = DEFAULT_TOTAL_TIMEOUT,
        pace: bool = False,
        headers: Mapping[str, str] | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        given = {
            "base_url": base_url,
            "store_hash": store_hash,
            "access_token": access_token,
            "store_domain": store_domain,
            "username": username,
            "api_key": api_key,
        }
        require_instance("pace", pace, bool)
        if http_client is not None:
            require_instance("http_client", http_client, httpx2.Client)
        options = Options(Policy(timeout, max_retries, total_timeout), headers)
        access = find_access(_FORMS, given, _BASE_URL_VARIABLE, os.environ)
        self._http = None if http_client else httpx2.Client()
        self._connect(
            Connection(
                http=http_client or self._http or httpx2.Client(),
                is_own=http_client is None,
                access=access,
                options=options,
                around=Surroundings(errors=STATUS_ERRORS, pacer=Pacer() if pace else None),
                user_agent=_USER_AGENT,
            )
        )

    def _connect(self, connection: Connection[httpx2.Client]) -> None:
        self._connection = connection
        transport = Transport(connection)
        self.customers = Customers(transport)

    def with_options(
        self,
        *,
        timeout: float | Omit | None = OMIT,
        max_retries: int | Omit = OMIT,
        total_timeout: float | Omit | None = OMIT,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Give a client of the same store with other options, over the same connections.

        Args:
            timeout: As for the client; left out, it stays as it is. So do the others.
            max_retries: As for the client.
            total_timeout: As for the client.
            headers: Headers to send besides those that are sent already.

        Returns:
            A client that need not be closed.

        Raises:
            TypeError: An argument is of another type.
            ValueError: A time or a number of retries is negative, or a header cannot be sent.
        """
        options = self._connection.options.changed(
            timeout=timeout, max_retries=max_retries, total_timeout=total_timeout, headers=headers
        )
        other = type(self).__new__(type(self))
        other._http = None  # noqa: SLF001 - of this class
        other._connect(self._connection.with_options(options))  # noqa: SLF001
        return other

    @property
    def base_url(self) -> str:
        """The URL below which the paths of the document stand."""
        return self._connection.access.base_url

    def close(self) -> None:
        """Close the connections; those of an HTTP client of your own stay open."""
        if self._http:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"BigCommerce(base_url={self.base_url!r})"


class AsyncBigCommerce:
    """Asynchronous client of the BigCommerce V2 Customers API.

    The store and the credentials may also come from environment variables; an argument wins over its own variable. The
    names are
    `BIGCOMMERCE_STORE_HASH` for `store_hash`,
    `BIGCOMMERCE_ACCESS_TOKEN` for `access_token`,
    `BIGCOMMERCE_STORE_DOMAIN` for `store_domain`,
    `BIGCOMMERCE_USERNAME` for `username`,
    `BIGCOMMERCE_API_KEY` for `api_key`,
    and `BIGCOMMERCE_BASE_URL` for `base_url`, which takes the place of the store even where an argument names one.

    It logs to `logging.getLogger("bigcommerce_customers")`: each answer at DEBUG, each repetition and each wait at
    INFO, never a query, a body or a credential. The HTTP client has a logger of its own, `httpx2`, which shows whole
    URLs at INFO.

    Args:
        store_hash: The hash that names the store, as shown in the API path of its API account.
        access_token: The access token of an API account. Its scopes decide what it may do: `store_v2_customers`
            allows every operation, `store_v2_customers_read_only` allows listing, getting and counting. An unknown or
            missing token is answered with 401, a token without the scope with 403.
        store_domain: The host name of the store's control panel.
        username: A legacy API account of the store: its user name, with its API token as the password. It allows
            every operation.
        api_key: A legacy API account of the store: its user name, with its API token as the password. It allows every
            operation.
        base_url: The URL below which the paths of the document stand, for another server.
        timeout: Seconds to wait for a connection, for sending, and for each piece of an answer; None waits for ever.
        max_retries: How often a request that failed is repeated, where it is safe to: not a `create` that may have
            been carried out.
        total_timeout: Seconds for a call with all its repetitions and waiting; None sets no limit. No attempt begins
            and no wait is started that would end later.
        pace: Whether to wait for the next window once the rate limit is used up, instead of meeting its error.
        headers: Headers to send with every request.
        http_client: A client of your own, with proxies or TLS settings; you close it yourself.

    Attributes:
        customers: The customers operations.

    Raises:
        ConfigurationError: The store or the credentials are missing, or contradict each other.
        TypeError: An argument is of another type.
        ValueError: A time or a number of retries is negative, or a header cannot be sent.
    """

    customers: AsyncCustomers

    @overload
    def __init__(
        self,
        *,
        store_hash: str | None = ...,
        access_token: str | None = ...,
        timeout: float | None = ...,
        max_retries: int = ...,
        total_timeout: float | None = ...,
        pace: bool = ...,
        headers: Mapping[str, str] | None = ...,
        http_client: httpx2.AsyncClient | None = ...,
    ) -> None: ...

    @overload
    def __init__(
        self,
        *,
        base_url: str,
        access_token: str | None = ...,
        timeout: float | None = ...,
        max_retries: int = ...,
        total_timeout: float | None = ...,
        pace: bool = ...,
        headers: Mapping[str, str] | None = ...,
        http_client: httpx2.AsyncClient | None = ...,
    ) -> None: ...

    @overload
    def __init__(
        self,
        *,
        store_domain: str | None = ...,
        username: str | None = ...,
        api_key: str | None = ...,
        timeout: float | None = ...,
        max_retries: int = ...,
        total_timeout: float | None = ...,
        pace: bool = ...,
        headers: Mapping[str, str] | None = ...,
        http_client: httpx2.AsyncClient | None = ...,
    ) -> None: ...

    @overload
    def __init__(
        self,
        *,
        base_url: str,
        username: str | None = ...,
        api_key: str | None = ...,
        timeout: float | None = ...,
        max_retries: int = ...,
        total_timeout: float | None = ...,
        pace: bool = ...,
        headers: Mapping[str, str] | None = ...,
        http_client: httpx2.AsyncClient | None = ...,
    ) -> None: ...

    def __init__(
        self,
        *,
        base_url: str | None = None,
        store_hash: str | None = None,
        access_token: str | None = None,
        store_domain: str | None = None,
        username: str | None = None,
        api_key: str | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        total_timeout: float | None = DEFAULT_TOTAL_TIMEOUT,
        pace: bool = False,
        headers: Mapping[str, str] | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        given = {
            "base_url": base_url,
            "store_hash": store_hash,
            "access_token": access_token,
            "store_domain": store_domain,
            "username": username,
            "api_key": api_key,
        }
        require_instance("pace", pace, bool)
        if http_client is not None:
            require_instance("http_client", http_client, httpx2.AsyncClient)
        options = Options(Policy(timeout, max_retries, total_timeout), headers)
        access = find_access(_FORMS, given, _BASE_URL_VARIABLE, os.environ)
        self._http = None if http_client else httpx2.AsyncClient()
        self._connect(
            Connection(
                http=http_client or self._http or httpx2.AsyncClient(),
                is_own=http_client is None,
                access=access,
                options=options,
                around=Surroundings(errors=STATUS_ERRORS, pacer=Pacer() if pace else None),
                user_agent=_USER_AGENT,
            )
        )

    def _connect(self, connection: Connection[httpx2.AsyncClient]) -> None:
        self._connection = connection
        transport = AsyncTransport(connection)
        self.customers = AsyncCustomers(transport)

    def with_options(
        self,
        *,
        timeout: float | Omit | None = OMIT,
        max_retries: int | Omit = OMIT,
        total_timeout: float | Omit | None = OMIT,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Give a client of the same store with other options, over the same connections.

        Args:
            timeout: As for the client; left out, it stays as it is. So do the others.
            max_retries: As for the client.
            total_timeout: As for the client.
            headers: Headers to send besides those that are sent already.

        Returns:
            A client that need not be closed.

        Raises:
            TypeError: An argument is of another type.
            ValueError: A time or a number of retries is negative, or a header cannot be sent.
        """
        options = self._connection.options.changed(
            timeout=timeout, max_retries=max_retries, total_timeout=total_timeout, headers=headers
        )
        other = type(self).__new__(type(self))
        other._http = None  # noqa: SLF001 - of this class
        other._connect(self._connection.with_options(options))  # noqa: SLF001
        return other

    @property
    def base_url(self) -> str:
        """The URL below which the paths of the document stand."""
        return self._connection.access.base_url

    async def aclose(self) -> None:
        """Close the connections; those of an HTTP client of your own stay open."""
        if self._http:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"AsyncBigCommerce(base_url={self.base_url!r})"
