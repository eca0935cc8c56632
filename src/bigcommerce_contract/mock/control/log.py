"""What was asked and answered, with every secret masked."""

import json
from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any, cast

KEPT = 1000
"""How many requests the log holds; the oldest go first."""

MASK = "***"

_KEPT_BODY_BYTES = 4096
_SECRET_HEADERS = frozenset({"x-auth-token", "authorization", "cookie", "proxy-authorization"})
_SECRET_PROPERTIES = frozenset({"password", "password_confirmation"})


@dataclass(kw_only=True, slots=True)
class Logged:
    """A request and what became of it, as it came: secrets are masked where it is shown.

    Attributes:
        at: When it came, in seconds since 1970 by the mock's clock.
        method: The HTTP method.
        path: The path, without the query.
        query: The query string as it was sent.
        headers: The request's headers.
        body: The request's body, empty where it is too long to keep.
        status: The status of the answer; None where the connection was dropped.
        duration_ms: From the whole request to the answer, in milliseconds.
        store: The store hash; None where nobody was identified.
        operation: The operationId; None where there is none.
        fault: The kind of the fault that struck, `latency` where there was no other; None for none.
    """

    at: float
    method: str
    path: str
    query: bytes
    headers: list[tuple[bytes, bytes]] = field(repr=False)
    body: bytes = field(repr=False)
    status: int | None
    duration_ms: float
    store: str | None
    operation: str | None
    fault: str | None


class RequestLog:
    """The last requests."""

    def __init__(self) -> None:
        """Begin empty."""
        self._entries: deque[Logged] = deque(maxlen=KEPT)

    def add(self, entry: Logged) -> None:
        """Take a request in."""
        self._entries.append(entry)

    def clear(self, store: str | None = None) -> None:
        """Forget everything, or what concerns one store."""
        kept = [] if store is None else [entry for entry in [*self._entries] if entry.store != store]
        self._entries.clear()
        self._entries.extend(kept)

    def entries(self, store: str | None = None) -> list[dict[str, Any]]:
        """Give the requests, the oldest first; those of one store alone, where it is named."""
        chosen = [entry for entry in [*self._entries] if store in {None, entry.store}]
        return [_shown(entry) for entry in chosen]


def _shown(entry: Logged) -> dict[str, Any]:
    shown = {
        "query": entry.query.decode("latin-1"),
        "headers": _headers(entry.headers),
        "body": _body(entry.body),
        "duration_ms": round(entry.duration_ms, 3),
    }
    return {**asdict(entry), **shown}


def _headers(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    shown: dict[str, str] = {}
    for field_name, value in headers:
        name = field_name.decode("latin-1").lower()
        told = MASK if name in _SECRET_HEADERS else value.decode("latin-1")
        shown[name] = f"{shown[name]}, {told}" if name in shown else told
    return shown


def kept_body(body: bytes | None) -> bytes:
    """Give as much of a body as the log keeps."""
    return body if body is not None and len(body) <= _KEPT_BODY_BYTES else b""


def _body(body: bytes) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return _masked(json.loads(body)) if body else None
    except (ValueError, RecursionError):
        # What is no JSON may hold a secret that cannot be told from the rest.
        return MASK


def _masked(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        named = cast("dict[str, Any]", value)
        return {name: MASK if name in _SECRET_PROPERTIES else _masked(each) for name, each in named.items()}
    return list(map(_masked, cast("list[object]", value))) if isinstance(value, list) else value
