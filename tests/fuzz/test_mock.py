"""Whatever comes in on a socket, the mock server gives a documented refusal or ends the connection, and goes on."""

import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz.values import BYTES, Large, bounded, encoded, spoiled

from bigcommerce_contract.check.judge.values import as_object
from bigcommerce_contract.document import load_document
from bigcommerce_contract.mock.testing import mock_server

PATH = b"/customers"
BODIES = (
    {"first_name": "A", "last_name": "B", "email": "a@example.com", "store_credit": "1.5"},
    {"_authentication": {"password": "passw0rd", "password_confirmation": "passw0rd"}, "customer_group_id": 1},
    {"password": "passw0rd"},
)


@dataclass
class Served:
    """A running server, and what it logged."""

    port: int
    prefix: bytes
    logged: list[str]

    def answer(self, data: bytes) -> bytes:
        """Send bytes on a connection of their own; give all that comes back."""
        received = bytearray()
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(65536):
                    received += part
            except TimeoutError:
                raise
            except OSError:
                pass  # It ended the connection while there was more to send.
        return bytes(received)


class _Keep(logging.Handler):
    def __init__(self, kept: list[str]) -> None:
        super().__init__()
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        self._kept.append(record.getMessage())


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with mock_server() as fresh:
        mock = fresh()
        url, logged = urlsplit(mock.base_url), list[str]()
        handler = _Keep(logged)
        loggers = [logging.getLogger(name) for name in ("uvicorn.error", "asyncio", "bigcommerce_contract.mock")]
        for logger in loggers:
            logger.addHandler(handler)
        yield Served(url.port or 0, url.path.encode(), logged)
        for logger in loggers:
            logger.removeHandler(handler)


@cache
def documented() -> frozenset[int]:
    """Give every status of the document below 500."""
    operations = [as_object(item) or {} for path in load_document()["paths"].values() for item in path.values()]
    statuses = {int(status) for item in operations for status in item.get("responses", {})}
    return frozenset(status for status in statuses if status < 500)


def assert_refused_or_done(served: Served, data: bytes) -> None:
    # Who asks whether to go on is told so first.
    answer = served.answer(data).removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")
    if answer:
        line = answer.partition(b"\r\n")[0].split()
        assert line[0] == b"HTTP/1.1"
        assert int(line[1]) in documented()
    assert b"Traceback" not in answer
    assert served.logged == []
    assert served.answer(b"GET /nothing HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 404")


def request(served: Served, first: bytes, headers: list[bytes], body: bytes = b"") -> bytes:
    """Give a request to the store, with a token that may do everything."""
    line = first.replace(b"$", served.prefix)
    return b"\r\n".join([line, b"Host: x", b"X-Auth-Token: full-token", b"Connection: close", *headers, b"", body])


TARGETS = st.sampled_from(
    [
        b"GET $/customers HTTP/1.1",
        b"POST $/customers HTTP/1.1",
        b"PUT $/customers/1 HTTP/1.1",
        b"GET $/customers/%00 HTTP/1.1",
        b"GET $/customers/" + b"9" * 5000 + b" HTTP/1.1",
        b"GET $/customers?first_name=%ED%A0%80&limit=\xff HTTP/1.1",
        b"GET $/customers?" + b"a=1&" * 20_000 + b" HTTP/1.1",
        b"GET " + b"/a" * 40_000 + b" HTTP/1.1",
        b"GET $/../..//customers HTTP/1.1",
        b"GET http://[::1/customers HTTP/1.1",
        b"GET * HTTP/1.1",
        b"CONNECT x:1 HTTP/1.1",
        b"BREW $/customers HTTP/1.1",
        b"GET $/customers HTTP/9.9",
        b"GET $/customers",
        b"get $/customers HTTP/1.1",
        b"PRI * HTTP/2.0",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"",
    ]
).map(Large) | st.binary(max_size=30)
HEADERS = st.sampled_from(
    [
        b"Content-Length: 5",
        b"Content-Length: -1",
        b"Content-Length: " + b"9" * 40,
        b"Content-Length: 1, 2",
        b"Transfer-Encoding: chunked",
        b"Transfer-Encoding: chunked, identity",
        b"Transfer-Encoding: \xff",
        b"Content-Type: application/json",
        b"Content-Type: \xff/\xff; =;",
        b"Content-Encoding: gzip",
        b"Accept: \xff",
        b"Accept: " + b"application/json;q=x," * 2000,
        b"Authorization: Basic \xff\xff",
        b"X-Mock-Fault: \xff",
        b"Upgrade: websocket",
        b"Upgrade: h2c",
        b"Expect: 100-continue",
        b"Host: \xff",
        b"A: " + b"a" * 200_000,
        b": empty",
        b" folded",
        b"no colon",
        b"A\x00B: c",
        *[b"X-%d: y" % number for number in range(3)],
    ]
).map(Large) | st.binary(max_size=30)
CHUNKS = st.sampled_from(
    [
        b"5\r\n{}   \r\n0\r\n\r\n",
        b"zz\r\n",
        b"-1\r\n{}",
        b"f" * 40 + b"\r\n{}",
        b"2\r\n{}0\r\n",
        b"2;x=\xff\r\n{}\r\n0\r\nA: b\r\n\r\n",
    ]
)


@given(first=TARGETS, headers=st.lists(HEADERS, max_size=4), body=CHUNKS | BYTES)
@bounded(150)
def test_malformed_http(served: Served, first: bytes, headers: list[bytes], body: bytes) -> None:
    assert_refused_or_done(served, request(served, first, headers, body))


@given(data=st.binary(max_size=200))
@bounded(50)
def test_any_bytes(served: Served, data: bytes) -> None:
    assert_refused_or_done(served, data)


DUPLICATE = st.sampled_from([b'{"phone": "1", "phone": "2"}', b'{"notes": "\xff"}', b'{"notes": "\\ud800"}'])


@given(
    first=st.sampled_from([b"POST $/customers", b"PUT $/customers/1", b"POST $/customers/1/validate"]),
    body=st.sampled_from(BODIES).flatmap(spoiled).map(encoded) | BYTES | DUPLICATE,
)
@bounded(150)
def test_malformed_bodies(served: Served, first: bytes, body: bytes) -> None:
    headers = [b"Content-Type: application/json", b"Content-Length: %d" % len(body)]
    assert_refused_or_done(served, request(served, first + b" HTTP/1.1", headers, body))
