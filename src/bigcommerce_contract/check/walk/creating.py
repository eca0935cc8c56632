"""Create requests that every server accepts, each followed by a look at what became of it."""

from itertools import combinations
from typing import Any

from bigcommerce_contract.check.walk import facts, samples
from bigcommerce_contract.check.walk.stage import Customer, Stage
from bigcommerce_contract.check.walk.step import Step

_WRITES = frozenset({"writes"})
_PASSWORD = samples.PASSWORDS[0]


def look(stage: Stage, customer_id: int | None, email: object) -> None:
    """Look whether a customer is as it was written: by its id, by its address, and in number."""
    if customer_id is not None:
        stage.get(customer_id)
    if isinstance(email, str) and "@" in email.strip("@"):
        stage.list(email=email)


def _make(stage: Stage, body: Customer) -> None:
    look(stage, stage.create(body), body["email"])


def _required_only(stage: Stage) -> None:
    for role, _ in stage.forms:
        body = stage.person("plain")
        made = stage.create(body, role)
        look(stage, made, body["email"])
        stage.count()
    stage.everybody()


def _one_property(stage: Stage) -> None:
    for prop in facts.optional():
        _make(stage, stage.person(f"with-{prop.replace('_', '-')}", **{prop: samples.sample(prop)}))


def _all_properties(stage: Stage) -> None:
    body = stage.person("whole", **{prop: samples.second_sample(prop) for prop in facts.optional()})
    _make(stage, body | {"_authentication": {"password": _PASSWORD, "password_confirmation": _PASSWORD}})
    # A store may know no group: without one, the rest must be accepted all the same.
    plain = [prop for prop in facts.optional() if prop != "customer_group_id"]
    _make(stage, stage.person("whole", **{prop: samples.sample(prop) for prop in plain}))


def _credits(stage: Stage) -> None:
    for credit in samples.CREDITS:
        _make(stage, stage.person("rich", store_credit=credit))


def _names(stage: Stage) -> None:
    for name in samples.NAMES:
        _make(stage, stage.person("named") | {"first_name": name})
    _make(stage, stage.person("named", first_name=samples.NAMES[0]) | {"last_name": samples.NAMES[1]})


def _authentication(stage: Stage) -> None:
    stage.create(stage.person("plain"))
    for given in _authentications():
        _make(stage, stage.person("login", _authentication=given))
    stage.create(stage.person("plain"))


def _authentications() -> list[dict[str, Any]]:
    # A confirmation without a password is left out: it confirms nothing, and servers may refuse it.
    parts = {"password": _PASSWORD, "password_confirmation": _PASSWORD, "force_reset": True}
    chosen = (dict(pick) for size in range(len(parts) + 1) for pick in combinations(parts.items(), size))
    return [given for given in chosen if "password_confirmation" not in given or "password" in given]


def _force_reset(stage: Stage) -> None:
    for forced in (True, False):
        _make(stage, stage.person("reset", _authentication={"force_reset": forced}))
    _make(stage, stage.person("reset"))


STEPS = (
    Step(
        "create with the required properties",
        _required_only,
        (
            "create.accepted",
            "create.authentication.optional",
            "create.body",
            "create.id",
            "create.location",
            "create.stored",
            "access.form.",
            "access.scope.full",
            "count.value",
            "list.collection",
        ),
        _WRITES,
        ("begin with an empty store",),
    ),
    Step("create with one property", _one_property, ("create.accepted", "create.stored"), _WRITES),
    Step("create with all properties", _all_properties, ("create.accepted", "create.stored"), _WRITES),
    Step("create with store credit", _credits, ("create.store_credit.number", "create.stored"), _WRITES),
    Step("create with blanks", _names, ("customer.blanks", "create.stored"), _WRITES),
    Step(
        "create with _authentication",
        _authentication,
        (
            "create.authentication.",
            "create.force_reset",
            "create.password.confirmation",
            "create.password.policy",
            "customer.password.hidden",
        ),
        _WRITES,
    ),
    Step(
        "create with a forced reset",
        _force_reset,
        ("create.force_reset", "create.force_reset.shown", "customer.reset_pass_on_login"),
        _WRITES,
    ),
)
