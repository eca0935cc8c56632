"""Update requests that must be refused, each followed by a look that nothing was changed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from bigcommerce_contract.check.walk import facts, samples
from bigcommerce_contract.check.walk.refusing_creates import read_only_values
from bigcommerce_contract.check.walk.stage import Stage, customer_of
from bigcommerce_contract.check.walk.step import Step
from bigcommerce_contract.check.walk.updating import whole

_WRITES = frozenset({"writes"})
_AFTER = ("create the cast",)
_Bodies = Callable[[Stage], list[dict[str, Any]]]


def _refuse(bodies: _Bodies, stage: Stage) -> None:
    customer_id = whole(stage, "firm")
    if customer_id is None:
        return
    stage.update(customer_id, {"notes": "Changed."})
    for body in bodies(stage):
        stage.update(customer_id, body)
        stage.get(customer_id)


def _read_only(prop: str, stage: Stage) -> None:
    customer_id = whole(stage, "sealed")
    if customer_id is None:
        return
    shown = customer_of(stage.get(customer_id))
    for value in (shown.get(prop), *read_only_values(stage, prop), None):
        stage.update(customer_id, {prop: value})
        stage.get(customer_id)
    stage.update(customer_id, {prop: shown.get(prop), "notes": "Sent with a read-only property."})
    stage.get(customer_id)


def _invalid(stage: Stage) -> list[dict[str, Any]]:
    return [{"email": value} for value in samples.no_addresses(stage.email("malformed"))]


def _in_use(stage: Stage) -> list[dict[str, Any]]:
    taken = [customer["email"] for customer in stage.cast[:2] if customer.get("email")]
    return [more | {"email": address} for address in taken for more in ({}, {"notes": "Wants another's address."})]


def _unknown(_stage: Stage) -> list[dict[str, Any]]:
    names = ("nickname", "firstname", "force_reset", "password")
    return [{name: "x"} for name in names] + [{"nickname": "x", "notes": "Sent with an unknown property."}]


def _confirmation(_stage: Stage) -> list[dict[str, Any]]:
    password = samples.PASSWORDS[1]
    others = (samples.PASSWORDS[2], password.lower(), f"{password}x", password[:-1], "")
    pairs = [{"password": password, "password_confirmation": other} for other in (*others, password)]
    return [{"_authentication": pair} for pair in pairs]


def _weak(_stage: Stage) -> list[dict[str, Any]]:
    return [{"_authentication": {"password": password}} for password in samples.WEAK_PASSWORDS]


def _step(name: str, bodies: _Bodies, *rules: str) -> Step:
    return Step(f"update {name}", partial(_refuse, bodies), rules, _WRITES, _AFTER)


STEPS = (
    *(
        Step(
            f"update {prop}",
            partial(_read_only, prop),
            (f"update.read_only.{prop}", "update.read_only.status"),
            _WRITES,
            _AFTER,
        )
        for prop in facts.read_only()
    ),
    _step("with an invalid address", _invalid, "update.valid"),
    _step("with an address in use", _in_use, "update.email.unique", "update.email.reason", "error."),
    _step("with unknown properties", _unknown, "update.unknown"),
    _step("with another confirmation", _confirmation, "update.password.confirmation"),
    _step("with a weak password", _weak, "update.password.policy"),
)
