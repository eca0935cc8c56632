"""Carrying out calls over HTTP: the only modules that do are this one and the client that makes it."""

import logging
import time
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

import anyio
import httpx2
from attrs import evolve, frozen

from .access import Access
from .calls import Answer, Call
from .errors import APIConnectionError, APITimeoutError
from .flow import Outcome, Send, Step, Surroundings, Wait, attempts
from .options import Options
from .raw import RawResponse

T = TypeVar("T")
HttpClient = TypeVar("HttpClient", httpx2.Client, httpx2.AsyncClient)

logger = logging.getLogger(__name__.partition(".")[0])

# Failures after which the server cannot have seen the request.
_NEVER_SENT: Final = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol)


@frozen
class Connection(Generic[HttpClient]):
    """A store's API, the HTTP client to reach it, and how to go about it.

    Attributes:
        http: The HTTP client.
        is_own: Whether nobody else has it, so that its headers stay as they are.
        access: Where the API is, and what opens it.
        options: How to go about it.
        around: Time, chance, pacer and exceptions.
        user_agent: What the client calls itself.
    """

    http: HttpClient
    is_own: bool
    access: Access
    options: Options
    around: Surroundings
    user_agent: str

    def with_options(self, options: Options) -> "Connection[HttpClient]":
        """Give a connection to the same store over the same HTTP client with other options."""
        return evolve(self, options=options)

    def request(self, call: Call[Any], step: Send) -> httpx2.Request:
        """Give the request of one attempt."""
        url = f"{self.access.base_url}{call.path}{'?' if call.query else ''}{call.query}"
        headers = self._headers if call.content is None else self._headers_of_json
        timeout = httpx2.Timeout(step.timeout)
        if not self.is_own:
            return self.http.build_request(call.method, url, content=call.content, headers=headers, timeout=timeout)
        # The same: all that such a client adds is in the headers already. Merging them anew takes a third of its time.
        return httpx2.Request(
            call.method,
            url,
            content=call.content,
            headers=headers,
            cookies=self.http.cookies,
            extensions={"timeout": timeout.as_dict()},
        )

    # Made once, as this is a good part of what a call costs beyond the HTTP client's own work.
    @cached_property
    def _headers(self) -> httpx2.Headers:
        headers = httpx2.Headers(self.http.headers if self.is_own else None)
        headers.update({"Accept": "application/json", "User-Agent": self.user_agent})
        headers.update(self.options.headers)
        headers.update(self.access.headers)
        return headers

    @cached_property
    def _headers_of_json(self) -> httpx2.Headers:
        headers = httpx2.Headers({"Content-Type": "application/json"})
        headers.update(self._headers)
        return headers


class Transport:
    """Carries out calls and waits for them."""

    def __init__(self, connection: Connection[httpx2.Client]) -> None:
        self._connection = connection

    def send(self, call: Call[T]) -> RawResponse[T]:
        """Carry out a call, repeating it where that is safe.

        Raises:
            APIStatusError: It was refused.
            APIConnectionError: There was no answer.
        """
        steps = attempts(call, self._connection.options.policy, self._connection.around)
        outcome: Outcome = None
        try:
            while True:
                step = steps.send(outcome)
                outcome = self._take(call, step)
        except StopIteration as end:
            return RawResponse(end.value, call)

    def _take(self, call: Call[T], step: Step) -> Outcome:
        if isinstance(step, Wait):
            time.sleep(step.seconds)
            return None
        http, started = self._connection.http, time.monotonic()
        try:
            request = self._connection.request(call, step)
            # The header is ours alone, and a redirect must not carry it elsewhere.
            response = http.send(request, auth=None, follow_redirects=False)
        except httpx2.RequestError as error:
            return _failed(call, error, started)
        return _answered(call, response, started)


class AsyncTransport:
    """Carries out calls for coroutines, with asyncio or trio."""

    def __init__(self, connection: Connection[httpx2.AsyncClient]) -> None:
        self._connection = connection

    async def send(self, call: Call[T]) -> RawResponse[T]:
        """Carry out a call, repeating it where that is safe.

        Raises:
            APIStatusError: It was refused.
            APIConnectionError: There was no answer.
        """
        steps = attempts(call, self._connection.options.policy, self._connection.around)
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                return RawResponse(end.value, call)
            outcome = await self._take(call, step)

    async def _take(self, call: Call[T], step: Step) -> Outcome:
        if isinstance(step, Wait):
            await anyio.sleep(step.seconds)
            return None
        http, started = self._connection.http, time.monotonic()
        try:
            request = self._connection.request(call, step)
            response = await http.send(request, auth=None, follow_redirects=False)
        except httpx2.RequestError as error:
            return _failed(call, error, started)
        return _answered(call, response, started)


def _answered(call: Call[Any], response: httpx2.Response, started: float) -> Answer:
    if logger.isEnabledFor(logging.DEBUG):
        request_id = response.headers.get("X-Request-Id", "-")
        elapsed = time.monotonic() - started
        logger.debug("%s: %d in %.3f s, request id %s", call.target, response.status_code, elapsed, request_id)
    return Answer(response.status_code, response.headers, response.content)


def _failed(call: Call[Any], error: httpx2.RequestError, started: float) -> APIConnectionError:
    logger.debug("%s: %s after %.3f s", call.target, type(error).__name__, time.monotonic() - started)
    kind = APITimeoutError if isinstance(error, httpx2.TimeoutException) else APIConnectionError
    reason = f": {error}" if str(error) else ""
    failure = kind(f"{call.target}: {type(error).__name__}{reason}", sent=not isinstance(error, _NEVER_SENT))
    failure.__cause__ = error
    return failure
