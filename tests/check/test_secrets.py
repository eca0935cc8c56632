"""No secret is in anything that a check prints or writes, though the target repeats all it gets."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest
from starlette.responses import JSONResponse, Response
from tests.check.commanding import check
from tests.check.reporting import FORMATS
from tests.check.target import BASIC, NO_SCOPE_TOKEN, READ_ONLY_TOKEN, TOKEN, Received, Target

HEADER_SECRET = 'edge "secret" value'
SECRETS = (
    TOKEN,
    READ_ONLY_TOKEN,
    NO_SCOPE_TOKEN,
    BASIC,
    BASIC.partition(":")[2],
    base64.b64encode(BASIC.encode()).decode(),
    quote(BASIC, safe=""),
    HEADER_SECRET,
    json.dumps(HEADER_SECRET)[1:-1],
    quote(HEADER_SECRET),
)


@dataclass
class Echo:
    """A target that knows every token and puts what it was sent into headers and bodies of its answers."""

    target: Target
    ledgers: Path
    passwords: set[str] = field(default_factory=set[str])
    sent: set[str] = field(default_factory=set[str])
    ledger_texts: list[str] = field(default_factory=list[str])

    def answer(self, seen: Received) -> Response | None:
        self._note(seen)
        names = ("x-auth-token", "authorization", "x-edge")
        heard = {name: seen.headers[name] for name in names if name in seen.headers}
        self.sent.update(heard.values())
        headers = {f"X-Echo-{name}": f"{value} {quote(value)}" for name, value in heard.items()}
        if seen.method == "POST" and seen.body.startswith(b"{"):
            body = {
                **json.loads(seen.body),
                "id": self.target.next_id + 1,
                "notes": heard,
                "company": seen.body.decode(),
            }
            shown = {"_authentication": body["_authentication"]} if self.passwords & set(_texts(body)) else {}
            return JSONResponse(self.target.add(body) | shown, 201, headers)
        if seen.method == "GET" and len(self.target.log) > 8:
            return JSONResponse({"error": heard}, 500, headers)
        return JSONResponse({"count": 3, "heard": heard}, headers=headers) if seen.method == "GET" else None

    def _note(self, seen: Received) -> None:
        if seen.body.startswith(b"{"):
            self.passwords.update(text for text in _texts(json.loads(seen.body)) if len(text) >= 6)
        self.ledger_texts += [path.read_text() for path in self.ledgers.rglob("*.jsonl")]


def _texts(body: Mapping[str, object]) -> list[str]:
    login = body.get("_authentication")
    values = cast("dict[str, object]", login).values() if isinstance(login, dict) else ()
    return [value for value in values if isinstance(value, str)]


@pytest.mark.usefixtures("walk_alone")
def test_no_secret_gets_out(target: Target, state: Path, tmp_path: Path) -> None:
    echo = Echo(target, state)
    target.misbehave = echo.answer
    credentials = ["--token", TOKEN, "--read-only-token", READ_ONLY_TOKEN, "--no-scope-token", NO_SCOPE_TOKEN]
    credentials += ["--basic", BASIC, "--basic-url", target.basic_url, "--header", f"X-Edge: {HEADER_SECRET}"]
    reports = {form: tmp_path / f"report.{form}" for form in FORMATS}
    options = [word for form, path in reports.items() for word in ("--report", f"{form}={path}")]
    ended = check(target.base_url, *credentials, *options, "--format", "json")
    assert ended.status == 1
    assert {TOKEN, READ_ONLY_TOKEN, NO_SCOPE_TOKEN, HEADER_SECRET} <= echo.sent
    assert echo.passwords
    assert echo.ledger_texts
    texts = [ended.stdout, ended.stderr, *(path.read_text() for path in reports.values()), *echo.ledger_texts]
    for text in texts:
        assert not [secret for secret in (*SECRETS, *echo.passwords) if secret in text]
    assert all("***" in text for text in (texts[0], *texts[2 : 2 + len(FORMATS)]))
