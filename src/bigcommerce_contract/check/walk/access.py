"""Every operation with every credential: those that allow it, and those that do not."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from bigcommerce_contract.check.exchange import MALFORMED, Form, Role
from bigcommerce_contract.check.walk.stage import Stage, customer_of
from bigcommerce_contract.check.walk.step import Step

_WRITES = frozenset({"writes"})
_AFTER = ("create the cast", "meet the cast")
_PASSWORD = {"password": "12w69Y217PYR96J"}
_RULES = {
    Role.READ_ONLY: ("access.scope.read_only.", "access.scope.status"),
    Role.NO_SCOPE: ("access.scope.none.refused", "access.scope.status"),
    Role.NONE: ("access.credentials.missing", "access.credentials.status", "access.basic.challenge"),
    Role.UNKNOWN: ("access.credentials.unknown", "access.credentials.status", "access.basic.challenge"),
}
_EVERYTHING = (
    "access.scope.full",
    "access.form.",
    "answer.",
    "get.customer",
    "customer.addresses",
    "customer.addresses.form",
    "validate.verdict",
    "delete.status",
    "update.body",
)


def _own_id(stage: Stage) -> int:
    return stage.cast[0]["id"] if stage.cast else 1


def _forms(stage: Stage, role: Role) -> tuple[Form, ...]:
    if role not in {Role.NONE, Role.UNKNOWN}:
        return ("oauth",)
    return ("oauth", "basic") if Role.BASIC in stage.roles else ("oauth",)


def _reads(role: Role, stage: Stage) -> None:
    for form in _forms(stage, role):
        for path in ("/customers", "/customers/count", f"/customers/{_own_id(stage)}", f"/customers/{stage.absent()}"):
            stage.send("GET", path, role=role, form=form)
        stage.send("GET", "/customers", role=role, form=form, query={"limit": 1, "page": 2})
        stage.send("GET", "/customers", role=role, form=form, query={"first_name": "Ada"})


def _writes(role: Role, stage: Stage) -> None:
    victim = stage.newcomer("victim")
    if victim is None:
        return
    for form in _forms(stage, role):
        for method, path, body in _requests(stage, victim):
            exchange = stage.send(method, path, role=role, form=form, json=body)
            if method == "POST" and path == "/customers":
                stage.remember(exchange)
                stage.list(email=body["email"])
            stage.get(victim)
        stage.send("DELETE", f"/customers/{victim}", role=role, form=form)
        stage.get(victim)
    stage.everybody()
    stage.count()


def _requests(stage: Stage, victim: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield "POST", "/customers", stage.person("intruder")
    yield "PUT", f"/customers/{victim}", {"notes": "Written by an intruder."}
    yield "PUT", f"/customers/{stage.absent()}", {"notes": "Written by an intruder."}
    yield "POST", f"/customers/{victim}/validate", _PASSWORD


def _malformed(stage: Stage, method: str, path: str, credential: str, body: object = None) -> None:
    headers = {"Authorization": credential}
    options = {} if body is None else {"json": body}
    exchange = stage.send(method, path, role=Role.UNKNOWN, form="basic", headers=headers, **options)
    if method == "POST" and path == "/customers":
        stage.remember(exchange)


def _read_malformed(stage: Stage) -> None:
    for credential in MALFORMED:
        for path in ("/customers", "/customers/count", f"/customers/{_own_id(stage)}"):
            _malformed(stage, "GET", path, credential)


def _write_malformed(stage: Stage) -> None:
    victim = stage.newcomer("victim")
    if victim is None:
        return
    # Each operation with one of them: whoever reads credentials does so for all operations alike.
    requests = (*_requests(stage, victim), ("DELETE", f"/customers/{victim}", None))
    for credential, (method, path, body) in zip(MALFORMED, requests, strict=True):
        _malformed(stage, method, path, credential, body)
        stage.get(victim)
    stage.everybody()
    stage.count()


def _delete_all(role: Role, stage: Stage) -> None:
    stage.newcomer("survivor")
    for form in _forms(stage, role):
        stage.send("DELETE", "/customers", role=role, form=form)
        stage.everybody()
    stage.count()


def _both_forms(stage: Stage) -> None:
    """Write in one form and read in the other, in turn."""
    (one, _), (other, _) = stage.forms
    for writer, reader in ((one, other), (other, one)):
        customer_id = stage.create(stage.person("both"), writer)
        if customer_id is None:
            return
        for role in (writer, reader):
            stage.get(customer_id, role)
        for body in ({"notes": "Written in one form."}, {"company": "Both Forms", "store_credit": "4.2500"}):
            stage.update(customer_id, body, writer)
            shown = customer_of(stage.get(customer_id, reader))
            stage.get(customer_id, writer)
        stage.list(reader, email=shown.get("email", ""))
        stage.count(reader)
        stage.delete(customer_id, writer)
        stage.get(customer_id, reader)
    stage.everybody(one)
    stage.everybody(other)


def _every_operation(role: Role, stage: Stage) -> None:
    body = stage.person("operator", _authentication=_PASSWORD)
    customer_id = stage.create(body, role)
    if customer_id is None:
        return
    stage.list(role, email=body["email"])
    stage.count(role)
    stage.get(customer_id, role)
    stage.update(customer_id, {"notes": "Changed."}, role)
    stage.validate(customer_id, _PASSWORD["password"], role)
    stage.delete(customer_id, role)
    stage.get(customer_id, role)


def _needs(role: Role, *more: str) -> frozenset[str]:
    return frozenset({*([role.value] if role in {Role.READ_ONLY, Role.NO_SCOPE} else []), *more})


STEPS = (
    *(
        Step(f"read with the credential {role.value}", partial(_reads, role), (*rules, "error."), _needs(role), _AFTER)
        for role, rules in _RULES.items()
    ),
    *(
        Step(
            f"write with the credential {role.value}",
            partial(_writes, role),
            (*rules, "error."),
            _needs(role, "writes"),
            ("create the cast",),
        )
        for role, rules in _RULES.items()
    ),
    Step(
        "read with malformed credentials",
        _read_malformed,
        (*_RULES[Role.UNKNOWN], "error."),
        frozenset({"basic"}),
        _AFTER,
    ),
    Step(
        "write with malformed credentials",
        _write_malformed,
        (*_RULES[Role.UNKNOWN], "error."),
        frozenset({"basic", "writes"}),
        ("create the cast",),
    ),
    *(
        Step(
            f"use every operation with the credential {role.value}",
            partial(_every_operation, role),
            _EVERYTHING,
            frozenset({role.value, "writes"}),
        )
        for role in (Role.FULL, Role.BASIC)
    ),
    Step(
        "write in one form and read in the other",
        _both_forms,
        ("access.form.", "customer.addresses", "customer.addresses.form"),
        frozenset({"full", "basic", "writes"}),
        ("create the cast",),
    ),
)

DELETE_ALL = tuple(
    Step(
        f"delete all with the credential {role.value}",
        partial(_delete_all, role),
        rules,
        _needs(role, "disposable"),
    )
    for role, rules in _RULES.items()
)
