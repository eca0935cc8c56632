"""Correct servers that differ from a quiet, small, quick one: the whole command passes them, in every mode."""

import asyncio
import os
import time
from collections.abc import Callable
from itertools import count

import pytest
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from tests.check.commanding import check_target, rules
from tests.check.mocked import MockTarget, mock_target
from tests.check.mutants.layer import Call, ask
from tests.check.target import BASIC, NO_SCOPE_TOKEN, READ_ONLY_TOKEN, TOKEN

from bigcommerce_contract.check.mode import Mode

_CROWD = 10_000
_SKEW_S = 7 * 60
_STEP_S = 0.05

# Each by itself in the quickest mode, all at once in all; `make mutants` tries each in each.
_MODES = tuple(Mode) if "EVERY_MODE" in os.environ else (Mode.READ_ONLY,)

Wrap = Callable[[ASGIApp], ASGIApp]


def zipped(app: ASGIApp) -> ASGIApp:
    return GZipMiddleware(app, minimum_size=0)


def chunked(app: ASGIApp) -> ASGIApp:
    """Send bodies in two chunks, without their length."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        async def cut(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [pair for pair in message["headers"] if pair[0].lower() != b"content-length"]
            elif message.get("body"):
                await send({**message, "body": message["body"][:1], "more_body": True})
                message = {**message, "body": message["body"][1:]}
            await send(message)

        await app(scope, receive, cut)

    return serve


def slow(app: ASGIApp) -> ASGIApp:
    """Take a while for every fifth answer."""
    numbers = count()

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(_STEP_S * (next(numbers) % 5 == 0))
        await app(scope, receive, send)

    return serve


def limiting(app: ASGIApp) -> ASGIApp:
    """Ask to come again later now and then, twice in a row."""
    numbers = count()

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        limited = next(numbers) % 40 in {7, 8}
        answer = JSONResponse({"status": 429, "title": "Too many requests"}, 429, {"X-Retry-After": "0"})
        await (answer if limited else app)(scope, receive, send)

    return serve


def shared(app: ASGIApp) -> ASGIApp:
    """Let somebody else create, change and delete customers of their own meanwhile."""
    numbers, theirs = count(), list[int]()
    headers = {"x-auth-token": TOKEN, "content-type": "application/json", "accept": "application/json"}

    async def write(number: int) -> None:
        call = Call("POST", "/stores/abc/v2/customers", [], dict(headers))
        call.set_json({"first_name": "Eve", "last_name": "Else", "email": f"eve-{number}@shop.example", "company": "E"})
        if theirs and number % 3:
            call.method, call.path = ("PUT" if number % 3 == 1 else "DELETE"), f"{call.path}/{theirs[-1]}"
            call.set_json({"company": f"E{number}"})
        answer = await ask(app, call)
        if call.method == "POST":
            theirs.append(answer.json()["id"])
        elif call.method == "DELETE":
            theirs.pop()

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        number = next(numbers)
        if number % 4 == 0:
            await write(number // 4)
        await app(scope, receive, send)

    return serve


def early() -> float:
    return time.time() - _SKEW_S


def late() -> float:
    return time.time() + _SKEW_S


def passes(mock: MockTarget, mode: Mode) -> None:
    """Run the command, and see that nothing failed and nothing was left."""
    credentials = ("--read-only-token", READ_ONLY_TOKEN, "--no-scope-token", NO_SCOPE_TOKEN)
    basic = ("--basic", BASIC, "--basic-url", mock.basic_url)
    ended = check_target(mock, "--mode", str(mode), *credentials, *basic, "--format", "json")
    assert ended.stdout, ended.stderr
    found = rules(ended.stdout)
    assert {name: rule["reason"] for name, rule in found.items() if rule["status"] == "failed"} == {}
    assert (ended.status, ended.stderr) == (0, "")
    assert sum(rule["status"] == "passed" for rule in found.values()) > 50
    assert mock.marked() == []
    assert mode is not Mode.READ_ONLY or mock.writes() == []


@pytest.mark.usefixtures("walk_alone")
@pytest.mark.parametrize("mode", _MODES)
@pytest.mark.parametrize("wrap", [zipped, chunked, slow, limiting], ids=lambda wrap: wrap.__name__)
def test_another_way_to_answer_passes(wrap: Wrap, mode: Mode) -> None:
    with mock_target(0 if mode is Mode.DISPOSABLE else 12, wrap) as mock:
        passes(mock, mode)


@pytest.mark.usefixtures("walk_alone")
@pytest.mark.parametrize("mode", _MODES)
@pytest.mark.parametrize("clock", [early, late], ids=lambda clock: clock.__name__)
def test_a_clock_that_is_wrong_by_minutes_passes(clock: Callable[[], float], mode: Mode) -> None:
    with mock_target(0 if mode is Mode.DISPOSABLE else 12, clock=clock) as mock:
        passes(mock, mode)


@pytest.mark.usefixtures("walk_alone")
@pytest.mark.parametrize("mode", [Mode.READ_ONLY, Mode.MARKED])
def test_a_store_with_many_customers_and_other_writers_passes(mode: Mode) -> None:
    with mock_target(_CROWD, shared) as mock:
        passes(mock, mode)


def test_a_store_with_many_customers_is_not_disposable() -> None:
    with mock_target(_CROWD) as mock:
        ended = check_target(mock, "--mode", "disposable")
        assert (ended.status, mock.writes()) == (2, [])
        assert "the store holds customers: --mode disposable needs an empty store" in ended.stderr


@pytest.mark.parametrize("mode", [Mode.READ_ONLY, Mode.MARKED])
def test_all_of_it_at_once_passes_with_generated_requests_too(mode: Mode) -> None:
    with mock_target(300, lambda app: chunked(zipped(shared(limiting(app)))), late) as mock:
        passes(mock, mode)


@pytest.mark.usefixtures("walk_alone")
def test_all_of_it_at_once_passes_on_a_store_of_its_own() -> None:
    with mock_target(0, lambda app: chunked(zipped(limiting(app))), early) as mock:
        passes(mock, Mode.DISPOSABLE)
