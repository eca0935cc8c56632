"""What clients send to a real port: all at once, in pieces, half of it, or in the hope of another protocol."""

import re
import socket
from collections.abc import Generator

import pytest

from bigcommerce_contract.mock.server import serve_in_thread
from bigcommerce_contract.mock.settings import Settings

CUSTOMERS = b"/stores/abc123/v2/customers"
HEAD = b"Host: 127.0.0.1\r\nX-Auth-Token: full-token\r\n"
COUNT = b"GET %s/count HTTP/1.1\r\n%s\r\n" % (CUSTOMERS, HEAD)
BODY = b'{"first_name":"A","last_name":"B","email":"a@example.com"}'
H2C = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n"
PATIENCE_S = 10


def create(more: bytes = b"") -> bytes:
    """Give the head of a request that creates a customer."""
    fields = b"%s%sContent-Type: application/json\r\nContent-Length: %d\r\n" % (HEAD, more, len(BODY))
    return b"POST %s HTTP/1.1\r\n%s\r\n" % (CUSTOMERS, fields)


@pytest.fixture
def listener() -> Generator[socket.socket]:
    with serve_in_thread(Settings(port=0)) as (address, _):
        yield address.listener


@pytest.fixture
def client(listener: socket.socket) -> Generator[socket.socket]:
    with socket.create_connection(listener.getsockname(), timeout=PATIENCE_S) as client:
        yield client


def received(client: socket.socket, end: bytes = b"") -> bytes:
    """Read until this ends what has arrived, or else until the server ends the connection."""
    data = b""
    while not (end and data.endswith(end)):
        more = client.recv(65536)
        if not more:
            break
        data += more
    return data


def statuses(answers: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d+)", answers)]


def customers(listener: socket.socket) -> int:
    with socket.create_connection(listener.getsockname(), timeout=PATIENCE_S) as other:
        other.sendall(COUNT)
        return int(received(other, b"}").rpartition(b":")[2].rstrip(b"}"))


def test_the_system_looks_whether_idle_clients_are_still_there(listener: socket.socket) -> None:
    """On Linux, connections take this over from their listener."""
    assert listener.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


def test_requests_that_come_together_are_answered_in_their_order(client: socket.socket) -> None:
    unknown = COUNT.replace(b"full-token", b"nobody")
    last = COUNT.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    client.sendall(COUNT + unknown + COUNT.replace(b"GET", b"OPTIONS") + create() + BODY + last)
    assert statuses(received(client)) == [200, 401, 200, 201, 200]


def test_a_client_is_told_to_go_on_before_it_sends_a_body(client: socket.socket) -> None:
    client.sendall(create(b"Expect: 100-continue\r\n"))
    assert received(client, b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    client.sendall(BODY)
    assert statuses(received(client, b"}")) == [201]


def test_who_waits_with_a_body_for_a_path_that_is_not_there_is_told_to_go_on(client: socket.socket) -> None:
    client.sendall(create(b"Expect: 100-continue\r\n").replace(b"/customers", b"/nothing"))
    assert received(client, b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    client.sendall(BODY + COUNT)
    assert statuses(received(client, b'{"count":0}')) == [404, 200]


def test_head_is_answered_without_a_body(client: socket.socket) -> None:
    client.sendall(COUNT.replace(b"GET", b"HEAD"))
    assert b"content-length: 11" in received(client, b"\r\n\r\n")


def test_a_wish_for_another_protocol_is_passed_over(client: socket.socket) -> None:
    """Java's own client wishes for HTTP/2 with every request."""
    client.sendall(create(H2C) + BODY + COUNT)
    answers = received(client, b'{"count":1}')
    assert (statuses(answers), b"a@example.com" in answers) == ([201, 200], True)


def test_a_body_in_chunks_follows_a_wish_for_another_protocol(client: socket.socket) -> None:
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
    chunked = re.sub(rb"Content-Length: \d+", b"Transfer-Encoding: chunked", create(H2C))
    client.sendall(chunked + chunks + COUNT)
    assert statuses(received(client, b'{"count":1}')) == [201, 200]


def test_requests_behind_a_websocket_are_answered(client: socket.socket) -> None:
    websocket = COUNT.replace(b"\r\n\r\n", b"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
    client.sendall(websocket * 2 + COUNT.replace(b"full-token", b"nobody"))
    assert statuses(received(client, b"]")) == [200, 200, 401]


def test_what_is_no_request_is_refused_after_those_before_it(client: socket.socket) -> None:
    slow = COUNT.replace(b"\r\n\r\n", b"\r\nX-Mock-Fault: latency:ms=20\r\n\r\n")
    client.sendall(create() + BODY + slow + b"garbage\r\n\r\n")
    assert statuses(received(client)) == [201, 200, 400]


@pytest.mark.parametrize("before", [b"", COUNT, create() + BODY])
def test_a_body_that_cannot_be_read_is_refused_after_what_was_asked_before(
    client: socket.socket, listener: socket.socket, before: bytes
) -> None:
    chunked = re.sub(rb"Content-Length: \d+", b"Transfer-Encoding: chunked", create())
    client.sendall(before + chunked + b"no length\r\n")
    assert statuses(received(client)) == [*([200] if before == COUNT else [201] if before else []), 400]
    assert customers(listener) == before.count(b"POST")


def test_a_client_that_falls_silent_is_answered(client: socket.socket) -> None:
    client.sendall(COUNT + create() + BODY)
    client.shutdown(socket.SHUT_WR)
    assert statuses(received(client)) == [200, 201]


def test_of_a_request_that_breaks_off_nothing_is_done(client: socket.socket, listener: socket.socket) -> None:
    client.sendall(create() + BODY[:9])
    client.shutdown(socket.SHUT_WR)
    assert received(client) == b""
    assert customers(listener) == 0
