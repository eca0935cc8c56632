"""Servers on which a create request has no effect or another one."""

from collections.abc import Callable
from typing import Any

from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.registry import add, after, before, each_customer, instead, is_a, mutant
from tests.check.mutants.writing import Body, edit, has, login

_OPTIONAL = ("company", "phone", "store_credit", "notes", "tax_exempt_category")


def answered(status: int, value: object = None) -> Callable[[Answer], None]:
    return lambda answer: answer.become(status, value) if answer.done else None


def _bodiless(answer: Answer) -> None:
    if answer.done:
        answer.body = b""
        answer.headers["content-length"] = "0"


def lose(operation: str, name: str) -> Rewrite:
    """Answer as if a property were stored."""

    async def rewrite(call: Call, forward: Forward) -> Answer:
        sent = call.sent()
        if call.operation != operation or name not in sent:
            return await forward(call)
        edit(lambda body: body.pop(name))(call)
        if not call.sent():
            call.set_json({"_authentication": {}})
        answer = await forward(call)
        if answer.done and isinstance(sent[name], str):
            answer.set_json(answer.json() | {name: sent[name]})
        return answer

    return rewrite


def store_other(operation: str, name: str, change: Callable[[Any], object]) -> Rewrite:
    return before(
        edit(lambda body: body.update({name: change(body[name])})),
        has(operation, lambda body: isinstance(body.get(name), str) and body[name]),
    )


def _without(name: str) -> Callable[[Body], object]:
    return lambda body: body.pop(name, None)


for name in _OPTIONAL:
    add("create.stored", f"loses {name}", before(edit(_without(name)), is_a("create")))
    add("create.stored", f"shows {name}, but does not store it", lose("create", name))
    add("update.stored", f"shows {name}, but does not store it", lose("update", name))
for name in ("company", "last_name", "notes", "first_name"):
    add("create.stored", f"cuts {name}", store_other("create", name, lambda value: value[:4] or value))
    add("update.stored", f"writes {name} in capitals", store_other("update", name, lambda value: value.upper()))
add(
    "create.stored",
    "swaps the names",
    before(
        edit(lambda body: body.update(first_name=body["last_name"], last_name=body["first_name"])),
        has("create", lambda body: body.get("first_name") and body.get("last_name")),
    ),
)
add(
    "create.stored",
    "rounds the credit",
    before(
        edit(lambda body: body.update(store_credit=int(float(body["store_credit"])))),
        has("create", lambda body: str(body.get("store_credit", "")).replace(".", "").isdigit()),
    ),
)
add(
    "create.stored",
    "stores another address",
    store_other("create", "email", lambda value: f"x{value}" if "@" in value.strip("@") else value),
)

for status in (202, 204):
    add("create.accepted", f"answers {status}", after(answered(status), is_a("create")))
add("create.accepted", "refuses a company", instead(400, has("create", lambda body: body.get("company"))))
add(
    "create.accepted",
    "refuses all but the required properties",
    instead(400, has("create", lambda body: len(body) > 3)),
)
add(
    "create.accepted",
    "refuses what is required alone",
    instead(
        400,
        has(
            "create",
            lambda body: len(body) == 3 and isinstance(body.get("email"), str) and "@" in body["email"].strip("@"),
        ),
    ),
)


async def _vanish(call: Call, forward: Forward) -> Answer:
    answer = await forward(call)
    if call.operation == "create" and answer.done and call.sent().get("notes"):
        await forward(call.aside("DELETE", f"/{answer.json()['id']}"))
    return answer


add("get.customer", "answers 201 and creates nobody", _vanish)
add(
    "create.body",
    "shows the id only",
    after(lambda answer: answer.set_json({"id": answer.json()["id"]}) if answer.done else None, is_a("create")),
)
add(
    "create.body",
    "shows nothing",
    after(lambda answer: answer.become(201, {}) if answer.done else None, is_a("create")),
)
add(
    "create.body",
    "shows what was sent only",
    after(
        lambda answer: (
            answer.set_json({key: answer.json()[key] for key in ("id", "first_name", "last_name", "email")})
            if answer.done
            else None
        ),
        is_a("create"),
    ),
)
add(
    "create.body",
    "has no body",
    after(
        _bodiless,
        is_a("create"),
    ),
)
add("create.location", "missing", after(lambda answer: answer.headers.pop("location", None), is_a("create")))
add(
    "create.location",
    "of another customer",
    after(
        lambda answer: (
            answer.headers.update(
                location=answer.headers["location"].replace(f"/{answer.json()['id']}", f"/{answer.json()['id'] + 1}")
            )
            if answer.done
            else None
        ),
        is_a("create"),
    ),
)
add(
    "create.location",
    "of the collection",
    after(
        lambda answer: (
            answer.headers.update(location=answer.headers["location"].rpartition("/")[0]) if answer.done else None
        ),
        is_a("create"),
    ),
)

add(
    "create.authentication.optional",
    "required",
    instead(400, has("create", lambda body: "_authentication" not in body)),
)
add(
    "create.authentication.parts",
    "refuses an empty one",
    instead(400, has("create", lambda body: body.get("_authentication") == {})),
)
add(
    "create.force_reset",
    "wants a password",
    instead(400, has("create", lambda body: login(body) and "password" not in login(body))),
)
add(
    "create.authentication.parts",
    "wants the confirmation",
    instead(400, has("create", lambda body: "password" in login(body) and "password_confirmation" not in login(body))),
)
add(
    "create.password.confirmation",
    "refused beside force_reset",
    instead(400, has("create", lambda body: len(login(body)) == 3)),
)
for operation in ("create", "update"):
    add(
        f"{operation}.force_reset.shown",
        "not shown",
        each_customer(lambda customer: customer.update(reset_pass_on_login=False)),
    )
    add(
        f"{operation}.force_reset.shown",
        "not stored",
        before(edit(lambda body: login(body).pop("force_reset", None)), is_a(operation)),
    )
add(
    "customer.blanks",
    "cut at create",
    before(
        edit(
            lambda body: [
                body.update({key: body[key].strip()})
                for key in ("first_name", "last_name")
                if isinstance(body.get(key), str)
            ]
        ),
        is_a("create"),
    ),
)
add("customer.blanks", "cut at update", store_other("update", "first_name", lambda value: value.strip()))
add(
    "customer.blanks",
    "cut at the end",
    before(
        edit(
            lambda body: [
                body.update({key: body[key].rstrip()})
                for key in ("first_name", "last_name")
                if isinstance(body.get(key), str)
            ]
        ),
        is_a("create"),
    ),
)
add(
    "customer.blanks",
    "cut at the beginning",
    store_other("create", "last_name", lambda value: value.lstrip() or value),
)


@mutant("create.id", "shows the first id again")
def _same_id() -> Rewrite:
    first: list[int] = []

    def change(answer: Answer) -> None:
        if answer.done:
            shown = answer.json()
            first.append(shown["id"])
            answer.set_json(shown | {"id": first[0]})

    return after(change, is_a("create"))


def _filled(name: str) -> Rewrite:
    async def rewrite(call: Call, forward: Forward) -> Answer:
        is_left_out = call.operation == "create" and name not in (call.sent() or {})
        answer = await forward(call)
        if is_left_out and answer.done:
            answer.show([{**customer, name: "X"} for customer in answer.customers()])
        return answer

    return rewrite


for left_out in ("company", "tax_exempt_category", "registration_ip_address"):
    add("create.left_out", f"fills {left_out}", _filled(left_out))
