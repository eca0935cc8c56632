"""Create requests that must be refused, each followed by a look that nothing was created."""

from collections.abc import Callable
from functools import partial

from bigcommerce_contract.check.walk import facts, samples
from bigcommerce_contract.check.walk.creating import look
from bigcommerce_contract.check.walk.stage import Customer, Stage, customer_of
from bigcommerce_contract.check.walk.step import Step

_WRITES = frozenset({"writes"})
_AFTER = ("create the cast",)
_LINK = {"url": "https://example.com/customers/1/addresses", "resource": "/customers/1/addresses"}


def _refuse(stage: Stage, body: object) -> None:
    stage.post(body)
    if isinstance(body, dict):
        look(stage, None, body.get("email"))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]


def shown_of(stage: Stage) -> Customer:
    """Give a customer of the cast as shown, so that its read-only properties can be sent back."""
    return stage.cast[0] if stage.cast else {}


def read_only_values(stage: Stage, prop: str) -> list[object]:
    """Give values for a read-only property: what the server itself shows, and another one."""
    shown = shown_of(stage)
    other: dict[str, object] = {"id": stage.absent(), "addresses": _LINK}
    return [shown.get(prop), other.get(prop, "Tue, 13 Nov 2012 21:16:41 +0000")]


def _read_only(prop: str, stage: Stage) -> None:
    for value in read_only_values(stage, prop):
        _refuse(stage, stage.person("sealed", **{prop: value}))
        if prop == "id" and isinstance(value, int):
            stage.get(value)
    _refuse(stage, stage.person("sealed", **{prop: None}))


def _missing(prop: str, stage: Stage) -> None:
    body = stage.person("lacking", notes="Lacks a property.")
    del body[prop]
    _refuse(stage, body)
    _refuse(stage, body | {"_authentication": {"password": samples.PASSWORDS[0]}})
    stage.count()
    stage.everybody()


def _invalid(stage: Stage) -> None:
    for value in samples.no_addresses(stage.email("malformed")):
        stage.post(stage.person("malformed") | {"email": value})
    stage.count()
    for name in ("first_name", "last_name"):
        for value in (None, {"name": "Ada"}, ["Ada"]):
            _refuse(stage, stage.person("malformed") | {name: value})
    stage.count()
    stage.everybody()


def _empty_names(stage: Stage) -> None:
    for name in ("first_name", "last_name"):
        _refuse(stage, stage.person("nameless") | {name: ""})
    stage.count()


def _duplicates(stage: Stage) -> None:
    body = stage.person("twin")
    first = stage.create(body)
    for _ in range(2):
        _refuse(stage, body | {"first_name": "Other"})
    stage.count()
    if first is not None:
        stage.get(first)
        stage.update(first, {"email": stage.email("moved")})
        # The old address is free again, the new one is not.
        stage.post(stage.person("twin") | {"email": customer_of(stage.get(first)).get("email", body["email"])})
    stage.everybody()


def _duplicates_by_case(stage: Stage) -> None:
    body = stage.person("case")
    stage.create(body)
    for address in (body["email"].upper(), body["email"].capitalize()):
        stage.post(body | {"email": address})
        stage.list(email=body["email"])


def _unknown(stage: Stage) -> None:
    for name in ("nickname", "firstname", "force_reset", "password"):
        _refuse(stage, stage.person("unknown", **{name: "x"}))
    stage.count()


def _negative(stage: Stage) -> None:
    for credit in ("-1.0000", -1, -0.5):
        _refuse(stage, stage.person("debtor", store_credit=credit))
    stage.count()


def _confirmation(stage: Stage) -> None:
    password = samples.PASSWORDS[0]
    for other in (samples.PASSWORDS[1], password.lower(), f"{password}x", password[:-1], ""):
        given = {"password": password, "password_confirmation": other}
        _refuse(stage, stage.person("mismatch", _authentication=given))
    stage.count()


def _weak(stage: Stage) -> None:
    for password in samples.WEAK_PASSWORDS:
        _refuse(stage, stage.person("weak", _authentication={"password": password}))
        given = {"password": password, "password_confirmation": password}
        _refuse(stage, stage.person("weak", _authentication=given))


def _step(name: str, run: Callable[[Stage], None], *rules: str) -> Step:
    return Step(f"create {name}", run, rules, _WRITES, _AFTER)


STEPS = (
    *(
        _step(f"with {prop}", partial(_read_only, prop), f"create.read_only.{prop}", "create.read_only.status")
        for prop in facts.read_only()
    ),
    *(
        _step(
            f"without {prop}",
            partial(_missing, prop),
            f"create.required.{prop}",
            "create.required.status",
            "list.collection",
        )
        for prop in facts.required()
    ),
    _step("with invalid properties", _invalid, "create.valid"),
    _step("with empty names", _empty_names, "create.required.empty"),
    _step("with an address in use", _duplicates, "create.email.unique", "create.email.reason", "error."),
    _step("with an address in use in other case", _duplicates_by_case, "create.email.case"),
    _step("with unknown properties", _unknown, "create.unknown"),
    _step("with negative credit", _negative, "create.store_credit.negative"),
    _step("with another confirmation", _confirmation, "create.password.confirmation"),
    _step("with a weak password", _weak, "create.password.policy"),
)
