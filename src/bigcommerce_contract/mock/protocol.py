"""HTTP/1.1 on a connection: what cannot be read is refused in the documented shape, and an answer is one packet."""

import asyncio
from collections import deque
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from bigcommerce_contract.mock import represent
from bigcommerce_contract.mock.faults.delivery import EXTENSION

_HEAD = b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"


class Gathering(asyncio.Transport):
    """A connection that sends at once what is written in one turn of the event loop.

    The head and the body of an answer are written one after the other. To send each by itself would cost a fifth of the
    processor time of a small answer, and wake the client twice.

    Args:
        transport: The connection.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        """Hold nothing back yet."""
        super().__init__()
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._held: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send data before the loop looks for the next event."""
        if not self._held:
            self._loop.call_soon(self._send)
        self._held.append(bytes(data))

    def close(self) -> None:
        """End the connection once everything is sent."""
        self._send()
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

    def _send(self) -> None:
        if self._held:
            data = b"".join(self._held)
            self._held.clear()
            self._transport.write(data)


class Protocol(HttpToolsProtocol):
    """HTTP/1.1, with errors as JSON: a URL of more than 64 KiB is one."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to serve a connection."""
        super().connection_made(Gathering(cast("asyncio.Transport", transport)))
        self._under_way: deque[RequestResponseCycle] = deque()

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
        connection: dict[object, object] = {"abort": self.transport.abort, "close": self.transport.close}
        self.scope["extensions"] = {EXTENSION: connection}

    def on_headers_complete(self) -> None:
        """Begin to answer a request, or have it wait for its turn."""
        super().on_headers_complete()
        while self._under_way and self._under_way[0].response_complete:
            self._under_way.popleft()
        self._under_way.append(self.cycle)

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
