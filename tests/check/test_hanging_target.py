"""Targets that take their time for ever, in every way HTTP has: each costs a bounded time and one line."""

import gzip
import json
import socket
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, repeat

import pytest
from starlette.responses import JSONResponse, Response
from tests.check.commanding import check_target, refused
from tests.check.mocked import MockTarget
from tests.check.target import TOKEN, Received, Silence, Target

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
_CHUNKED = _HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
_BOMB = gzip.compress(bytes(2**22))


def _slowly(text: bytes) -> Iterator[bytes]:
    """Give a byte again and again, each sooner than a client that only times silences would give up."""
    ended = threading.Event()
    for number in range(10_000):
        yield text[number % len(text) :][:1]
        ended.wait(0.02)


ANSWERS: dict[str, Callable[[], Iterator[bytes]]] = {
    "nothing": lambda: iter(()),
    "a head byte by byte": lambda: chain([_HEAD], _slowly(b"X-A: b\r\n")),
    "a head without end": lambda: chain([_HEAD], repeat(b"X-A: b\r\n", 10**6)),
    "a line without end": lambda: chain([_HEAD], repeat(b"X" * 1000, 10**5)),
    "continue, continue": lambda: repeat(b"HTTP/1.1 100 Continue\r\n\r\n", 10**6),
    "a body byte by byte": lambda: chain([_HEAD + b"Content-Length: 9999\r\n\r\n"], _slowly(b" ")),
    "a body without end": lambda: chain([_CHUNKED], repeat(b"10000\r\n" + bytes(2**16) + b"\r\n", 10**5)),
    "a body that unpacks to too much": lambda: chain(
        [_HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"],
        repeat(f"{len(_BOMB):x}\r\n".encode() + _BOMB + b"\r\n", 10**4),
    ),
}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bigcommerce_contract.check.upstream.TIMEOUT_S", 0.3)
    monkeypatch.setattr("bigcommerce_contract.check.upstream._LARGEST_BODY", 2**23)


@contextmanager
def hanging(answer: Callable[[], Iterator[bytes]]) -> Generator[str]:
    """Serve the same answer to every connection, until the client has gone."""

    def serve(client: socket.socket) -> None:
        with client, suppress(OSError):
            client.recv(65536)
            for part in answer():
                client.sendall(part)
            client.recv(65536)

    def accept(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, args=(listener,), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v2"
        listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_without_end_is_given_up_with_a_line(name: str) -> None:
    with hanging(ANSWERS[name]) as url:
        told = refused(3, url, "--token", TOKEN)
    assert told.startswith(f"Error: {url} cannot be reached: The target gave ")
    assert any(why in told for why in ("no answer within", "no whole answer within", "broke off", "more than 8 MiB"))


@pytest.mark.usefixtures("walk_alone")
def test_an_operation_that_hangs_does_not_take_hours_and_the_store_is_cleaned(
    mock: MockTarget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bigcommerce_contract.check.gate._LONGEST_SILENCE_S", 1.0)
    before = mock.contents()
    mock.misbehave = lambda received: Silence() if "/count?" in received.target else None
    ended = check_target(mock, "--rule", "count.filtered")
    assert ended.status == 3
    assert "stopped answering: no " in ended.stderr
    assert 2 <= sum("/count?" in received.target for received in mock.log) <= 4
    assert ("POST", "/stores/abc/v2/customers") in mock.writes()
    assert mock.contents() == before


@pytest.mark.usefixtures("walk_alone")
def test_a_target_that_only_ever_asks_to_wait_is_given_up_and_the_store_is_cleaned(target: Target) -> None:
    before = dict(target.customers)

    def busy(_: Received) -> Response | None:
        """Be busy after the first customer was created, for longer than anybody waits."""
        first = next((number for number, seen in enumerate(target.log) if seen.method == "POST"), len(target.log))
        return JSONResponse({}, 429, {"X-Retry-After": "0"}) if first < len(target.log) - 1 <= first + 15 else None

    target.misbehave = busy
    ended = check_target(target, "--rule", "create.accepted", "--format", "json")
    assert ended.status == 3
    assert "answered nothing but 429, however long it was left alone" in ended.stderr
    assert json.loads(ended.stdout)["requests"] < 30
    assert target.customers == before
