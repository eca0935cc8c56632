"""A server that costs next to nothing: a page of 250 customers of the mock and their number, as prepared bytes."""

import asyncio
import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from starlette.testclient import TestClient

from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.settings import Settings

_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"


def prepared_page() -> bytes:
    """Give the body of a page of 250 seeded customers."""
    with TestClient(create_app(Settings(seed_customers=250))) as client:
        answer = client.get(
            "/stores/abc123/v2/customers", params={"limit": 250}, headers={"X-Auth-Token": Settings().token}
        )
    customers: list[dict[str, Any]] = answer.json()
    return json.dumps(customers, separators=(",", ":")).encode()


class _Prepared(asyncio.Protocol):
    def __init__(self, page: bytes) -> None:
        self._page = _HEAD.format(len(page)).encode() + page
        count = b'{"count":250}'
        self._count = _HEAD.format(len(count)).encode() + count
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer at once: the clients send one small request after another."""
        self._transport.write(self._count if b"/count" in data.partition(b"\r\n")[0] else self._page)


@contextmanager
def serving() -> Generator[str]:
    """Serve on a free loopback port until the context ends; give the URL below which `/customers` stands."""
    page = prepared_page()
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(lambda: _Prepared(page), "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
