"""HTTP/1.1 on a connection: what cannot be read is refused in the documented shape, and an answer is one packet."""

import asyncio
from collections import deque
from typing import Any, cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from bigcommerce_contract.mock import declined_upgrade, represent
from bigcommerce_contract.mock.buffering import BufferedTransport
from bigcommerce_contract.mock.faults.delivery import EXTENSION

_HEAD = b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
_INVALID = "Invalid HTTP request received."
_MOMENT_S = 0.05

IDLE_S = 75
"""How long a connection may be idle, in seconds; many clients keep theirs for a minute."""


class Protocol(HttpToolsProtocol):
    """HTTP/1.1, with errors as JSON: a URL of more than 64 KiB is one."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to serve a connection."""
        self._buffered = BufferedTransport(cast("asyncio.Transport", transport))
        super().connection_made(self._buffered)
        self._refused = ""
        self._under_way: deque[RequestResponseCycle] = deque()
        ends: dict[object, object] = {"abort": self.transport.abort, "close": self.transport.close}
        self._extensions = {EXTENSION: ends}
        self._idle_since = self.loop.time()
        self._look_again = self.loop.call_later(IDLE_S, self._end_if_idle)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell every request that is under way that nobody waits for its answer any more."""
        self._buffered.is_lost = True
        self._look_again.cancel()
        super().connection_lost(exc)
        # uvicorn tells the newest alone, which may have come while the one before it was being answered.
        for cycle in self._under_way:
            cycle.disconnected = not cycle.response_complete
            cycle.message_event.set()

    def data_received(self, data: bytes) -> None:
        """Read a part of a request, or several requests."""
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._decline_upgrade(data[upgrade.args[0] :])
        except httptools.HttpParserError:
            self.send_400_response(_INVALID)

    def eof_received(self) -> bool:  # type: ignore[override] # uvicorn always ends it; asyncio lets one choose
        """Answer what was asked before the client fell silent, and end the connection then."""
        self._buffered.send()
        is_waiting = self._is_answering() and not self.cycle.more_body
        if is_waiting:
            self.cycle.keep_alive = False
        # TLS cannot be open on one side alone.
        return is_waiting and self.scheme == "http"

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
        """Send an answer, and begin with the request that waits behind it, if one does."""
        # uvicorn would set a timer for idle connections here, and take it back with the next request. That alone takes
        # as long as reading a customer.
        self._idle_since = self.loop.time()
        if len(self.tasks) > 1:
            # Clients that wait are woken one by one, which costs less if it is done for all of them in one go.
            self.loop.call_soon(self._buffered.send)
        else:
            self._buffered.send()
        if not self.transport.is_closing():
            self._go_on()

    def _go_on(self) -> None:
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        elif self._refused:
            self.send_400_response(self._refused)
            return
        self.flow.resume_reading()

    def shutdown(self) -> None:
        """End the connection as the server stops, once nothing is under way on it."""
        super().shutdown()
        if self.scheme == "https" and self.transport.is_closing():
            self._abort_once_sent()

    def _abort_once_sent(self) -> None:
        # TLS would wait for the goodbye of a client that is not listening any more.
        if self._buffered.get_write_buffer_size() and not self._buffered.is_lost:
            self.loop.call_later(_MOMENT_S, self._abort_once_sent)
        else:
            self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        """Answer a request that is no valid HTTP, after those before it, and end the connection.

        Args:
            msg: What is wrong, in English.
        """
        if self._under_way and self._under_way[-1].more_body:
            self._give_up(self._under_way.pop())
        if self._is_answering():
            self._refused = msg
            self.flow.pause_reading()
            return
        item: dict[str, Any] = {"status": 400, "message": msg}
        body = represent.to_json([item])
        self.transport.write(_HEAD % len(body) + body)
        self.transport.close()

    def _give_up(self, cycle: RequestResponseCycle) -> None:
        # Its body will never be whole.
        self.pipeline = deque(each for each in self.pipeline if each[0] is not cycle)
        cycle.disconnected = True
        cycle.message_event.set()

    def _is_answering(self) -> bool:
        return any(not cycle.response_complete for cycle in self._under_way)

    def _decline_upgrade(self, rest: bytes) -> None:
        if declined_upgrade.has_body(self.headers):
            # The parser told that the request is whole, and no task has run since.
            self.cycle.more_body = True
        self.parser = declined_upgrade.parser_of_rest(self, self.headers)
        self.data_received(rest)

    def _end_if_idle(self) -> None:
        left_s = IDLE_S if self._is_answering() else self._idle_since + IDLE_S - self.loop.time()
        if left_s > 0:
            self._look_again = self.loop.call_later(left_s, self._end_if_idle)
        else:
            self.transport.close()
