"""Passwords, seen through the operation that checks them."""

from bigcommerce_contract.check.walk import facts, samples
from bigcommerce_contract.check.walk.stage import Stage
from bigcommerce_contract.check.walk.step import Step

_WRITES = frozenset({"writes"})
_FIRST, _SECOND, _THIRD = samples.PASSWORDS
_NOT_OFFERED = frozenset({404, 405, 501})


def _check(stage: Stage, customer_id: int, *passwords: str) -> None:
    for password in passwords:
        if stage.validates:
            exchange = stage.validate(customer_id, password)
            stage.validates = exchange.response.status not in _NOT_OFFERED


def _sent(stage: Stage) -> None:
    near = ("", _FIRST[:-1], _FIRST[:8], f"{_FIRST}x", _FIRST.upper())
    for given, wrong in (
        ({"password": _FIRST}, near),
        ({"password": _FIRST, "password_confirmation": _FIRST}, ()),
        ({"password": _FIRST, "force_reset": True}, ()),
    ):
        customer_id = stage.newcomer("secret", _authentication=given)
        if customer_id is not None:
            _check(stage, customer_id, _FIRST, _SECOND, *wrong)


def _generated(stage: Stage) -> None:
    body = stage.person("guessed")
    customer_id = stage.create(body)
    if customer_id is not None:
        guesses = ("", "password", facts.example_password(), body["email"], body["last_name"], _FIRST, "changeme1")
        _check(stage, customer_id, *guesses)


def _kept(stage: Stage) -> None:
    customer_id = stage.newcomer("keeper", _authentication={"password": _FIRST})
    if customer_id is None:
        return
    for body in ({"notes": "Changed."}, {"email": stage.email("kept")}, {"company": "Kept", "store_credit": 1}):
        stage.update(customer_id, body)
        _check(stage, customer_id, _FIRST, "")
    generated = stage.newcomer("keeper")
    if generated is not None:
        stage.update(generated, {"notes": "Changed."})
        _check(stage, generated, "", facts.example_password())


def _changed(stage: Stage) -> None:
    customer_id = stage.newcomer("changer", _authentication={"password": _FIRST})
    if customer_id is None:
        return
    for old, given in (
        (_FIRST, {"password": _SECOND}),
        (_SECOND, {"password": _THIRD, "password_confirmation": _THIRD}),
        (_THIRD, {"password": _FIRST, "force_reset": True}),
    ):
        stage.update(customer_id, {"_authentication": given, "notes": "Changed with the password."})
        _check(stage, customer_id, str(given["password"]), old)


def _refused(stage: Stage) -> None:
    customer_id = stage.newcomer("refused", _authentication={"password": _FIRST})
    if customer_id is None:
        return
    for body in (
        {"_authentication": {"password": _SECOND, "password_confirmation": _THIRD}},
        {"_authentication": {"password": _SECOND}, "id": customer_id},
    ):
        stage.update(customer_id, body)
        _check(stage, customer_id, _FIRST, _SECOND)


STEPS = (
    Step("check passwords that were sent", _sent, ("create.password.set", "validate.verdict"), _WRITES),
    Step("check passwords that were generated", _generated, ("create.password.generated", "validate.verdict"), _WRITES),
    Step("check passwords that stay", _kept, ("update.password.kept",), _WRITES),
    Step("check passwords that change", _changed, ("update.password.set",), _WRITES),
    Step(
        "check passwords whose change was refused",
        _refused,
        ("update.password.confirmation", "update.read_only.id"),
        _WRITES,
    ),
)
