"""The requests of a run of this project's check on the correct server, to be sent again to any other."""

import http.client
import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

_PATIENCE_S = 10
_HOP = frozenset({"connection", "content-length", "host", "transfer-encoding", "accept-encoding"})


@dataclass(frozen=True)
class Sent:
    """A request, as it came to the server.

    Attributes:
        method: Its method.
        target: Path and query, undecoded.
        headers: Names and values, without those of one connection alone.
        body: Its body, as latin-1.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: str


class Recorder:
    """An ASGI application around another that keeps the requests.

    Args:
        app: The application.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self.sent: list[Sent] = []

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Read the request, keep it and hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        self.sent.append(_sent(scope, body))
        waiting = [{"type": "http.request", "body": body, "more_body": False}]

        async def once() -> Message:
            return waiting.pop() if waiting else await receive()

        await self._app(scope, once, send)


def _sent(scope: Message, body: bytes) -> Sent:
    query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
    kept = tuple((name, value) for name, value in headers if name not in _HOP)
    return Sent(scope["method"], scope["raw_path"].decode("latin-1") + query, kept, body.decode("latin-1"))


def save(sent: list[Sent], file: Path) -> None:
    """Write requests to a file; another process sees all of them or none."""
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(json.dumps([asdict(each) for each in sent]))
    unfinished.rename(file)


def load(file: Path) -> list[Sent]:
    """Read requests from a file."""
    found = json.loads(file.read_text())
    return [Sent(each["method"], each["target"], tuple(map(tuple, each["headers"])), each["body"]) for each in found]


def replay(sent: list[Sent], port: int) -> list[tuple[Sent, int, http.client.HTTPMessage]]:
    """Send requests to a port of this machine, one after the other; give the status and headers of each answer."""
    answers: list[tuple[Sent, int, http.client.HTTPMessage]] = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S)
    for each in sent:
        try:
            connection.putrequest(each.method, each.target, skip_accept_encoding=True)
            for name, value in each.headers:
                connection.putheader(name, value)
            body = each.body.encode("latin-1")
            connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            answer.read()
            answers.append((each, answer.status, answer.headers))
        except (OSError, http.client.HTTPException, ValueError):
            # What this client cannot send, or the server does not answer, is no evidence.
            connection.close()
    connection.close()
    return answers
