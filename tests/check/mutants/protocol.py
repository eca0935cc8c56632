"""Servers that get media types, malformed bodies, errors or headers wrong."""

import json
from collections.abc import Callable
from itertools import product
from typing import cast

from tests.check.mutants.layer import Answer, Call, Rewrite
from tests.check.mutants.registry import Condition, add, after, before, header, instead, is_a

_WRITES = ("create", "update")
_OBJECTS = ("list", "count", "get", "create", "update")


def _foreign(*types: str) -> Rewrite:
    return before(
        lambda call: call.headers.update({"content-type": "application/json"}),
        lambda call: call.operation in _WRITES and call.headers.get("content-type", "") in types,
    )


add(
    "request.media_type", "takes anything", _foreign("text/plain", "application/x-www-form-urlencoded", "image/png", "")
)
add("request.media_type", "takes plain text", _foreign("text/plain"))
add("request.media_type", "takes forms", _foreign("application/x-www-form-urlencoded"))
add("request.media_type", "takes a body without a type", _foreign(""))
add(
    "request.media_type",
    "answers 422",
    after(lambda answer: answer.become(422) if answer.status == 415 else None),
)


def _no_object(call: Call) -> bool:
    return (
        call.operation in _WRITES
        and call.headers.get("content-type") == "application/json"
        and not isinstance(_parsed(call), dict)
    )


def _parsed(call: Call) -> object:
    try:
        return json.loads(call.body)
    except ValueError:
        return None


def _first_of_list(call: Call) -> None:
    parsed = _parsed(call)
    items = cast("list[object]", parsed) if isinstance(parsed, list) else []
    if items and isinstance(items[0], dict):
        call.set_json(cast("object", items[0]))


add("request.json", "takes a list of one", before(_first_of_list, lambda call: call.operation in _WRITES))
add(
    "request.json",
    "answers 422",
    after(lambda answer: answer.become(422) if answer.status == 400 else None, _no_object),
)
add(
    "request.json",
    "answers 415",
    after(lambda answer: answer.become(415) if answer.status == 400 else None, _no_object),
)
add(
    "request.json",
    "takes a broken update for an empty one",
    before(lambda call: call.set_json({}), lambda call: call.operation == "update" and _no_object(call)),
)

add("request.accept", "does not look", before(lambda call: call.headers.update(accept="*/*")))
add("request.accept", "does not look in the list", before(lambda call: call.headers.update(accept="*/*"), is_a("list")))
add("request.accept", "does not look in get", before(lambda call: call.headers.update(accept="*/*"), is_a("get")))
add("request.accept", "answers 400", after(lambda answer: answer.become(400) if answer.status == 406 else None))


def _error(value: object, *statuses: int) -> Rewrite:
    return after(
        lambda answer: (
            answer.become(answer.status, value)
            if answer.status >= 400 and (not statuses or answer.status in statuses)
            else None
        )
    )


add("error.shape", "an object of no known shape", _error({"code": 1}))
add("error.shape", "an object of no known shape for 404", _error({"message": "Not found."}, 404))
add("error.shape", "a text", _error("No.", 404))
add("error.shape", "a list of texts", _error(["No."], 400))
add("error.shape", "a list without messages", _error([{"status": 404}], 404))
add("error.shape", "an object of no known shape for 401", _error({"reason": "No."}, 401))
add("error.shape", "an object of no known shape for 403", _error({"reason": "No."}, 403))
add("error.status", "always 400", _error([{"status": 400, "message": "No."}], 404))
add("error.status", "always 404 in the gateway's shape", _error({"status": 404, "title": "No."}, 401, 403, 405))
add("error.status", "200", _error([{"status": 499, "message": "No."}], 400))


def _typed(media_type: str, *statuses: int, when: Condition = lambda _call: True) -> Rewrite:
    def change(answer: Answer) -> None:
        if answer.body and answer.status in statuses:
            answer.headers["content-type"] = media_type

    return after(change, when)


add("error.media_type", "HTML", _typed("text/html", 404))
add("error.media_type", "plain text", _typed("text/plain", 400))
add(
    "error.media_type",
    "none",
    after(lambda answer: answer.headers.pop("content-type", None) if answer.status == 404 else None),
)
add("error.media_type", "HTML for 401", _typed("text/html; charset=utf-8", 401))


def _fails(when: Condition) -> Rewrite:
    return instead(500, when)


add("error.server", "over a long id", _fails(lambda call: len(call.path) > 50))
add("error.server", "over a body that is no JSON", _fails(_no_object))
add("error.server", "over a NUL", _fails(lambda call: any("\x00" in value for _, value in call.query)))
add("error.server", "over a quote", _fails(lambda call: any("'" in value for _, value in call.query)))
add("error.server", "over NaN", _fails(lambda call: b"NaN" in call.body))
add("error.server", "over a long number", _fails(lambda call: any(len(value) == 30 for _, value in call.query)))
add("error.server", "over a quality that is no number", _fails(lambda call: "often" in call.headers.get("accept", "")))
add("error.server", "over a deep body", _fails(lambda call: b"[[[[[[" in call.body))
add(
    "error.server",
    "over a missing customer",
    after(lambda answer: answer.become(500) if answer.status == 404 else None, is_a("get", "update", "delete")),
)


add(
    "error.server",
    "is never there for an unknown parameter",
    instead(503, lambda call: call.operation == "list" and call.get("sort") is not None),
)


def _restated(status: int) -> Callable[[Answer], None]:
    def change(answer: Answer) -> None:
        if answer.status == 200:
            answer.status = status

    return change


for operation, status in product(("list", "get", "count", "validate"), (201, 202, 203)):
    add(
        "answer.status",
        f"{status} for {operation}",
        after(_restated(status), is_a(operation)),
    )

for operation in _OBJECTS:
    for media_type in ("text/html", "text/plain"):
        add(
            "answer.media_type",
            f"{media_type} for {operation}",
            _typed(media_type, 200, 201, when=is_a(operation)),
        )
add(
    "answer.media_type",
    "none",
    after(lambda answer: answer.headers.pop("content-type", None) if answer.status == 200 else None),
)

_LIMITS = (
    "x-rate-limit-requests-left",
    "x-rate-limit-requests-quota",
    "x-rate-limit-time-reset-ms",
    "x-rate-limit-time-window-ms",
)
for name in _LIMITS:
    add(
        "answer.rate_limit.oauth",
        f"without {name}",
        after(header(name, None)),
    )
add(
    "answer.rate_limit.oauth",
    "not a number",
    after(lambda answer: answer.headers.update({_LIMITS[0]: "many"}), lambda call: call.form == "oauth"),
)
add(
    "answer.rate_limit.oauth",
    "a fraction",
    after(lambda answer: answer.headers.update({_LIMITS[2]: "1.5"}), lambda call: call.form == "oauth"),
)
add(
    "answer.rate_limit.oauth",
    "without any on writes",
    after(lambda answer: [answer.headers.pop(name, None) for name in _LIMITS], is_a("create", "update", "delete")),
)
add("answer.rate_limit.basic", "missing", after(lambda answer: answer.headers.pop("x-bc-apilimit-remaining", None)))
add(
    "answer.rate_limit.basic",
    "not a number",
    after(lambda answer: answer.headers.update({"x-bc-apilimit-remaining": "many"}), lambda call: call.form == "basic"),
)
