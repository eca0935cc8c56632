"""Every customer of the cast through get, list and count, in both forms and with every credential that may read."""

from bigcommerce_contract.check.exchange import Role
from bigcommerce_contract.check.walk.casting import refresh
from bigcommerce_contract.check.walk.stage import Stage
from bigcommerce_contract.check.walk.step import Step

_AFTER = ("create the cast", "meet the cast")
_LARGEST_ID = 2**31 - 1


def _everybody(stage: Stage) -> None:
    refresh(stage)
    for role in stage.readers:
        for customer in stage.cast[:2]:
            stage.get(customer["id"], role)
            stage.get(customer["id"])
        stage.list(role)


def _by_address(stage: Stage) -> None:
    for customer in stage.cast[:3]:
        if isinstance(customer.get("email"), str):
            stage.list(email=customer["email"])
            stage.get(customer["id"])


def _counts(stage: Stage) -> None:
    for role in (stage.main, *stage.readers):
        stage.count(role)
    stage.list()


def _absent(stage: Stage) -> None:
    for customer_id in (stage.absent(), stage.absent() + 1, _LARGEST_ID):
        for role in (stage.main, *stage.readers):
            stage.get(customer_id, role)


def _absent_writes(stage: Stage) -> None:
    for customer_id in (stage.absent(), _LARGEST_ID):
        stage.update(customer_id, {"company": "Nobody"})
        stage.delete(customer_id)
        stage.validate(customer_id, "12w69Y217PYR96J")
    stage.count()
    stage.list()


def _absent_basic(stage: Stage) -> None:
    customer_id = stage.absent()
    stage.update(customer_id, {"company": "Nobody"}, Role.BASIC)
    stage.delete(customer_id, Role.BASIC)
    stage.validate(customer_id, "12w69Y217PYR96J", Role.BASIC)


STEPS = (
    Step(
        "read everybody",
        _everybody,
        (
            "get.",
            "list.array",
            "list.collection",
            "list.order",
            "list.last_modified",
            "create.stored",
            "customer.",
            "access.form.",
            "access.scope.full",
            "access.scope.read_only.allowed",
            "answer.",
        ),
        after=_AFTER,
    ),
    Step("find everybody by address", _by_address, ("get.same_as_list", "list.array"), after=_AFTER),
    Step("count everybody", _counts, ("count.shape", "count.value", "list.collection", "answer."), after=_AFTER),
    Step("read nobody", _absent, ("get.customer", "get.missing", "error."), after=_AFTER),
    Step(
        "change nobody",
        _absent_writes,
        ("update.missing", "delete.missing", "validate.missing", "error."),
        frozenset({"writes"}),
        _AFTER,
    ),
    Step(
        "change nobody in the Basic form",
        _absent_basic,
        ("update.missing", "delete.missing", "validate.missing", "error."),
        frozenset({"writes", "basic"}),
        _AFTER,
    ),
)
