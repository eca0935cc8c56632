"""A small server that plays a target: it keeps customers, remembers all it received, and can misbehave."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qs

import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

TOKEN = "full-secret-token"
READ_ONLY_TOKEN = "read-only-secret-token"
NO_SCOPE_TOKEN = "no-scope-secret-token"
BASIC = "store-user:basic-secret-key"
FOREIGN = {1: "ann@shop.example", 2: "bob@shop.example", 7: "eve@shop.example"}

Customer = dict[str, Any]


@dataclass(frozen=True)
class Received:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Silence(Response):
    """Answers nothing until the client has gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del send
        request = Request(scope, receive)
        while not await request.is_disconnected():
            await receive()


@dataclass
class Target:
    """The server's store and log; `misbehave` may answer instead of it."""

    base_url: str = ""
    basic_url: str = ""
    customers: dict[int, Customer] = field(default_factory=dict[int, Customer])
    log: list[Received] = field(default_factory=list[Received])
    misbehave: Callable[[Received], Response | None] = lambda _: None
    creates_wanted: int = 1
    enough_creates: threading.Event = field(default_factory=threading.Event)
    next_id: int = 1

    def reset(self) -> None:
        fresh = Target()
        self.customers, self.log, self.next_id = fresh.customers, fresh.log, fresh.next_id
        self.misbehave, self.creates_wanted = fresh.misbehave, fresh.creates_wanted
        self.enough_creates.clear()

    def add(self, customer: Customer) -> Customer:
        self.next_id = max(self.next_id, *self.customers, 0) + 1
        stored = {**customer, "id": customer.get("id", self.next_id)}
        stored.pop("_authentication", None)
        self.customers[stored["id"]] = stored
        return stored

    def writes(self) -> list[tuple[str, str]]:
        return [(seen.method, seen.target) for seen in self.log if seen.method not in {"GET", "HEAD", "OPTIONS"}]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        received = await self.note(scope, receive)
        answer = self.misbehave(received) or self._answer(received)
        await answer(scope, receive, send)

    async def note(self, scope: Scope, receive: Receive) -> Received:
        body = await Request(scope, receive).body()
        query = scope["query_string"].decode("latin-1")
        target = scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        received = Received(scope["method"], target, headers, body)
        self.log.append(received)
        return received

    def _answer(self, received: Received) -> Response:
        path, _, query = received.target.partition("?")
        path = path.removeprefix("/stores/abc/v2").removeprefix("/api/v2")
        if received.headers.get("x-auth-token") != TOKEN:
            return _error(401)
        if path == "/customers/count":
            return JSONResponse({"count": len(self.customers)}) if received.method == "GET" else _error(405)
        if path == "/customers":
            return self._collection(received, query)
        number = path.removeprefix("/customers/")
        if not number.isdecimal() or int(number) not in self.customers:
            return _error(404)
        return self._one(received, int(number))

    def _collection(self, received: Received, query: str) -> Response:
        match received.method:
            case "GET":
                least = int(parse_qs(query).get("min_id", ["0"])[0]) if "min_id=" in query else 0
                page = [self.customers[number] for number in sorted(self.customers) if number >= least]
                return JSONResponse(page) if page else Response(status_code=204)
            case "POST":
                return self._create(received.body)
            case "DELETE":
                self.customers.clear()
                return Response(status_code=204)
            case _:
                return _error(405)

    def _create(self, body: bytes) -> Response:
        try:
            value = json.loads(body)
        except ValueError:
            return _error(400)
        body_object: dict[str, Any] = value if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownVariableType]
        if "@" not in str(body_object.get("email")):
            return _error(400)
        stored = self.add({name: value for name, value in body_object.items() if name != "id"})
        if len(self.customers) >= self.creates_wanted:
            self.enough_creates.set()
        return JSONResponse(stored, 201)

    def _one(self, received: Received, number: int) -> Response:
        match received.method:
            case "GET":
                return JSONResponse(self.customers[number])
            case "PUT":
                try:
                    self.customers[number].update({**json.loads(received.body), "id": number})
                except (ValueError, TypeError):
                    return _error(400)
                return JSONResponse(self.customers[number])
            case "DELETE":
                del self.customers[number]
                return Response(status_code=204)
            case _:
                return _error(405)


def _error(status: int) -> Response:
    return JSONResponse([{"status": status, "message": "No."}], status)


Served = TypeVar("Served", bound=Target)


@contextmanager
def serve(target: Served) -> Generator[Served]:
    """Serve on a free loopback port until the context ends."""
    # asyncio sends small segments at once only where the protocol is named: without, each answer takes 40 ms.
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        target.base_url = f"http://127.0.0.1:{port}/stores/abc/v2"
        target.basic_url = f"http://127.0.0.1:{port}/api/v2"
        config = uvicorn.Config(target, http="h11", ws="none", lifespan="off", log_level="critical")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])), daemon=True)
        thread.start()
        try:
            yield target
        finally:
            server.should_exit = True
            thread.join(10)
