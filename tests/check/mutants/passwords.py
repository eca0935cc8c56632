"""Servers that get passwords wrong."""

from collections.abc import Callable

from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.registry import add, after, before, is_a, mutant, only
from tests.check.mutants.writing import Body, edit, has, login

_EXAMPLE = "12w69Y217PYR96J"


def _set(password: Callable[[Body], str]) -> Callable[[Call], None]:
    return edit(lambda body: body.update(_authentication=login(body) | {"password": password(body)}))


def _no_password(body: Body) -> bool:
    return "password" not in login(body)


def _sent(operation: str, change: Callable[[str], str]) -> Rewrite:
    """Store another password than was sent."""

    def apply(body: Body) -> None:
        given = body["_authentication"]
        given["password"] = change(given["password"])
        if "password_confirmation" in given:
            given["password_confirmation"] = given["password"]

    def strong(body: Body) -> bool:
        text = str(login(body).get("password", ""))
        return (
            len(text) > 6
            and not text.isalpha()
            and not text.isdigit()
            and login(body).get("password_confirmation", text) == text
        )

    return before(edit(apply), has(operation, strong))


def _answer_always(*, success: bool, when: Callable[[Call], object] = lambda _call: True) -> Rewrite:
    return after(
        lambda answer: answer.set_json({"success": success}) if answer.done else None,
        lambda call: call.operation == "validate" and when(call),
    )


_CHOICES: dict[str, Callable[[Body], str]] = {
    "the one of the reference": lambda _body: _EXAMPLE,
    "one that many take": lambda _body: "changeme1",
    "the address": lambda body: str(body["email"]),
}
for title, password in _CHOICES.items():
    add(
        "create.password.generated",
        title,
        before(
            _set(password),
            has(
                "create",
                lambda body: (
                    _no_password(body) and isinstance(body.get("email"), str) and "@" in body["email"].strip("@")
                ),
            ),
        ),
    )
add(
    "create.password.generated",
    "an empty one",
    _answer_always(success=True, when=lambda call: call.sent().get("password") == ""),
)


@mutant("create.password.generated", "any opens the account")
def _any_password() -> Rewrite:
    generated: set[int] = set()

    async def rewrite(call: Call, forward: Forward) -> Answer:
        plain = call.operation == "create" and _no_password(call.sent())
        answer = await forward(call)
        if plain and answer.done:
            generated.add(answer.json()["id"])
        if call.operation == "validate" and call.customer_id in generated and answer.done:
            answer.set_json({"success": True})
        return answer

    return rewrite


add(
    "create.password.set",
    "ignored",
    before(
        edit(lambda body: login(body).pop("password", None) and login(body).pop("password_confirmation", None)),
        has(
            "create",
            lambda body: (
                len(str(login(body).get("password", ""))) > 7
                and login(body).get("password_confirmation", login(body)["password"]) == login(body)["password"]
            ),
        ),
    ),
)
add("create.password.set", "cut to eight signs", _sent("create", lambda text: text[:8]))
add("create.password.set", "stored in capitals", _sent("create", str.upper))
add("create.password.set", "never right", _answer_always(success=False))
add("create.password.set", "always right", _answer_always(success=True))
add(
    "create.password.set",
    "compared by its beginning",
    _answer_always(success=True, when=lambda call: "Correct1Horse".startswith(call.sent().get("password") or "x")),
)
add(
    "create.password.set",
    "compared without case",
    _answer_always(success=True, when=lambda call: call.sent().get("password") == "CORRECT1HORSE"),
)
add(
    "create.password.set",
    "ignored beside force_reset",
    before(
        edit(lambda body: login(body).pop("password", None)),
        has(
            "create",
            lambda body: (
                login(body).get("force_reset")
                and "password_confirmation" not in login(body)
                and "password" in login(body)
            ),
        ),
    ),
)

add(
    "update.password.set",
    "ignored",
    before(
        edit(lambda body: body.update(_authentication={})),
        has(
            "update",
            lambda body: (
                len(str(login(body).get("password", ""))) > 7
                and login(body).get("password_confirmation", login(body)["password"]) == login(body)["password"]
            ),
        ),
    ),
)
add("update.password.set", "stored in capitals", _sent("update", str.upper))
add("update.password.set", "cut to eight signs", _sent("update", lambda text: text[:8]))


@mutant("update.password.set", "the old one works as well")
def _old_too() -> Rewrite:
    old: dict[int, set[str]] = {}

    async def rewrite(call: Call, forward: Forward) -> Answer:
        body, operation, customer_id = call.sent(), call.operation, call.customer_id
        answer = await forward(call)
        if operation in {"create", "update"} and answer.done and "password" in login(body):
            old.setdefault(answer.json()["id"], set()).add(login(body)["password"])
        if operation == "validate" and answer.done and body.get("password") in old.get(customer_id, ()):
            answer.set_json({"success": True})
        return answer

    return rewrite


_RESET = before(_set(lambda _body: "Generated1Password"), has("update", _no_password))
add("update.password.kept", "a new one with every update", _RESET)
add(
    "update.password.kept",
    "a new one with a new address",
    before(_set(lambda _body: "Generated1Password"), has("update", lambda body: isinstance(body.get("email"), str))),
)
add(
    "update.password.kept",
    "a new one in the second update",
    only(_RESET, has("update", lambda body: "company" in body)),
)


def _verdict(*, value: object) -> Rewrite:
    return after(lambda answer: answer.become(200, value) if answer.done else None, is_a("validate"))


add("validate.verdict", "a text", _verdict(value={"success": "true"}))
add("validate.verdict", "a bare boolean", _verdict(value=True))
add("validate.verdict", "under another name", _verdict(value={"valid": True}))
add("validate.verdict", "a number", _verdict(value={"success": 1}))
add("validate.verdict", "no body", after(lambda answer: answer.become(204) if answer.done else None, is_a("validate")))
add(
    "validate.verdict",
    "400 for a wrong one",
    after(lambda answer: answer.become(400) if b"false" in answer.body else None, is_a("validate")),
)


def _nobody(operation: str, status: int, value: object = None) -> Rewrite:
    return after(lambda answer: answer.become(status, value) if answer.status == 404 else None, is_a(operation))


add("validate.missing", "false", _nobody("validate", 200, {"success": False}))
add("validate.missing", "400", _nobody("validate", 400))
add("update.missing", "400", _nobody("update", 400))
add("update.missing", "204", _nobody("update", 204))
add("update.missing", "an empty object", _nobody("update", 200, {}))
add("update.missing", "403 in the Basic form", only(_nobody("update", 410), lambda call: call.form == "basic"))
add("delete.missing", "204", _nobody("delete", 204))
add("delete.missing", "400", _nobody("delete", 400))
add("delete.missing", "410", _nobody("delete", 410))
add("validate.missing", "204 in the Basic form", only(_nobody("validate", 204), lambda call: call.form == "basic"))
