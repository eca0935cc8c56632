"""A client that sends one kind of request over some connections, in a process of its own: its cost does not count."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Self, cast

import uvloop

from bench.processes import Running
from bench.spread import percentile

NUMBER = b"NNNNNNNNNNNNNNNN"
"""What each request replaces by a number of its own, of the same length."""

_PATIENCE_S = 120


@dataclass(frozen=True)
class Load:
    """What to send.

    Attributes:
        port: The server's port on the loopback address.
        request: The bytes of a request; `NUMBER` in it differs each time.
        connections: How many connections are open, each with one request under way.
        seconds: For how long new requests are begun.
        most: How many requests at the most.
    """

    port: int
    request: bytes
    connections: int
    seconds: float
    most: int = 1_000_000


@dataclass(frozen=True)
class Served:
    """What came back.

    Attributes:
        count: Number of answers, all of them 2xx.
        seconds: How long it took.
        p50_ms: Half of the answers were there after so many milliseconds.
        p99_ms: 99 of a hundred.
    """

    count: int
    seconds: float
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True)
class Cost:
    """What requests cost a server.

    Attributes:
        per_second: Answers a second.
        cpu_us: Processor time of the server's processes for each, in microseconds.
        p50_ms: See `Served`.
        p99_ms: See `Served`.
    """

    per_second: float
    cpu_us: float
    p50_ms: float
    p99_ms: float


class BadAnswerError(Exception):
    """A server answered other than with 2xx."""


class Client:
    """The process that sends. A context manager."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, get_context("spawn"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def send(self, load: Load) -> Served:
        """Send, and wait for the end.

        Raises:
            BadAnswerError: An answer was no 2xx.
        """
        return self._pool.submit(_send, load).result()

    def cost(self, server: Running, load: Load) -> Cost:
        """Measure what a load costs a server.

        Raises:
            BadAnswerError: An answer was no 2xx.
        """
        before = server.cpu_s()
        served = self.send(load)
        used = server.cpu_s() - before
        return Cost(served.count / served.seconds, used / served.count * 1e6, served.p50_ms, served.p99_ms)


def _send(load: Load) -> Served:
    return uvloop.run(_drive(load))


async def _drive(load: Load) -> Served:
    loop = asyncio.get_running_loop()
    took: list[float] = []
    # Greater than every number of an earlier load, since no server answers a million requests a second.
    numbers = itertools.islice(itertools.count(time.time_ns() // 1000), load.most)
    until = time.perf_counter() + load.seconds
    connections: list[_Connection] = []
    for _ in range(load.connections):
        _, connection = await loop.create_connection(
            lambda: _Connection(load.request, numbers, took, until), "127.0.0.1", load.port
        )
        connections.append(connection)
    began = time.perf_counter()
    for connection in connections:
        connection.next()
    async with asyncio.timeout(load.seconds + _PATIENCE_S):
        await asyncio.gather(*(connection.finished for connection in connections))
    ordered = [each * 1000 for each in sorted(took)]
    return Served(len(took), time.perf_counter() - began, percentile(ordered, 50), percentile(ordered, 99))


class _Connection(asyncio.Protocol):
    def __init__(self, request: bytes, numbers: Iterator[int], took: list[float], until: float) -> None:
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._request, self._numbers, self._took, self._until = request, numbers, took, until
        self._buffer = b""
        self._began = 0.0
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.finished.done():
            self.finished.set_exception(exc or BadAnswerError("the connection was closed"))

    def next(self) -> None:
        number = next(self._numbers, None)
        self._began = time.perf_counter()
        if number is None or self._began > self._until:
            self._end()
        elif self._transport:
            self._transport.write(self._request.replace(NUMBER, b"%016d" % number))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found or not _is_complete(head.lower(), body):
            return
        if not head.startswith(b"HTTP/1.1 2"):
            self.finished.set_exception(BadAnswerError(self._buffer[:300].decode("latin-1")))
            return
        self._took.append(time.perf_counter() - self._began)
        self._buffer = b""
        self.next()

    def _end(self) -> None:
        self.finished.set_result(None)
        if self._transport:
            self._transport.close()


def _is_complete(head: bytes, body: bytes) -> bool:
    _, named, rest = head.partition(b"\r\ncontent-length:")
    if named:
        return len(body) >= int(rest.partition(b"\r\n")[0])
    return b"chunked" not in head or body.endswith(b"0\r\n\r\n")
