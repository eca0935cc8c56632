"""Undeclared methods, formats nobody speaks, bodies that are no JSON, and input that breaks careless servers."""

import json
from collections.abc import Iterator

from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.walk.facts import undeclared
from bigcommerce_contract.check.walk.stage import Stage
from bigcommerce_contract.check.walk.step import Step

_WRITES = frozenset({"writes"})
_AFTER = ("create the cast", "meet the cast")
_JSON = {"Content-Type": "application/json"}
_NO_JSON_TYPES = ("text/plain", "application/x-www-form-urlencoded", "image/png")
_NO_OBJECTS = (b"{", b"no json", b"[]", b'"text"', b"null", b"42", b"true", b"[{}]", b'{"first_name": "Ada",}', b"")
_LONG = "9" * 30
_HOSTILE_QUERIES = (
    "first_name=%00",
    "first_name=%FF",
    "first_name='%20OR%201=1--",
    f"first_name={'x' * 5000}",
    f"page={_LONG}",
    f"limit={_LONG}",
    f"min_id={_LONG}",
    "min_date_created=9999-12-31",
    "limit=1&limit=2",
)
_HOSTILE_MEMBERS = ('"notes": "\\u0000"', '"notes": "\\ud800"', '"store_credit": 1e400', '"store_credit": NaN')


def _methods(stage: Stage) -> None:
    customer_id = stage.cast[0]["id"] if stage.cast else 1
    for method, template in undeclared():
        if stage.mode is not Mode.READ_ONLY or method == "GET":
            stage.send(method, template.replace("{id}", str(customer_id)))
    stage.get(customer_id)
    stage.everybody()
    stage.count()


def _accept(stage: Stage) -> None:
    paths = ["/customers", "/customers/count", *(f"/customers/{customer['id']}" for customer in stage.cast[:1])]
    for path in paths:
        for wanted in ("image/png", "application/vnd.nobody+zip"):
            stage.send("GET", path, headers={"Accept": wanted})
        for wanted in ("*/*", "application/*;q=0.5", "image/png, application/json;q=0.1", "application/*;q=often"):
            stage.send("GET", path, headers={"Accept": wanted})


def _targets(stage: Stage) -> Iterator[tuple[str, str]]:
    yield "POST", "/customers"
    customer_id = stage.newcomer("target")
    if customer_id is not None:
        yield "PUT", f"/customers/{customer_id}"


def _media_types(stage: Stage) -> None:
    for method, path in _targets(stage):
        for media_type in (*_NO_JSON_TYPES, None):
            body = json.dumps(stage.person("typed")).encode()
            headers = {"Content-Type": media_type or ""}
            stage.remember(stage.send(method, path, content=body, headers=headers))
    stage.everybody()
    stage.count()


def _no_json(stage: Stage) -> None:
    for method, path in _targets(stage):
        for content in _NO_OBJECTS:
            stage.send(method, path, content=content, headers=_JSON)
        stage.send(method, path, content=json.dumps([stage.person("listed")]).encode(), headers=_JSON)
    stage.everybody()
    stage.count()


def _hostile_reads(stage: Stage) -> None:
    for path in (f"/customers/{_LONG}", "/customers/0", "/customers/-1", "/customers/abc"):
        stage.send("GET", path)
    for query in _HOSTILE_QUERIES:
        stage.send("GET", "/customers", query=query)


def _hostile_writes(stage: Stage) -> None:
    for method, path in _targets(stage):
        for text in _hostile_bodies(stage):
            stage.remember(stage.send(method, path, content=text, headers=_JSON))
    stage.count()
    stage.list(limit=1)


def _hostile_bodies(stage: Stage) -> Iterator[bytes]:
    for member in _HOSTILE_MEMBERS:
        yield _with(stage, member)
    yield _with(stage, '"notes": ' + "[" * 400 + "]" * 400)
    yield _with(stage, f'"company": "{"x" * 300}"')
    yield _with(stage, '"customer_group_id": 99999999999999999999')
    yield b'{"first_name": "\xff"}'


def _with(stage: Stage, member: str) -> bytes:
    return (json.dumps(stage.person("hostile")).removesuffix("}") + f", {member}}}").encode()


STEPS = (
    Step("use undeclared methods", _methods, ("access.method.", "error."), after=_AFTER),
    Step("accept unknown formats", _accept, ("request.accept", "answer.media_type", "error."), after=_AFTER),
    Step("send other media types", _media_types, ("request.media_type", "error."), _WRITES),
    Step("send what is no object", _no_json, ("request.json", "error."), _WRITES),
    Step("send hostile queries", _hostile_reads, ("error.server",), after=_AFTER),
    Step("send hostile bodies", _hostile_writes, ("error.server",), _WRITES),
)
