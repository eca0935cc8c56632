"""How faults look on the wire."""

from asyncio import CancelledError, timeout
from contextlib import suppress

from starlette.types import Receive, Scope, Send

from bigcommerce_contract.mock.faults.spec import Fault
from bigcommerce_contract.mock.reply import Reply

EXTENSION = "bigcommerce_contract.connection"
"""The ASGI extension by which the server lets an application end a connection: `{"abort": …, "close": …}`."""

_PATIENCE_S = 1
"""How long the server may take to notice that a connection has ended, in seconds."""

_HTML = (
    "<html>\r\n<head><title>{status} {reason}</title></head>\r\n"
    "<body>\r\n<center><h1>{status} {reason}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
_HTML_TYPE = "text/html; charset=utf-8"
_REASONS = {"500": "Internal Server Error", "502": "Bad Gateway"}

INSTEAD = frozenset({"429", "503", *_REASONS, "drop-before"})
"""The kinds that strike before anything is done."""


class DroppedError(ConnectionResetError):
    """The mock ended the connection on purpose. Within one process there is none to end, so the client gets this."""


def page(fault: Fault) -> Reply:
    """Give the page of HTML that a proxy answers with instead of the API."""
    text = _HTML.format(status=fault.kind, reason=_REASONS[fault.kind])
    return Reply(int(fault.kind), {"Content-Type": _HTML_TYPE}, text.encode())


class Faulty:
    """An answer that goes wrong on its way.

    Args:
        fault: How: `drop-before`, `drop-after`, `truncate` or `content-type`.
        reply: The answer; None where there is none yet.
    """

    def __init__(self, fault: Fault, reply: Reply | None) -> None:
        """Keep what will go wrong."""
        self._fault = fault
        self._reply = reply

    @property
    def status_code(self) -> int | None:
        """The status that arrives; None where nothing does."""
        if self._reply is None or self._fault.kind not in {"content-type", "truncate"}:
            return None
        is_cut_away = self._fault.kind == "truncate" and not self._reply.body
        return None if is_cut_away else self._reply.status_code

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what arrives of it.

        Raises:
            DroppedError: If the connection ends and there is none, within one process.
        """
        if self._reply is not None and self._fault.kind == "content-type":
            self._reply.headers["Content-Type"] = _HTML_TYPE
            await self._reply(scope, receive, send)
            return
        if self._reply is not None and self._fault.kind == "truncate" and self._reply.body:
            await self._half(self._reply, send)
            await _end(scope, receive, "close")
            return
        await _end(scope, receive, "abort")

    async def _half(self, reply: Reply, send: Send) -> None:
        await reply.start(send)
        await send({"type": "http.response.body", "body": reply.body[: len(reply.body) // 2], "more_body": True})


async def abandon(scope: Scope, receive: Receive) -> None:
    """End the connection of a request that a stopping server gives up; one within a process has none."""
    # The event loop gives up again, once, whatever it finds when it closes.
    for _ in range(2):
        with suppress(CancelledError, TimeoutError):
            async with timeout(_PATIENCE_S):
                await _end(scope, receive, "abort")
            return


async def _end(scope: Scope, receive: Receive, how: str) -> None:
    connection = scope.get("extensions", {}).get(EXTENSION)
    if connection is None:
        message = "The mock server ended the connection, as it was told to."
        raise DroppedError(message)
    connection[how]()
    while (await receive())["type"] != "http.disconnect":
        pass
