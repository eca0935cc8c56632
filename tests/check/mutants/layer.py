"""An ASGI layer around a server that rewrites requests before and answers after: what mutants are made of."""

import json
import re
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

_PATH = re.compile(r"(?P<prefix>.*)/customers(?P<count>/count)?(/(?P<id>-?\w+)(?P<validate>/validate)?)?")
_OPERATIONS = {
    ("GET", ""): "list",
    ("POST", ""): "create",
    ("DELETE", ""): "delete_all",
    ("GET", "count"): "count",
    ("GET", "id"): "get",
    ("PUT", "id"): "update",
    ("DELETE", "id"): "delete",
    ("POST", "validate"): "validate",
}
_BASIC_KEY = "Basic " + b64encode(b"mock-user:mock-key").decode()
_TOKENS = {"full-token": "full", "read-only-token": "read_only", "no-scope-token": "no_scope"}


def credential(form: str) -> dict[str, str]:
    """Give the header that may do everything in one form of the API."""
    return {"authorization": _BASIC_KEY} if form == "basic" else {"x-auth-token": "full-token"}


@dataclass
class Call:
    """A request on its way to the server, free to be changed."""

    method: str
    path: str
    query: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""

    @property
    def operation(self) -> str:
        """Short name of the operation, an empty text where there is none."""
        found = _PATH.fullmatch(self.path)
        if found is None:
            return ""
        kind = "count" if found["count"] else "validate" if found["validate"] else "id" if found["id"] else ""
        return _OPERATIONS.get((self.method, kind), "")

    @property
    def customer_id(self) -> int:
        """The id in the path, 0 where there is none."""
        found = _PATH.fullmatch(self.path)
        return int(found["id"]) if found and found["id"] and found["id"].isdigit() else 0

    @property
    def form(self) -> str:
        """`basic` or `oauth`."""
        return "basic" if self.path.startswith("/api/") else "oauth"

    @property
    def role(self) -> str:
        """The credential by name."""
        if "authorization" in self.headers:
            return "basic" if self.headers["authorization"] == _BASIC_KEY else "unknown"
        token = self.headers.get("x-auth-token")
        return "none" if token is None else _TOKENS.get(token, "unknown")

    def get(self, name: str) -> str | None:
        """Give the value of a query parameter."""
        return dict(self.query).get(name)

    def drop(self, *names: str) -> None:
        """Remove query parameters."""
        self.query = [pair for pair in self.query if pair[0] not in names]

    def put(self, name: str, value: object) -> None:
        """Set a query parameter."""
        self.drop(name)
        self.query.append((name, str(value)))

    def json(self) -> Any:  # noqa: ANN401 - JSON is any
        """Give the parsed body, an empty object where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    def sent(self) -> dict[str, Any]:
        """Give the parsed body where it is an object, else an empty one."""
        parsed = self.json()
        return cast("dict[str, Any]", parsed) if isinstance(parsed, dict) else {}

    def set_json(self, value: object) -> None:
        """Replace the body."""
        self.body = json.dumps(value).encode()
        self.headers["content-type"] = "application/json"
        self.headers.pop("content-length", None)

    def aside(self, method: str, tail: str, query: Iterable[tuple[str, str]] = (), body: object = None) -> "Call":
        """Give a request of the mutant's own, for the same store, with the credential that may do everything."""
        prefix = "/api/v2" if self.form == "basic" else "/stores/abc123/v2"
        headers = {"accept": "application/json"} | credential(self.form)
        call = Call(method, f"{prefix}/customers{tail}", list(query), headers)
        if body is not None:
            call.set_json(body)
        return call

    def copy(self) -> "Call":
        """Give a copy."""
        return deepcopy(self)


@dataclass
class Answer:
    """An answer on its way back, free to be changed."""

    status: int
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""

    @property
    def done(self) -> bool:
        """Whether the request was carried out."""
        return self.status < 300

    def json(self) -> Any:  # noqa: ANN401 - JSON is any
        """Give the parsed body, None where there is none."""
        return json.loads(self.body) if self.body else None

    def customers(self) -> list[dict[str, Any]]:
        """Give the customers shown, one or many, none where the request was refused."""
        shown = self.json() if self.done and self.body else None
        items = cast("list[object]", shown) if isinstance(shown, list) else [shown]
        return [cast("dict[str, Any]", item) for item in items if isinstance(item, dict) and "id" in item]

    def show(self, customers: list[dict[str, Any]]) -> None:
        """Show other customers in the same shape, one or many."""
        self.set_json(customers if self.body.lstrip().startswith(b"[") else customers[0])

    def set_json(self, value: object) -> None:
        """Replace the body."""
        self.body = json.dumps(value).encode()
        self.headers.setdefault("content-type", "application/json")
        self.headers["content-length"] = str(len(self.body))

    def become_list(self, customers: Sequence[object]) -> None:
        """Become the list of these customers: 204 where there are none."""
        self.become(200 if customers else 204, customers or None)

    def become(self, status: int, value: object = None, *, message: str = "Changed.") -> None:
        """Become another answer: an error of the usual shape unless a value is given; nothing for 204."""
        self.status = status
        if value is None and status >= 400:
            value = [{"status": status, "message": message}]
        self.headers.pop("content-length", None)
        if self.done:
            # Only successful answers of the Basic form carry it.
            self.headers.setdefault("x-bc-apilimit-remaining", "1000")
        if value is None:
            self.body = b""
            self.headers.pop("content-type", None)
        else:
            self.set_json(value)


Forward = Callable[[Call], Awaitable[Answer]]
Rewrite = Callable[[Call, Forward], Awaitable[Answer]]


async def ask(app: App, call: Call) -> Answer:
    """Send a request to an ASGI application and collect its answer."""
    answer = Answer(0)
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": call.body, "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {
                key.decode("latin-1").lower(): value.decode("latin-1") for key, value in message["headers"]
            }
        elif message["type"] == "http.response.body":
            answer.body += message.get("body", b"")

    await app(_scope(call), receive, send)
    return answer


def _scope(call: Call) -> Message:
    headers = {"host": "127.0.0.1"} | call.headers
    if call.body:
        headers["content-length"] = str(len(call.body))
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": call.method,
        "scheme": "http",
        "path": call.path,
        "raw_path": call.path.encode(),
        "query_string": urlencode(call.query, errors="surrogateescape").encode(),
        "root_path": "",
        "headers": [(key.encode("latin-1"), value.encode("latin-1")) for key, value in headers.items()],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1234),
    }


class Mutated:
    """An ASGI application that stands in front of another and rewrites what passes."""

    def __init__(self, app: App, rewrite: Rewrite) -> None:
        """Put `rewrite` in front of `app`."""
        self._app = app
        self._rewrite = rewrite

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = await self._rewrite(await _read(scope, receive), lambda call: ask(self._app, call))
        headers = [(key.encode("latin-1"), value.encode("latin-1")) for key, value in answer.headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})


async def _read(scope: Message, receive: Receive) -> Call:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    query = parse_qsl(scope["query_string"].decode(), keep_blank_values=True, errors="surrogateescape")
    headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
    return Call(scope["method"], scope["path"], query, headers, body)
