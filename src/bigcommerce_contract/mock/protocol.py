"""HTTP/1.1 on a connection: what cannot be read is refused in the documented shape, and an answer is one packet."""

import asyncio
from collections import deque
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from bigcommerce_contract.mock import represent
from bigcommerce_contract.mock.faults.delivery import EXTENSION

_HEAD = b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Gathering(asyncio.Transport):
    """A connection that holds an answer back until it is whole.

    The head and the body of an answer are written one after the other. To send each by itself would cost a fifth of the
    processor time of a small answer, and wake the client twice.

    Args:
        transport: The connection.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        """Hold nothing back yet."""
        super().__init__()
        self._transport = transport
        self._held: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Hold data back, unless a client waits for it before it sends the rest of its request."""
        self._held.append(bytes(data))
        if data == _CONTINUE:
            self.send()

    def send(self) -> None:
        """Send what was held back."""
        if self._held:
            data = b"".join(self._held)
            self._held.clear()
            self._transport.write(data)

    def close(self) -> None:
        """End the connection once everything is sent."""
        self.send()
        self._transport.close()

    def abort(self) -> None:
        """End the connection without sending what is left."""
        self._held.clear()
        self._transport.abort()

    def is_closing(self) -> bool:
        """Tell whether the connection ends or has ended."""
        return self._transport.is_closing()

    def pause_reading(self) -> None:
        """Leave what arrives where it is."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Go on reading."""
        self._transport.resume_reading()

    def get_extra_info(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as in the class above
        """Tell something about the connection, such as its addresses."""
        return self._transport.get_extra_info(name, default)


class Protocol(HttpToolsProtocol):
    """HTTP/1.1, with errors as JSON: a URL of more than 64 KiB is one."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to serve a connection."""
        self._gathering = Gathering(cast("asyncio.Transport", transport))
        super().connection_made(self._gathering)
        self._under_way: deque[RequestResponseCycle] = deque()
        ends: dict[object, object] = {"abort": self.transport.abort, "close": self.transport.close}
        self._extensions = {EXTENSION: ends}

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell every request that is under way that nobody waits for its answer any more."""
        super().connection_lost(exc)
        # uvicorn tells the newest alone, which may have come while the one before it was being answered.
        for cycle in self._under_way:
            cycle.disconnected = not cycle.response_complete
            cycle.message_event.set()

    def on_message_begin(self) -> None:
        """Let the application end the connection, for the faults that do."""
        super().on_message_begin()
        self.scope["extensions"] = self._extensions

    def on_headers_complete(self) -> None:
        """Begin to answer a request, or have it wait for its turn."""
        super().on_headers_complete()
        while self._under_way and self._under_way[0].response_complete:
            self._under_way.popleft()
        self._under_way.append(self.cycle)

    def on_response_complete(self) -> None:
        """Send an answer, and begin with the request that waits behind it, if one does.

        uvicorn would also end a connection that is idle for five seconds, perhaps just as its client uses it again.
        The timer alone costs as much as reading a customer.
        """
        if len(self.tasks) > 1:
            # Clients that wait are woken one by one, which costs less if it is done for all of them in one go.
            self.loop.call_soon(self._gathering.send)
        else:
            self._gathering.send()
        if not self.transport.is_closing():
            self.flow.resume_reading()
            if self.pipeline:
                self._start_asgi_task(*self.pipeline.pop())

    def shutdown(self) -> None:
        """End the connection as the server stops, once nothing is under way on it."""
        super().shutdown()
        if self.scheme == "https" and self.transport.is_closing():
            # TLS would wait for the goodbye of a client that is not listening any more.
            self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        """Answer a request that is no valid HTTP, and end the connection.

        Args:
            msg: What is wrong, in English.
        """
        item: dict[str, Any] = {"status": 400, "message": msg}
        body = represent.to_json([item])
        self.transport.write(_HEAD % len(body) + body)
        self.transport.close()
