"""What the user gets from a server that breaks HTTP itself, over TCP."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from bigcommerce_customers import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AsyncBigCommerce,
    BigCommerce,
    TooManyRequestsError,
)

# The server hangs up after each answer. Where the client sends another request it must know, or it races with that.
CLOSE = b"Connection: close\r\n"
OK = b"HTTP/1.1 200 OK\r\n" + CLOSE + b'Content-Length: 11\r\n\r\n{"count":1}'
DROPPED = b""
CUT_SHORT = b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"cou'
NO_JSON = b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{"cou'
NO_HTTP = b"SSH-2.0-OpenSSH\r\n"
PAGE = b"<html>502</htm>"
HTML = b"HTTP/1.1 502 Bad Gateway\r\n" + CLOSE + b"Content-Type: text/html\r\nContent-Length: 15\r\n\r\n" + PAGE
BARE_LIMIT = b"HTTP/1.1 429 Too Many Requests\r\n" + CLOSE + b"Content-Length: 0\r\n\r\n"
NO_LENGTH = b"HTTP/1.1 204 No Content\r\n\r\n"
SILENCE = None


@dataclass
class Script:
    """What the server says to one connection after another; the last answer serves all further ones."""

    address: str
    answers: list[bytes | None] = field(default_factory=list[bytes | None])
    connections: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def next_answer(self) -> bytes | None:
        self.connections += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def client(self, *, timeout: float = 30.0, max_retries: int = 2) -> BigCommerce:
        return BigCommerce(base_url=self.address, access_token="t", timeout=timeout, max_retries=max_retries)


@pytest.fixture
def server() -> Iterator[Script]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            while b"\r\n\r\n" not in self.request.recv(65536):
                pass
            answer = script.next_answer()
            if answer is SILENCE:
                script.over.wait()
            else:
                self.request.sendall(answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as listening:
        script = Script(f"http://127.0.0.1:{listening.server_address[1]}")
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield script
        script.over.set()
        listening.shutdown()
        thread.join()


@pytest.mark.parametrize("fault", [DROPPED, CUT_SHORT, NO_HTTP, HTML, BARE_LIMIT])
def test_a_fault_that_passes_is_not_noticed(server: Script, waits: list[float], fault: bytes) -> None:
    server.answers = [fault, OK]
    with server.client() as client:
        assert client.customers.count() == 1
    assert (server.connections, len(waits)) == (2, 1)


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (DROPPED, APIConnectionError, "RemoteProtocolError"),
        (CUT_SHORT, APIConnectionError, "RemoteProtocolError"),
        (NO_HTTP, APIConnectionError, "RemoteProtocolError"),
        (NO_JSON, APIResponseValidationError, "not as documented"),
        (NO_LENGTH, APIResponseValidationError, "the status 204 is not documented"),
        (BARE_LIMIT, TooManyRequestsError, "429 Too Many Requests, without an explanation"),
    ],
)
def test_a_fault_that_lasts_is_told(server: Script, fault: bytes, error: type[Exception], words: str) -> None:
    server.answers = [fault]
    with server.client(max_retries=0) as client, pytest.raises(error, match=words):
        client.customers.count()


def test_a_page_of_html_is_told_by_its_first_line(server: Script) -> None:
    server.answers = [HTML]
    with server.client(max_retries=0) as client, pytest.raises(APIStatusError) as caught:
        client.customers.count()
    assert str(caught.value) == "502 Bad Gateway, a page in place of JSON (GET /customers/count)"
    assert caught.value.body == "<html>502</htm>"


def test_an_empty_list_without_a_length_is_empty(server: Script) -> None:
    server.answers = [NO_LENGTH]
    with server.client() as client:
        assert list(client.customers.list()) == []


def test_a_server_that_says_nothing_is_given_up(server: Script) -> None:
    server.answers = [SILENCE]
    with server.client(timeout=0.05, max_retries=0) as client, pytest.raises(APITimeoutError, match="ReadTimeout"):
        client.customers.count()


def test_a_server_that_is_not_there(server: Script, waits: list[float]) -> None:
    nowhere = BigCommerce(base_url="http://127.0.0.1:1", access_token="t")
    with nowhere as client, pytest.raises(APIConnectionError) as caught:
        client.customers.create(first_name="a", last_name="b", email="c@example.com")
    assert (caught.value.sent, len(waits), server.connections) == (False, 2, 0)


@pytest.mark.anyio
async def test_the_asynchronous_client_does_the_same(server: Script, waits: list[float]) -> None:
    server.answers = [CUT_SHORT, OK, SILENCE]
    async with AsyncBigCommerce(base_url=server.address, access_token="t", max_retries=1) as client:
        assert await client.customers.count() == 1
        with pytest.raises(APITimeoutError):
            await client.with_options(timeout=0.05, max_retries=0).customers.count()
    assert len(waits) == 1
