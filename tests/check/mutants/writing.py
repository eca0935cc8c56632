"""Servers that accept what they must refuse, or refuse what they must accept: create and update alike."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.registry import Condition, add, after, instead

READ_ONLY = ("id", "date_created", "date_modified", "addresses")
Body = dict[str, Any]


def edit(change: Callable[[Body], object]) -> Callable[[Call], None]:
    """Change the object in a request's body."""

    def apply(call: Call) -> None:
        body = call.sent()
        if body:
            change(body)
            call.set_json(body)

    return apply


def has(operation: str, condition: Callable[[Body], object]) -> Condition:
    """Recognise a writing request by its body."""
    return lambda call: call.operation == operation and bool(call.sent()) and condition(call.sent())


def login(body: Body) -> Body:
    """Give `_authentication`, empty where it is none."""
    given = body.get("_authentication")
    return cast("Body", given) if isinstance(given, dict) else {}


def accept(operation: str, condition: Callable[[Body], object], mend: Callable[[Body], object]) -> Rewrite:
    """Accept what is to be refused: mend it on the way in, and answer as if it were stored as sent."""

    async def rewrite(call: Call, forward: Forward) -> Answer:
        sent = call.sent()
        if call.operation != operation or not sent or not condition(sent):
            return await forward(call)
        edit(mend)(call)
        return await forward(call)

    return rewrite


def do_and_refuse(operation: str, condition: Callable[[Body], object], mend: Callable[[Body], object]) -> Rewrite:
    """Refuse, but do it all the same."""

    async def rewrite(call: Call, forward: Forward) -> Answer:
        if call.operation != operation or not call.sent() or not condition(call.sent()):
            return await forward(call)
        refused = await forward(call.copy())
        if refused.status == 400:
            edit(mend)(call)
            await forward(call)
        return refused

    return rewrite


def refuse_with(status: int, condition: Condition) -> Rewrite:
    """Refuse with another status."""
    return after(lambda answer: answer.become(status) if answer.status == 400 else None, condition)


def _drop(name: str) -> Callable[[Body], object]:
    return lambda body: body.pop(name, None)


def _weak(password: object) -> bool:
    text = str(password)
    return len(text) < 7 or text.isdigit() or text.isalpha()


def _mismatch(body: Body) -> bool:
    given = login(body)
    return "password_confirmation" in given and given.get("password") != given["password_confirmation"]


def _no_address(body: Body) -> bool:
    local, _, domain = str(body.get("email")).partition("@")
    return "email" in body and (not isinstance(body["email"], str) or not local or not domain)


_MADE = iter(range(1, 1_000_000))


def good_address(body: Body) -> None:
    """Give the customer a valid address."""
    body["email"] = f"mended-{next(_MADE)}@example.com"


def _read_only(operation: str, name: str) -> None:
    rule = f"{operation}.read_only.{name}"

    def given(body: Body) -> bool:
        return name in body

    def null(body: Body) -> bool:
        return name in body and body[name] is None

    add(rule, "ignored", accept(operation, given, _drop(name)))
    add(rule, "refused, but done without it", do_and_refuse(operation, given, _drop(name)))
    add(rule, "ignored where it is null", accept(operation, null, _drop(name)))


def _both(operation: str) -> None:
    for name in READ_ONLY:
        _read_only(operation, name)
    read_only = has(operation, lambda body: set(READ_ONLY) & set(body))
    add(f"{operation}.read_only.status", "422", refuse_with(422, read_only))
    add(f"{operation}.read_only.status", "403", refuse_with(409, read_only))
    add(f"{operation}.valid", "takes any address", accept(operation, _no_address, good_address))
    add(
        f"{operation}.valid",
        "takes an address without a domain",
        accept(operation, lambda body: str(body.get("email")).endswith("@"), good_address),
    )
    add(
        f"{operation}.valid",
        "takes null for an address",
        accept(operation, lambda body: "email" in body and body["email"] is None, good_address),
    )
    unknown = {"nickname", "firstname", "force_reset", "password"}

    def strip(body: Body) -> None:
        for name in unknown:
            body.pop(name, None)

    add(f"{operation}.unknown", "ignored", accept(operation, lambda body: unknown & set(body), strip))
    add(f"{operation}.unknown", "answered with 422", refuse_with(422, has(operation, lambda body: unknown & set(body))))
    add(
        f"{operation}.unknown",
        "takes force_reset beside the rest",
        accept(operation, lambda body: "force_reset" in body, strip),
    )
    _passwords(operation)


def _password_is(kind: Callable[[str], bool], body: Body) -> bool:
    return "password" in login(body) and kind(str(login(body)["password"]))


def _passwords(operation: str) -> None:
    rule = f"{operation}.password.confirmation"

    def confirm(body: Body) -> None:
        body["_authentication"].pop("password_confirmation", None)

    add(rule, "ignored", accept(operation, _mismatch, confirm))
    add(
        rule,
        "compared without case",
        accept(
            operation,
            lambda body: (
                _mismatch(body) and login(body)["password"].lower() == login(body)["password_confirmation"].lower()
            ),
            confirm,
        ),
    )
    add(
        rule,
        "compared to its length",
        accept(
            operation,
            lambda body: _mismatch(body) and login(body)["password"].startswith(login(body)["password_confirmation"]),
            confirm,
        ),
    )
    add(
        rule,
        "ignored where it is empty",
        accept(operation, lambda body: _mismatch(body) and not login(body)["password_confirmation"], confirm),
    )
    add(
        rule,
        "refused where it is equal",
        instead(400, has(operation, lambda body: "password_confirmation" in login(body) and not _mismatch(body))),
    )
    rule = f"{operation}.password.policy"

    def strengthen(body: Body) -> None:
        body["_authentication"] = {"password": "Strong1Password"}

    kinds: dict[str, Callable[[str], bool]] = {
        "short": lambda text: len(text) == 6,
        "without a digit": lambda text: text.isalpha(),
        "without a letter": lambda text: text.isdigit(),
        "empty": lambda text: not text,
    }
    for title, kind in kinds.items():
        add(rule, f"takes one {title}", accept(operation, partial(_password_is, kind), strengthen))
    add(
        rule,
        "answers 422",
        refuse_with(422, has(operation, lambda body: _weak(login(body).get("password", "Strong1Password")))),
    )
    add(
        f"{operation}.force_reset",
        "refused",
        instead(400, has(operation, lambda body: login(body).get("force_reset") is True)),
    )
    add(
        f"{operation}.force_reset",
        "refused beside a password" if operation == "update" else "refused with 500",
        instead(
            400 if operation == "update" else 422,
            has(
                operation,
                lambda body: (
                    login(body).get("force_reset") is True and (operation == "create" or "password" in login(body))
                ),
            ),
        ),
    )


_both("create")
_both("update")
