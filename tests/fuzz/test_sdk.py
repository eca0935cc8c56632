"""Whatever a server sends, a call of the client gives its result or one of the client's errors."""

import asyncio
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz.values import BYTES, bounded, encoded, spoiled
from tests.fuzz.wire import Bytes, bytes_server
from tests.sdk.wire import CUSTOMER, Wire

from bigcommerce_customers import APIError, AsyncBigCommerce, BigCommerce

FULL = {**CUSTOMER, "form_fields": [{"name": "a", "value": None}], "reset_pass_on_login": True, "unknown": [1]}
CALLS: dict[str, tuple[Callable[[Any], Any], Any]] = {
    "list": (lambda customers: customers.list(limit=1), [FULL]),
    "walk": (lambda customers: customers.walk(limit=1), [FULL]),
    "get": (lambda customers: customers.get(1), FULL),
    "create": (lambda customers: customers.create(first_name="A", last_name="B", email="a@example.com"), FULL),
    "update": (lambda customers: customers.update(1, notes="n"), FULL),
    "count": (lambda customers: customers.count(), {"count": 1}),
    "delete": (lambda customers: customers.delete(1), None),
    "validate": (lambda customers: customers.validate_password(1, password="p"), {"success": True}),
}
ERRORS: list[Any] = [
    [{"status": 400, "message": "The field 'email' is invalid.", "details": {"invalid_reason": "taken"}}],
    {"status": 401, "title": "Unauthorized", "type": "x", "detail": "d", "errors": {"a": "b"}},
]
STATUSES = st.sampled_from(
    [200, 201, 204, 206, 299, 301, 304, 400, 401, 404, 418, 429, 500, 503, 507, 509, 599, 600, 999]
)
HEADER_TEXTS = st.sampled_from(
    ["", "0", "-1", "nan", "inf", "1e300", "9" * 400, "1, 2", "\xff", "http://[", "gzip", "utf-7"]
)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "Retry-After",
            "X-Retry-After",
            "X-Rate-Limit-Requests-Left",
            "X-Rate-Limit-Time-Reset-Ms",
            "X-Rate-Limit-Requests-Quota",
            "X-BC-ApiLimit-Remaining",
            "X-Request-Id",
            "Content-Type",
            "Content-Encoding",
            "Set-Cookie",
            "Location",
        ]
    ),
    HEADER_TEXTS,
    max_size=4,
)


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def server() -> Iterator[Bytes]:
    with bytes_server() as server:
        yield server


def outcome(call: Callable[[], Any]) -> Any:  # noqa: ANN401 - any result
    """Give what a call gives, used as its users would, or the client's error that it raises."""
    try:
        result = call()
    except APIError as error:
        result = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert repr(result)
    return result


def both(runner: asyncio.Runner, name: str, sync: BigCommerce, other: AsyncBigCommerce) -> None:
    """Call both clients, which have to come to the same."""
    call, _ = CALLS[name]
    first = outcome(lambda: consumed(call(sync.customers)))
    second = outcome(lambda: runner.run(_all_async(call(other.customers))))
    assert (type(first), str(first)) == (type(second), str(second))


def consumed(result: Any) -> Any:  # noqa: ANN401
    """Give what a call gave; of a list its first customers."""
    # A list of one a page goes on as long as the server does: some pages show whether the next can be asked for.
    return [item for item, _ in zip(result, range(3), strict=False)] if hasattr(result, "pages") else result


async def _all_async(result: Any) -> Any:  # noqa: ANN401
    if not hasattr(result, "pages"):
        return await result
    found: list[Any] = []
    async for item in result:
        found.append(item)
        if len(found) == 3:
            break
    return found


def clients(wire: Wire) -> tuple[BigCommerce, AsyncBigCommerce]:
    """Give both clients of a server, with none of the waiting that it may ask for."""
    return wire.client(max_retries=0), wire.async_client(max_retries=0)


def answers(status: int, body: bytes, headers: dict[str, str]) -> Wire:
    def answer(_request: httpx2.Request) -> httpx2.Response:
        # As a stream, for the content coding to be undone when it is read.
        raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        return httpx2.Response(status, headers=raw, stream=httpx2.ByteStream(body))

    return Wire(answer)


@pytest.mark.parametrize("name", CALLS)
@given(data=st.data())
@bounded(50)
def test_an_answer_close_to_a_correct_one(runner: asyncio.Runner, name: str, data: st.DataObject) -> None:
    body = data.draw(spoiled(CALLS[name][1]).map(encoded))
    both(runner, name, *clients(answers(data.draw(st.sampled_from([200, 201])), body, {})))


@given(name=st.sampled_from(list(CALLS)), status=STATUSES, body=BYTES, headers=HEADERS)
@bounded(120)
def test_any_answer(runner: asyncio.Runner, name: str, status: int, body: bytes, headers: dict[str, str]) -> None:
    both(runner, name, *clients(answers(status, body, headers)))


@given(status=STATUSES, body=st.sampled_from(ERRORS).flatmap(spoiled).map(encoded), headers=HEADERS)
@bounded(120)
def test_an_error_close_to_a_correct_one(
    runner: asyncio.Runner, status: int, body: bytes, headers: dict[str, str]
) -> None:
    both(runner, "get", *clients(answers(status, body, headers)))


LINES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 204",
        b"HTTP/1.0 200 OK",
        b"HTTP/1.1 100 Continue",
        b"HTTP/1.1 101 Switching",
        b"HTTP/1.1 99999 x",
        b"HTTP/1.1 -1 x",
        b"HTTP/9.9 200 OK",
        b"\xff\x00",
        b"Content-Length: 3",
        b"Content-Length: -3",
        b"Content-Length: 2, 3",
        b"Transfer-Encoding: chunked",
        b"Content-Encoding: gzip",
        b"Content-Type: application/json; charset=\xff",
        b"Set-Cookie: \xff=\xff; expires=\xff",
        b": x",
        b" folded",
        b"A: " + b"a" * 200_000,
        b"",
        b"3",
        b"zz",
        b"{}",
        b"[]",
    ]
)


@given(name=st.sampled_from(["walk", "get", "count"]), lines=st.lists(LINES | st.binary(max_size=20), max_size=6))
@bounded(20)
def test_any_bytes(runner: asyncio.Runner, server: Bytes, name: str, lines: list[bytes]) -> None:
    server.answer = b"\r\n".join([b"HTTP/1.1 200 OK", *lines])
    with BigCommerce(base_url=server.url, access_token="t", max_retries=0, timeout=5) as sync:
        outcome(lambda: consumed(CALLS[name][0](sync.customers)))
    outcome(lambda: runner.run(_asynchronously(server.url, name)))


async def _asynchronously(url: str, name: str) -> Any:  # noqa: ANN401
    async with AsyncBigCommerce(base_url=url, access_token="t", max_retries=0, timeout=5) as client:
        return await _all_async(CALLS[name][0](client.customers))
