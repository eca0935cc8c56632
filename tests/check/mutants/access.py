"""Servers that get credentials, forms of the URL or methods wrong."""

from base64 import b64decode

from tests.check.mutants.layer import Answer, Call, Forward, Rewrite, credential
from tests.check.mutants.registry import Condition, add, after, before, both, in_form, instead, is_a

OPERATIONS = ("list", "count", "get", "create", "update", "delete", "delete_all")
READING = ("list", "count", "get")
WRITING = ("create", "update", "delete", "delete_all")


def _trust(role: str, *operations: str, form: str = "") -> Rewrite:
    def give(call: Call) -> None:
        call.headers |= credential(call.form)

    return before(give, lambda call: call.role == role and call.operation in operations and call.form.startswith(form))


def _refuse(role: str, operation: str, status: int) -> Rewrite:
    return instead(status, lambda call: call.role == role and call.operation == operation)


_ELSEWHERE = {
    "get": "get.customer",
    "update": "update.accepted",
    "delete": "delete.customer",
    "delete_all": "delete_all.offered",
}

for operation in OPERATIONS:
    add("access.scope.full", f"refuses the full token: {operation}", _refuse("full", operation, 403))
    add("access.scope.none.refused", f"serves without a scope: {operation}", _trust("no_scope", operation))
    add("access.credentials.missing", f"serves without credentials: {operation}", _trust("none", operation))
    add("access.credentials.unknown", f"serves unknown credentials: {operation}", _trust("unknown", operation))
    add(
        _ELSEWHERE.get(operation, "access.form.oauth"),
        f"has no {operation} in the OAuth form",
        instead(404, both(in_form("oauth"), is_a(operation))),
    )
    add(
        _ELSEWHERE.get(operation, "access.form.basic"),
        f"has no {operation} in the Basic form",
        instead(404, both(in_form("basic"), is_a(operation))),
    )
add(
    "access.credentials.missing", "serves the Basic form without credentials", _trust("none", *OPERATIONS, form="basic")
)
add(
    "access.credentials.unknown", "serves the Basic form with a wrong key", _trust("unknown", *OPERATIONS, form="basic")
)


def _pair(call: Call) -> str | None:
    """Read Basic credentials with care, None where they hold no pair: the mutants read them without."""
    scheme, _, encoded = call.headers.get("authorization", "").partition(" ")
    try:
        text = b64decode(encoded, validate=True).decode()
    except ValueError:
        return None
    return text if scheme.lower() == "basic" and ":" in text else None


def _malformed(call: Call) -> bool:
    return call.form == "basic" and "authorization" in call.headers and _pair(call) is None


def _begins(text: str) -> Condition:
    return lambda call: _malformed(call) and call.headers["authorization"].startswith(text)


def _trust_malformed(when: Condition) -> Rewrite:
    return before(lambda call: call.headers.update(credential("basic")), when)


add("access.credentials.unknown", "serves malformed Basic credentials", _trust_malformed(_malformed))
add(
    "access.credentials.unknown",
    "lets malformed Basic credentials create",
    _trust_malformed(both(_malformed, is_a("create"))),
)
add("access.credentials.unknown", "looks at the scheme alone", _trust_malformed(_begins("Basic")))
add("access.credentials.unknown", "serves another scheme", _trust_malformed(_begins("Bearer")))
add("access.credentials.unknown", "reads what is no Base64 as nothing to check", _trust_malformed(_begins("Basic %")))
add("access.credentials.unknown", "asks for no key", _trust_malformed(_begins("Basic dW5")))
add("access.credentials.status", "answers malformed Basic credentials with 400", instead(400, _malformed))
add("error.server", "fails at malformed Basic credentials", instead(500, _malformed))
add("error.server", "fails at Basic credentials that are no UTF-8", instead(500, _begins("Basic /zr/")))
add("access.form.basic", "knows no user of the Basic form", instead(401, lambda call: call.role == "basic"))
add(
    "access.form.basic",
    "refuses writing in the Basic form",
    instead(403, lambda call: call.role == "basic" and call.operation in WRITING),
)

for operation in READING:
    add(
        "access.scope.read_only.allowed",
        f"refuses the read-only token: {operation}",
        _refuse("read_only", operation, 403),
    )
add(
    "access.scope.read_only.allowed",
    "does not know the read-only token",
    instead(401, lambda call: call.role == "read_only"),
)
for operation in WRITING:
    add(
        "access.scope.read_only.refused", f"lets the read-only token write: {operation}", _trust("read_only", operation)
    )


def _refusal(status: int, new: int) -> Rewrite:
    return after(lambda answer: answer.become(new) if answer.status == status else None)


add("access.scope.status", "answers a missing scope with 401", _refusal(403, 401))
add("access.scope.status", "answers a missing scope with 404", _refusal(403, 404))
add("access.credentials.status", "answers missing credentials with 403", _refusal(401, 403))
add("access.credentials.status", "answers missing credentials with 400", _refusal(401, 400))
add(
    "access.credentials.status",
    "answers unknown credentials of the Basic form with 403",
    after(lambda answer: answer.become(403) if answer.status == 401 else None, lambda call: call.form == "basic"),
)
add(
    "access.basic.challenge",
    "does not name the scheme",
    after(lambda answer: answer.headers.pop("www-authenticate", None)),
)
add(
    "access.basic.challenge",
    "names another scheme",
    after(lambda answer: answer.headers.update({"www-authenticate": "Bearer"}), lambda call: call.form == "basic"),
)


async def _other_store(call: Call, forward: Forward) -> Answer:
    if call.role == "basic":
        call.path = call.path.replace("/api/v2", "/stores/other456/v2")
        call.headers = {key: value for key, value in call.headers.items() if key != "authorization"}
        call.headers["x-auth-token"] = "full-token"
        answer = await forward(call)
        answer.body = answer.body.replace(b"\\/stores\\/other456\\/v2", b"\\/api\\/v2").replace(
            b"/stores/other456/v2", b"/api/v2"
        )
        answer.headers["x-bc-apilimit-remaining"] = "1000"
        return answer
    return await forward(call)


add("access.form.same_store", "serves another store in the Basic form", _other_store)
add(
    "create.stored",
    "shows other notes in the Basic form",
    after(
        lambda answer: answer.set_json(answer.json() | {"notes": "Basic"}) if answer.done else None,
        lambda call: call.form == "basic" and call.operation == "get",
    ),
)


def _serve_as(method: str, target: str, tail: str = "") -> Rewrite:
    def change(call: Call) -> None:
        call.method, call.body = target, b""
        call.headers.pop("content-type", None)

    return before(change, lambda call: call.method == method and call.path.endswith(f"/customers{tail}"))


add("access.method.refused", "serves PATCH like GET", _serve_as("PATCH", "GET"))
add("access.method.refused", "serves PUT of all like GET", _serve_as("PUT", "GET"))
add("access.method.refused", "serves POST of the count", _serve_as("POST", "GET", "/count"))
add("access.method.refused", "answers undeclared methods with 404", _refusal(405, 404))
add("access.method.refused", "answers undeclared methods with 400", _refusal(405, 400))
add(
    "access.method.refused",
    "serves PATCH of one",
    instead(200, lambda call: call.method == "PATCH" and call.customer_id and not call.path.endswith("validate"), {}),
)
add("access.method.allow", "does not say what is allowed", after(lambda answer: answer.headers.pop("allow", None)))
add(
    "access.method.allow",
    "allows GET only",
    after(lambda answer: answer.headers.update({"allow": "GET"}) if answer.status == 405 else None),
)
add(
    "access.method.allow",
    "allows too much",
    after(
        lambda answer: (
            answer.headers.update({"allow": "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS"})
            if answer.status == 405
            else None
        )
    ),
)
