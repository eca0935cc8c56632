"""Customers with different values of every property that a filter looks at, and a look at each of them."""

from datetime import timedelta
from typing import Any

from bigcommerce_contract.check.walk.stage import Customer, Stage, customer_of, customers_of, identity
from bigcommerce_contract.check.walk.step import Step
from bigcommerce_contract.check.walk.values import moment

_WRITES = frozenset({"writes"})
_GROUP = "customer_group_id"
_READ_ONLY_CAST = 5
_WAIT_S = 0.28
_WAITS = 5
_GAP = timedelta(seconds=2)


def _people(token: str) -> list[Customer]:
    # Two share a first name; texts are parts of other texts, or the value of another property; one has blanks around.
    return [
        _one(f"Ada{token}", f"Lovelace{token}", f"Acme{token}", f"252-101-{token}", 12.5, "G", 0),
        _one(f"Ada{token}", f"King{token}", f"Acme{token} Ltd", f"252-101-{token}1", "0.0000", "H", 2),
        _one(f"Ada{token}line", f"Lovelace{token} King", "", f"300-{token}", 7, "", 2),
        _one(f"Random{token} ", f" Joe Bob{token}", f"Acme{token}", f"252-101-{token}", "12.5000", "GH", 0),
        _one(f"Bob{token}", f"Ada{token}", f"Ada{token}", f"{token}", "70", "G", 7),
        _one(f"Zoë{token}", f"Lovelace{token}", f"Müller{token}", "", "0.0001", "", 0),
    ]


def _one(first: str, last: str, company: str, phone: str, credit: object, tax: str, group: int) -> Customer:  # noqa: PLR0913, PLR0917
    values: dict[str, Any] = {"first_name": first, "last_name": last, "company": company, "phone": phone}
    return values | {"store_credit": credit, "tax_exempt_category": tax, _GROUP: group, "notes": f"Notes of {first}"}


def _empty(stage: Stage) -> None:
    stage.send("DELETE", "/customers")
    stage.list()
    stage.list(page=2, limit=1)
    stage.count()


def _hire(stage: Stage) -> None:
    for person in _people(stage.token):
        _add(stage, {"email": stage.email("cast")} | person)
    plain = stage.person("grace")
    _add(stage, plain)
    stage.list()


def _add(stage: Stage, person: Customer) -> None:
    made = stage.create(person)
    if made is None and person.get(_GROUP):
        # A store may know none of the groups: that is no reason to have nobody to look at.
        made = stage.create({**person, "email": stage.email("cast"), _GROUP: 0})
    if made is not None:
        stage.cast.append({**person, **customer_of(stage.get(made)), "id": made})


def _meet(stage: Stage) -> None:
    if not stage.cast:
        shown = customers_of(stage.list(limit=_READ_ONLY_CAST))
        stage.cast = [customer for customer in shown if identity(customer) is not None]


def _wait(stage: Stage) -> None:
    """Let the server's clock move on, then change one customer and create two more."""
    if not stage.cast:
        return
    first = stage.cast[0]
    for number in range(_WAITS):
        if number:
            stage.sleep(_WAIT_S)
        stage.update(first["id"], {"notes": f"Changed {number} times"})
        if _has_passed(stage.cast[-1], customer_of(stage.get(first["id"]))):
            break
    for label in ("late", "later", "latest"):
        _add(stage, stage.person(label))
    refresh(stage)


def _has_passed(old: Customer, new: Customer) -> bool:
    before, after = moment(old.get("date_created")), moment(new.get("date_modified"))
    return before is None or after is None or after - before >= _GAP


def refresh(stage: Stage) -> None:
    """Read the cast again, so that the walk knows what the store shows of it now."""
    stage.everybody()
    stage.cast = [
        {**customer, **customer_of(stage.get(customer["id"])), "id": customer["id"]} for customer in stage.cast
    ]
    stage.everybody()


STEPS = (
    Step(
        "begin with an empty store",
        _empty,
        ("delete_all.", "list.empty", "list.array", "list.collection", "count.shape", "count.value"),
        frozenset({"disposable"}),
    ),
    Step(
        "create the cast",
        _hire,
        (
            "create.accepted",
            "create.stored",
            "create.left_out",
            "create.id",
            "create.body",
            "create.location",
            "customer.",
        ),
        _WRITES,
        ("begin with an empty store",),
    ),
    Step("meet the cast", _meet, ("list.array", "list.order", "customer."), after=("create the cast",)),
)

# Late in the walk, when time has passed anyway.
LATE = (
    Step(
        "let time pass",
        _wait,
        ("list.last_modified", "update.date_modified", "customer.dates", "customer.date_modified"),
        _WRITES,
        ("meet the cast", "create the cast"),
    ),
)
