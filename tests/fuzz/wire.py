"""A server that sends given bytes and ends the connection."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Bytes:
    """A running server.

    Attributes:
        url: Where it listens.
        answer: What it sends on each connection, once something came in.
    """

    url: str
    answer: bytes = b""


class _Protocol(asyncio.Protocol):
    def __init__(self, server: Bytes) -> None:
        self._server = server
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert data
        assert self._transport
        self._transport.write(self._server.answer)
        self._transport.close()


@contextmanager
def bytes_server() -> Generator[Bytes]:
    """Serve on a free loopback port until the context ends."""
    loop, running = asyncio.new_event_loop(), Bytes("")
    server = loop.run_until_complete(loop.create_server(lambda: _Protocol(running), "127.0.0.1", 0))
    running.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(server.wait_closed())
        loop.close()
