"""How answers are put on a connection, and how long it stays open."""

import asyncio
import re
import socket
from collections.abc import Coroutine, Generator
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.protocol import Gathering, Protocol
from bigcommerce_contract.mock.server import serve_in_thread
from bigcommerce_contract.mock.settings import Settings

HEAD = b"Host: 127.0.0.1\r\nX-Auth-Token: full-token\r\n"
CUSTOMERS = b"/stores/abc123/v2/customers"
COUNT = b"GET %s/count HTTP/1.1\r\n%s\r\n" % (CUSTOMERS, HEAD)
PATIENCE_S = 10


class Recorder(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__({"sockname": ("127.0.0.1", 80), "peername": ("127.0.0.1", 50_000)})
        self.seen: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.seen.append(bytes(data))

    def is_closing(self) -> bool:
        return b"closed" in self.seen

    def close(self) -> None:
        self.seen.append(b"closed")

    def abort(self) -> None:
        self.seen.append(b"aborted")


class Connections:
    """Connections to one application, without a network; uvicorn would end each as soon as it is idle."""

    def __init__(self) -> None:
        self._config = uvicorn.Config(create_app(), lifespan="off", timeout_keep_alive=0)
        self._config.load()
        self._state = ServerState()

    def open(self) -> tuple[Protocol, Recorder]:
        protocol, below = Protocol(self._config, self._state, {}, asyncio.get_running_loop()), Recorder()
        protocol.connection_made(below)
        return protocol, below

    async def quiet(self) -> None:
        """Wait until every request is answered, and give what is due then its turn."""
        while self._state.tasks:
            await asyncio.wait(self._state.tasks)
        await asyncio.sleep(0)


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(coroutine, PATIENCE_S))


@pytest.mark.parametrize(
    ("end", "told"),
    [("send", [b"head body"]), ("close", [b"head body", b"closed"]), ("abort", [b"aborted"])],
)
def test_head_and_body_are_sent_at_once_and_before_the_end(end: str, told: list[bytes]) -> None:
    below = Recorder()
    connection = Gathering(below)
    connection.write(b"head ")
    connection.write(b"body")
    assert below.seen == []
    getattr(connection, end)()
    assert below.seen == told


@pytest.mark.parametrize("many", [1, 3])
def test_each_answer_is_sent_whole(many: int) -> None:
    async def ask() -> None:
        connections = Connections()
        opened = [connections.open() for _ in range(many)]
        for protocol, _ in opened:
            protocol.data_received(COUNT)
        await connections.quiet()
        for _, below in opened:
            (answer,) = below.seen
            assert answer.startswith(b"HTTP/1.1 200 ")
            assert answer.endswith(b'\r\n\r\n{"count":0}')

    run(ask())


def test_an_idle_connection_stays_open() -> None:
    async def ask() -> None:
        connections = Connections()
        protocol, below = connections.open()
        for _ in range(2):
            protocol.data_received(COUNT)
            await connections.quiet()
        assert [answer[:12] for answer in below.seen] == [b"HTTP/1.1 200"] * 2

    run(ask())


def test_a_client_that_wants_no_further_answer_is_let_go() -> None:
    async def ask() -> None:
        connections = Connections()
        protocol, below = connections.open()
        protocol.data_received(COUNT.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        await connections.quiet()
        assert [each[:12] for each in below.seen] == [b"HTTP/1.1 200", b"closed"]

    run(ask())


@pytest.fixture(scope="module")
def listener() -> Generator[socket.socket]:
    with serve_in_thread(Settings(port=0)) as (address, _):
        yield address.listener


@pytest.fixture
def client(listener: socket.socket) -> Generator[socket.socket]:
    with socket.create_connection(listener.getsockname(), timeout=PATIENCE_S) as client:
        yield client


def received(client: socket.socket, end: bytes) -> bytes:
    """Read until this ends what has arrived."""
    data = b""
    while not data.endswith(end):
        more = client.recv(65536)
        assert more, f"The connection ended after {data!r}."
        data += more
    return data


def test_the_system_looks_whether_idle_clients_are_still_there(listener: socket.socket) -> None:
    """On Linux, connections take this over from their listener."""
    assert listener.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


def test_requests_that_come_together_are_answered_in_their_order(client: socket.socket) -> None:
    unknown = COUNT.replace(b"full-token", b"nobody")
    client.sendall(COUNT + unknown + COUNT.replace(b"GET", b"OPTIONS") + COUNT)
    answers = received(client, b'{"count":0}')
    while answers.count(b"HTTP/1.1") < 4:
        answers += received(client, b'{"count":0}')
    assert re.findall(rb"HTTP/1.1 (\d+)", answers) == [b"200", b"401", b"200", b"200"]


def test_a_client_is_told_to_go_on_before_it_sends_a_body(client: socket.socket) -> None:
    body = b'{"first_name":"A","last_name":"B","email":"waits@example.com"}'
    fields = b"%sContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: %d\r\n" % (HEAD, len(body))
    client.sendall(b"POST %s HTTP/1.1\r\n%s\r\n" % (CUSTOMERS, fields))
    assert received(client, b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    client.sendall(body)
    assert received(client, b"}").startswith(b"HTTP/1.1 20")


def test_head_is_answered_without_a_body(client: socket.socket) -> None:
    client.sendall(COUNT.replace(b"GET", b"HEAD"))
    assert b"content-length: 11" in received(client, b"\r\n\r\n")
