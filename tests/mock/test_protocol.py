"""How answers are put on a connection, and how long it stays open; without a network."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from bigcommerce_contract.mock import protocol as module
from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.buffering import BufferedTransport
from bigcommerce_contract.mock.protocol import Protocol
from bigcommerce_contract.mock.settings import Settings

COUNT = b"GET /stores/abc123/v2/customers/count HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Auth-Token: full-token\r\n\r\n"
OK = b"HTTP/1.1 200"
PATIENCE_S = 10


class Recorder(asyncio.Transport):
    def __init__(self, left: tuple[int, ...] = (), **extra: object) -> None:
        super().__init__({"sockname": ("127.0.0.1", 80), "peername": ("127.0.0.1", 50_000), **extra})
        self.seen: list[bytes] = []
        self._left = list(left)

    def starts(self) -> list[bytes]:
        return [each[: len(OK)] for each in self.seen]

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.seen.append(bytes(data))

    def get_write_buffer_size(self) -> int:
        self.seen.append(b"asked")
        return self._left.pop(0)

    def is_closing(self) -> bool:
        return b"closed" in self.seen

    def close(self) -> None:
        self.seen.append(b"closed")

    def abort(self) -> None:
        self.seen.append(b"aborted")

    def pause_reading(self) -> None:
        self.seen.append(b"paused")

    def resume_reading(self) -> None:
        self.seen.append(b"resumed")


class Connections:
    """Connections to one application; uvicorn would end each as soon as it is idle."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._config = uvicorn.Config(create_app(settings), lifespan="off", timeout_keep_alive=0)
        self._config.load()
        self._state = ServerState()

    def open(self, below: Recorder | None = None) -> tuple[Protocol, Recorder]:
        protocol, below = Protocol(self._config, self._state, {}, asyncio.get_running_loop()), below or Recorder()
        protocol.connection_made(below)
        return protocol, below

    async def quiet(self) -> None:
        """Wait until every request is answered, and give what is due then its turn."""
        while self._state.tasks:
            await asyncio.wait(self._state.tasks)
        await due()


async def due() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(coroutine, PATIENCE_S))


@pytest.mark.parametrize(
    ("end", "told"),
    [("send", [b"head body"]), ("close", [b"head body", b"closed"]), ("abort", [b"aborted"])],
)
def test_head_and_body_are_sent_at_once_and_before_the_end(end: str, told: list[bytes]) -> None:
    below = Recorder()
    connection = BufferedTransport(below)
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
            assert answer.startswith(OK)
            assert answer.endswith(b'\r\n\r\n{"count":0}')

    run(ask())


def test_a_connection_that_is_lost_is_sent_nothing() -> None:
    async def ask() -> None:
        protocol, below = Connections().open()
        connection = protocol.transport
        connection.write(b"an answer")
        protocol.connection_lost(ConnectionResetError())
        assert isinstance(connection, BufferedTransport)
        connection.send()
        assert below.seen == []

    run(ask())


def test_who_sends_more_while_being_answered_is_read_later() -> None:
    async def ask() -> None:
        connections = Connections()
        protocol, below = connections.open()
        protocol.data_received(COUNT * 2)
        await connections.quiet()
        assert [each for each in below.starts() if each != OK] == [b"paused", b"resumed"]
        assert b"".join(below.seen).count(OK) == 2

    run(ask())


def test_a_body_that_comes_late_follows_a_wish_for_another_protocol() -> None:
    async def ask() -> None:
        connections = Connections()
        protocol, below = connections.open()
        body = b'{"first_name":"A","last_name":"B","email":"a@example.com"}'
        upgrade = b"Connection: Upgrade\r\nUpgrade: h2c\r\n"
        fields = b"%bContent-Type: application/json\r\nContent-Length: %d\r\n" % (upgrade, len(body))
        head = b"POST" + COUNT[3:].replace(b"/count", b"").replace(b"\r\n\r\n", b"\r\n%b\r\n" % fields)
        for piece in (head[:-1], head[-1:], body[:9], body[9:]):
            assert below.seen == []
            protocol.data_received(piece)
            await due()
        await connections.quiet()
        assert below.starts() == [b"HTTP/1.1 201"]

    run(ask())


def test_an_idle_connection_stays_open() -> None:
    async def ask() -> None:
        connections = Connections()
        protocol, below = connections.open()
        for _ in range(2):
            protocol.data_received(COUNT)
            await connections.quiet()
        assert below.starts() == [OK, OK]

    run(ask())


def test_a_connection_that_is_idle_for_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask() -> None:
        connections = Connections()
        protocol, below = connections.open()
        protocol.data_received(COUNT)
        while not below.is_closing():
            await due()
        assert below.starts() == [OK, b"closed"]

    monkeypatch.setattr(module, "IDLE_S", 0.001)
    run(ask())


def test_a_connection_is_not_idle_while_an_answer_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask() -> None:
        connections = Connections()
        protocol, below = connections.open()
        protocol.data_received(COUNT.replace(b"\r\n\r\n", b"\r\nContent-Length: 1\r\n\r\n"))
        began = protocol.loop.time()
        while protocol.loop.time() < began + 10 * module.IDLE_S:
            await due()
        assert below.seen == []
        protocol.data_received(b"x")
        await connections.quiet()
        assert below.starts() == [OK]

    monkeypatch.setattr(module, "IDLE_S", 0.001)
    run(ask())


def test_a_client_that_wants_no_further_answer_is_let_go() -> None:
    async def ask() -> None:
        connections = Connections()
        protocol, below = connections.open()
        protocol.data_received(COUNT.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n") + COUNT)
        await connections.quiet()
        assert below.starts() == [OK, b"closed"]

    run(ask())


def test_a_server_that_stops_ends_an_idle_connection() -> None:
    async def ask() -> None:
        protocol, below = Connections().open()
        protocol.shutdown()
        assert below.seen == [b"closed"]

    run(ask())


def test_a_server_that_stops_sends_the_rest_before_it_ends_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask() -> None:
        protocol, below = Connections().open(Recorder(left=(7, 0), sslcontext=object()))
        protocol.shutdown()
        while b"aborted" not in below.seen:
            await due()
        assert below.seen == [b"closed", b"asked", b"asked", b"aborted"]

    monkeypatch.setattr(module, "_MOMENT_S", 0)
    run(ask())
