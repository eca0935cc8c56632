"""The loopback door of the gate, for sources that speak HTTP; a credential is the name of a role there."""

import asyncio
import base64
import binascii
import threading
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn
from anyio.to_thread import run_sync
from starlette.requests import Request as IncomingRequest
from starlette.responses import Response as OutgoingResponse
from starlette.types import Receive, Scope, Send

from bigcommerce_contract.check.credentials import TOKEN_HEADER
from bigcommerce_contract.check.errors import CheckError
from bigcommerce_contract.check.exchange import Exchange, Form, Headers, Request, Response, Role, to_target
from bigcommerce_contract.check.gate import Gate
from bigcommerce_contract.check.guard import refusal

_START_S = 10.0
_NOT_COPIED = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "date", "server"})


@contextmanager
def open_door(gate: Gate) -> Generator[str]:
    """Serve ``gate`` on a free loopback port; yield its URL, below which ``/oauth`` and ``/basic`` stand."""
    server = uvicorn.Server(
        # h11 takes every method and header that HTTP allows; other parsers refuse some before the gate sees them.
        uvicorn.Config(
            _Door(gate), host="127.0.0.1", port=0, http="h11", ws="none", lifespan="off", log_level="critical"
        ),
    )
    started = threading.Event()
    thread = threading.Thread(target=_serve, args=(server, started), name="gate", daemon=True)
    thread.start()
    try:
        if not started.wait(_START_S):
            message = "the gate could not open a loopback port"
            raise CheckError(message)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(_START_S)


def _serve(server: uvicorn.Server, started: threading.Event) -> None:
    async def serve() -> None:
        config = server.config
        config.load()
        server.lifespan = config.lifespan_class(config)
        await server.startup()
        started.set()
        await server.main_loop()
        await server.shutdown()

    asyncio.run(serve())


class _Door:
    """An ASGI application that turns requests into calls of the gate."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        incoming = IncomingRequest(scope, receive)
        body = await incoming.body()
        exchange = await run_sync(self._pass, scope, body)
        await _outgoing(exchange)(scope, receive, send)

    def _pass(self, scope: Scope, body: bytes) -> Exchange:
        form, path = _split(to_target(scope["raw_path"]))
        headers: Headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
        request = Request(scope["method"], path, to_target(scope["query_string"]), headers, body)
        role = _role(request, form)
        try:
            return self._gate.handle(request, role, form)
        except CheckError as error:
            return Exchange(request, refusal(503, str(error)), role, form, shielded=True)


def _split(raw_path: str) -> tuple[Form, str]:
    form, slash, path = raw_path.removeprefix("/").partition("/")
    return ("basic" if form == "basic" else "oauth"), slash + path


def _role(request: Request, form: Form) -> Role:
    shown = _basic_user(request) if form == "basic" else request.header(TOKEN_HEADER)
    if shown is None:
        return Role.NONE
    return Role(shown) if shown in set(Role) else Role.UNKNOWN


def _basic_user(request: Request) -> str | None:
    scheme, _, encoded = (request.header("Authorization") or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(encoded, validate=True).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return str(Role.UNKNOWN)


def _outgoing(exchange: Exchange) -> OutgoingResponse:
    response: Response = exchange.response
    answer = OutgoingResponse(response.body, response.status)
    answer.raw_headers = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in response.headers
        if name.lower() not in _NOT_COPIED
    ]
    if _may_have_body(exchange):
        answer.raw_headers.append((b"content-length", str(len(response.body)).encode()))
    return answer


def _may_have_body(exchange: Exchange) -> bool:
    return exchange.request.method != "HEAD" and exchange.response.status not in {204, 304}
