"""Update requests that every server accepts, each followed by a look at that customer and at others."""

from bigcommerce_contract.check.walk import facts, samples
from bigcommerce_contract.check.walk.stage import Customer, Stage
from bigcommerce_contract.check.walk.step import Step

_WRITES = frozenset({"writes"})
_AFTER = ("create the cast",)
_PASSWORD = samples.PASSWORDS[0]


def whole(stage: Stage, label: str) -> int | None:
    """Create a customer that has a value for every property."""
    chosen = {prop: samples.sample(prop) for prop in facts.optional() if prop != "customer_group_id"}
    return stage.newcomer(label, **chosen)


def _one_property(stage: Stage) -> None:
    customer_id = whole(stage, "changing")
    if customer_id is None:
        return
    stage.get(customer_id)
    for prop in (*facts.required(), *facts.optional()):
        value = stage.email("changed") if prop == "email" else samples.second_sample(prop)
        stage.update(customer_id, {prop: value})
        stage.get(customer_id)
        if prop in {parameter.name for parameter in facts.filters()}:
            stage.list(**{prop: value})
    stage.update(customer_id, {"customer_group_id": 0})
    stage.everybody()


def _again(stage: Stage) -> None:
    for role, _ in stage.forms:
        customer_id = whole(stage, "again")
        if customer_id is None:
            return
        for notes in ("First change.", "Second change.", ""):
            stage.update(customer_id, {"notes": notes}, role)
            stage.get(customer_id)
        emptied: Customer = {"company": "", "phone": "", "tax_exempt_category": "", "store_credit": 0}
        stage.update(customer_id, emptied, role)
        stage.get(customer_id, role)
        stage.update(customer_id, {"store_credit": 1.5, "first_name": "Twice", "last_name": "Changed"}, role)
        stage.get(customer_id)


def _others(stage: Stage) -> None:
    neighbours = [whole(stage, "before"), whole(stage, "alone"), whole(stage, "behind")]
    customer_id = neighbours.pop(1)
    if customer_id is None:
        return
    others = [*filter(None, neighbours), *(customer["id"] for customer in stage.cast[:2])]
    for body in ({"first_name": "Alone"}, {"store_credit": "99.0000"}, {"company": "Alone", "notes": "Alone."}):
        stage.update(customer_id, body)
        for other in others:
            stage.get(other)
        stage.everybody()
    stage.count()


def _nothing(stage: Stage) -> None:
    customer_id = whole(stage, "same")
    if customer_id is None:
        return
    bodies: tuple[Customer, ...] = ({"_authentication": {}}, {"notes": samples.sample("notes")}, {})
    for body in bodies:
        stage.update(customer_id, body)
        stage.get(customer_id)


def _blanks(stage: Stage) -> None:
    customer_id = stage.newcomer("blank")
    for name in samples.NAMES if customer_id is not None else ():
        stage.update(customer_id or 0, {"first_name": name})
        stage.get(customer_id or 0)


def _force_reset(stage: Stage) -> None:
    customer_id = stage.newcomer("reset", _authentication={"password": _PASSWORD})
    if customer_id is None:
        return
    stage.update(customer_id, {"notes": "Changed."})
    for given in (
        {"force_reset": True},
        {"force_reset": False},
        {"force_reset": True, "password": samples.PASSWORDS[1]},
    ):
        stage.update(customer_id, {"_authentication": given})
        stage.get(customer_id)


STEPS = (
    Step(
        "update one property",
        _one_property,
        (
            "update.accepted",
            "update.stored",
            "update.keeps",
            "update.body",
            "update.date_modified",
            "get.same_as_list",
            "customer.",
        ),
        _WRITES,
        _AFTER,
    ),
    Step(
        "update again",
        _again,
        ("update.stored", "update.keeps", "update.accepted", "access.form.", "access.scope.full"),
        _WRITES,
        _AFTER,
    ),
    Step("update and look at others", _others, ("update.others", "update.keeps"), _WRITES, _AFTER),
    Step("update nothing", _nothing, ("update.keeps", "update.body"), _WRITES, _AFTER),
    Step("update with blanks", _blanks, ("customer.blanks", "update.stored"), _WRITES, _AFTER),
    Step(
        "update with a forced reset",
        _force_reset,
        ("update.force_reset", "update.force_reset.shown", "customer.reset_pass_on_login", "customer.password.hidden"),
        _WRITES,
        _AFTER,
    ),
)
