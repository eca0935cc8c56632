"""A session for the walk that talks to an ASGI application in this process: no gate, no network, no waiting."""

import asyncio
import json as json_module
from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tests.check.mutants.layer import App, Call, Mutated, Rewrite, ask

from bigcommerce_contract.check.credentials import malformed_credential
from bigcommerce_contract.check.exchange import UNAVAILABLE, Exchange, Form, Request, Response, Role
from bigcommerce_contract.check.judge import Finding, Judge, World
from bigcommerce_contract.check.marker import Marker
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.walk import run_walk
from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.behaviour import Behaviour
from bigcommerce_contract.mock.settings import Settings

_BASES: dict[Form, str] = {"oauth": "/stores/abc123/v2", "basic": "/api/v2"}
_TOKENS = {
    Role.FULL: "full-token",
    Role.READ_ONLY: "read-only-token",
    Role.NO_SCOPE: "no-scope-token",
    Role.UNKNOWN: "unknown-token",
}
_BASIC = {Role.BASIC: "mock-user:mock-key", Role.UNKNOWN: "mock-user:wrong-key"}
_STRANGERS = 12
_ABSENT: Any = object()


class Clock:
    """A clock that moves only when somebody waits."""

    def __init__(self) -> None:
        """Start at a fixed moment."""
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        """Tell the time in seconds since 1970."""
        return self.now

    def wait(self, seconds: float) -> None:
        """Let time pass, at least a second at a time."""
        self.now += max(seconds, 1.0)


class InProcess:
    """Sends requests to an application and lets a judge watch."""

    def __init__(self, app: App, judge: Judge, roles: frozenset[Role] = frozenset(Role), run: str = "mutants") -> None:
        """Connect to `app`."""
        self.roles = roles
        self.marker = Marker(run)
        self.judge = judge
        self.findings: list[Finding] = []
        self.exchanges: list[Exchange] = []
        self._app = app
        self._loop = asyncio.new_event_loop()

    def close(self) -> None:
        """Release what the session holds."""
        self._loop.close()

    def send(  # noqa: PLR0913
        self,
        method: str,
        path: str,
        *,
        role: Role = Role.FULL,
        form: Form | None = None,
        query: Mapping[str, Any] | list[tuple[str, Any]] | str | None = None,
        json: object = _ABSENT,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Exchange:
        """Send a request and have the exchange judged; what is not available is read three times, as by the gate."""
        form = form or ("basic" if role is Role.BASIC else "oauth")
        sent = {"accept": "application/json"}
        body = content or b""
        if json is not _ABSENT:
            body = json_module.dumps(json).encode()
        if body:
            sent["content-type"] = "application/json"
        sent |= {key.lower(): value for key, value in (headers or {}).items()}
        sent = {key: value for key, value in sent.items() if value}
        raw = query if isinstance(query, str) else urlencode(query or {})
        credential = dict(malformed_credential(tuple(sent.items()), role, form)) or _credential(role, form)
        call = Call(method, _BASES[form] + path, _pairs(raw), sent | credential, body)
        request = Request(method, path, raw, tuple(sent.items()), body)
        exchange = self._ask(call, request, role, form)
        for _ in range(2 if method == "GET" and exchange.response.status in UNAVAILABLE else 0):
            exchange = self._ask(call, request, role, form)
        return exchange

    def _ask(self, call: Call, request: Request, role: Role, form: Form) -> Exchange:
        answer = self._loop.run_until_complete(ask(self._app, call.copy()))
        response = Response(answer.status, tuple(answer.headers.items()), answer.body)
        exchange = Exchange(request, response, role, form, f"http://127.0.0.1{_BASES[form]}")
        self.exchanges.append(exchange)
        self.findings.extend(self.judge.observe(exchange))
        return exchange


def _pairs(raw: str) -> list[tuple[str, str]]:
    return parse_qsl(raw, keep_blank_values=True, errors="surrogateescape")


def _credential(role: Role, form: Form) -> dict[str, str]:
    if form == "basic":
        return {"authorization": f"Basic {b64encode(_BASIC[role].encode()).decode()}"} if role in _BASIC else {}
    return {"x-auth-token": _TOKENS[role]} if role in _TOKENS else {}


def judged_walk(  # noqa: PLR0913 - one argument for each way in which trials differ
    rewrite: Rewrite | None = None,
    rules: frozenset[str] | None = None,
    *,
    behaviour: Behaviour | None = None,
    run: str = "mutants",
    mode: Mode = Mode.DISPOSABLE,
    strangers: int = _STRANGERS,
) -> InProcess:
    """Walk through a mock server, mutated or not, with a judge that knows whether it was empty.

    Args:
        rewrite: What is wrong with the server; None for the mock as it is.
        rules: The rules of interest; None for all.
        behaviour: The switches of the mock.
        run: Name of the run, from which the walk takes its texts: what a seed is to the walk.
        mode: Mode of the run; the store is empty in `Mode.DISPOSABLE` alone.
        strangers: How many customers of others it holds otherwise.

    Returns:
        The session, closed, with the findings and the judge.
    """
    clock = Clock()
    empty = mode is Mode.DISPOSABLE
    settings = Settings(stores=("abc123", "other456"), seed_customers=0 if empty else strangers)
    app: Any = create_app(settings, behaviour, clock)
    judge = Judge(world=World.CLOSED if empty else World.OPEN)
    session = InProcess(Mutated(app, rewrite) if rewrite else app, judge, run=run)
    try:
        run_walk(session, mode=mode, rules=rules, sleep=clock.wait)
    finally:
        session.close()
    return session
