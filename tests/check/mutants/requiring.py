"""Servers that create customers without what is required, or with credit that nobody can have."""

from tests.check.mutants.registry import add, instead
from tests.check.mutants.writing import Body, accept, do_and_refuse, good_address, has, refuse_with


def _required(name: str) -> None:
    def lacking(body: Body) -> bool:
        return name not in body

    def fill(body: Body) -> None:
        body[name] = "Unnamed"
        if name == "email":
            good_address(body)

    rule = f"create.required.{name}"
    add(rule, "has a default", accept("create", lacking, fill))
    # Nothing in the answers connects a customer with the refused request but the address.
    add(
        "list.collection" if name == "email" else rule,
        f"without {name} refused, but created",
        do_and_refuse("create", lacking, fill),
    )
    for status in (409, 422):
        add("create.required.status", f"{status} without {name}", refuse_with(status, has("create", lacking)))


def _name(name: str) -> None:
    def fill(body: Body) -> None:
        body[name] = "Unnamed"

    def null(body: Body) -> bool:
        return name in body and body[name] is None

    def structured(body: Body) -> bool:
        return isinstance(body.get(name), dict)

    def empty(body: Body) -> bool:
        return body.get(name) == ""

    add("create.valid", f"takes null for {name}", accept("create", null, fill))
    add("create.valid", f"takes an object for {name}", accept("create", structured, fill))
    add("create.required.empty", f"takes an empty {name}", accept("create", empty, fill))


for required in ("first_name", "last_name", "email"):
    _required(required)
for required in ("first_name", "last_name"):
    _name(required)


def _negative(body: Body) -> bool:
    return str(body.get("store_credit", "")).startswith("-")


add("create.store_credit.negative", "taken", accept("create", _negative, lambda body: body.update(store_credit=0)))
add(
    "create.store_credit.negative",
    "taken as a text",
    accept(
        "create",
        lambda body: _negative(body) and isinstance(body["store_credit"], str),
        lambda body: body.update(store_credit=0),
    ),
)
add(
    "create.store_credit.number",
    "refused",
    instead(400, has("create", lambda body: isinstance(body.get("store_credit"), int | float))),
)
add(
    "create.store_credit.number",
    "refused where it is whole",
    instead(400, has("create", lambda body: isinstance(body.get("store_credit"), int))),
)
add(
    "create.store_credit.number",
    "refused where it is not whole",
    instead(400, has("create", lambda body: isinstance(body.get("store_credit"), float))),
)
