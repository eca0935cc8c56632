"""What carries the requests of a client to an application in the same process."""

import httpx2
from anyio.from_thread import BlockingPortal
from starlette.types import ASGIApp

from bigcommerce_contract.mock.faults.delivery import DroppedError


class AsyncInProcess(httpx2.AsyncBaseTransport):
    """Carries the requests of an asynchronous client.

    Args:
        app: The application.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Talk to an application."""
        self._transport = httpx2.ASGITransport(app)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Carry one request.

        Raises:
            httpx2.RemoteProtocolError: If the application was told to drop the connection.
        """
        try:
            return await self._transport.handle_async_request(request)
        except DroppedError as error:
            raise httpx2.RemoteProtocolError(str(error), request=request) from error


class InProcess(httpx2.BaseTransport):
    """Carries the requests of a synchronous client.

    Args:
        app: The application.
        portal: Runs the application in an event loop of another thread.
    """

    def __init__(self, app: ASGIApp, portal: BlockingPortal) -> None:
        """Talk to an application."""
        self._transport = AsyncInProcess(app)
        self._portal = portal

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Carry one request; raises what `AsyncInProcess` raises."""
        request.read()
        return self._portal.call(self._carry, request)

    async def _carry(self, request: httpx2.Request) -> httpx2.Response:
        # The stream of a synchronous request cannot be read by an asynchronous transport.
        copy = httpx2.Request(request.method, request.url, headers=request.headers, content=request.content)
        answer = await self._transport.handle_async_request(copy)
        return httpx2.Response(answer.status_code, headers=answer.headers, content=await answer.aread())
