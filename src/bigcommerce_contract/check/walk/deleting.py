"""Deletions, one customer and all of them, each followed by a look at who is gone and who is still there."""

from bigcommerce_contract.check.exchange import Role
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.walk.stage import Stage
from bigcommerce_contract.check.walk.step import Step

_WRITES = frozenset({"writes"})
_DISPOSABLE = frozenset({"disposable"})
_AFTER = ("create the cast",)
_MANY = 3


def _one(stage: Stage) -> None:
    for role, _ in stage.forms:
        neighbours = [stage.newcomer("neighbour")]
        address = stage.email("leaver")
        leaver = stage.create(stage.person("leaver") | {"email": address})
        neighbours.append(stage.newcomer("neighbour"))
        stage.count()
        if leaver is None:
            return
        stage.delete(leaver, role)
        _look(stage, leaver, address, [neighbour for neighbour in neighbours if neighbour is not None])


def _look(stage: Stage, leaver: int, address: str, neighbours: list[int]) -> None:
    stage.get(leaver)
    stage.list(email=address)
    stage.list(min_id=leaver, max_id=leaver)
    for neighbour in (*neighbours, *(customer["id"] for customer in stage.cast[:2])):
        stage.get(neighbour)
    stage.everybody()
    stage.count()
    for again in (stage.delete, stage.get):
        again(leaver)
    stage.update(leaver, {"notes": "Gone."})
    stage.validate(leaver, "12w69Y217PYR96J")
    stage.create(stage.person("heir") | {"email": address})
    stage.everybody()


def _several(stage: Stage) -> None:
    """Delete the newest and the oldest of some, looking at the list each time."""
    made = [customer_id for customer_id in (stage.newcomer("several") for _ in range(_MANY)) if customer_id is not None]
    for leaver in made[-1:] + made[:1]:
        stage.delete(leaver)
        stage.everybody()
        stage.count()


def _all(stage: Stage, role: Role) -> None:
    present = [stage.newcomer("everybody") for _ in range(_MANY)]
    stage.list()
    _send_delete_all(stage, role)
    stage.list()
    stage.list(page=2, limit=1)
    stage.count()
    for customer_id in present:
        if customer_id is not None:
            stage.get(customer_id)
    stage.send("DELETE", "/customers", role=role)
    stage.count()


def _all_in_each_form(stage: Stage) -> None:
    for role, _ in stage.forms:
        _all(stage, role)
        stage.newcomer("after")
        stage.list()
    stage.send("DELETE", "/customers")
    stage.list()


def _send_delete_all(stage: Stage, role: Role) -> None:
    exchange = stage.send("DELETE", "/customers", role=role)
    if exchange.response.status < 300 and not exchange.shielded:
        stage.made.clear()


def leave(stage: Stage) -> None:
    """Delete what the walk created and has not deleted yet."""
    if stage.mode is Mode.DISPOSABLE and stage.made:
        _send_delete_all(stage, stage.main)
    for customer_id in list(stage.made):
        stage.delete(customer_id)


STEPS = (
    Step(
        "delete one",
        _one,
        (
            "delete.",
            "get.missing",
            "update.missing",
            "validate.missing",
            "count.value",
            "list.collection",
            "access.form.",
            "access.scope.full",
        ),
        _WRITES,
        _AFTER,
    ),
    Step(
        "delete several",
        _several,
        ("delete.others", "delete.customer", "count.value", "list.collection"),
        _WRITES,
        _AFTER,
    ),
)

END = (Step("delete all", _all_in_each_form, ("delete_all.", "access.form."), _DISPOSABLE),)
