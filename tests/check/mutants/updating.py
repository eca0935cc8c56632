"""Servers on which an update has no effect, another one, or one on others."""

from collections.abc import Callable
from functools import partial

from tests.check.mutants.creating import answered
from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.registry import add, after, before, each_customer, instead, is_a, mutant
from tests.check.mutants.writing import Body, edit, has

add(
    "update.accepted",
    "wants all required properties",
    instead(400, has("update", lambda body: not {"first_name", "last_name", "email"} <= set(body))),
)


def _alone(name: str, body: Body) -> bool:
    value = body.get(name)
    return list(body) == [name] and isinstance(value, str) and value != "" and not value.endswith("@")


for name in ("company", "notes", "email", "store_credit"):
    add(
        "update.accepted",
        f"refuses {name} alone",
        instead(400, has("update", partial(_alone, name))),
    )
add(
    "update.accepted",
    "refuses the Basic form",
    instead(400, lambda call: call.operation == "update" and call.form == "basic"),
)


async def _swallow(call: Call, forward: Forward) -> Answer:
    answer = (
        await forward(call.aside("GET", f"/{call.customer_id}")) if call.operation == "update" else await forward(call)
    )
    if call.operation == "update" and answer.done:
        sent = {key: value for key, value in call.sent().items() if isinstance(value, str) and key != "store_credit"}
        answer.set_json(answer.json() | sent)
    return answer


add("update.stored", "does nothing", _swallow)


@mutant("update.stored", "does nothing the second time")
def _once() -> Rewrite:
    seen: set[int] = set()

    async def rewrite(call: Call, forward: Forward) -> Answer:
        if call.operation == "update" and call.customer_id in seen and "_authentication" not in call.sent():
            answer = await forward(call.aside("GET", f"/{call.customer_id}"))
            if answer.done:
                answer.set_json(answer.json() | {key: value for key, value in call.sent().items() if key == "notes"})
            return answer
        answer = await forward(call)
        if call.operation == "update" and answer.done:
            seen.add(call.customer_id)
        return answer

    return rewrite


add(
    "update.stored",
    "does nothing in the Basic form",
    lambda call, forward: _swallow(call, forward) if call.form == "basic" else forward(call),
)


def _reset(name: str, value: object, condition: Callable[[Body], object] = lambda _body: True) -> Rewrite:
    return before(
        edit(lambda body: body.setdefault(name, value)),
        has("update", lambda body: name not in body and condition(body)),
    )


for name, value in (
    ("notes", ""),
    ("phone", ""),
    ("company", ""),
    ("store_credit", 0),
    ("tax_exempt_category", ""),
    ("last_name", "Reset"),
    ("registration_ip_address", ""),
):
    add(
        "update.keeps",
        f"resets {name}",
        _reset(name, value, lambda body: set(body) & {"first_name", "company", "notes", "phone", "store_credit"}),
    )
add(
    "update.keeps",
    "resets the credit with the address",
    _reset("store_credit", 0, lambda body: isinstance(body.get("email"), str)),
)
add("update.keeps", "resets the phone with the company", _reset("phone", "", lambda body: "company" in body))


def _spread(operation_body: Callable[[Body], Body], step: int) -> Rewrite:
    async def rewrite(call: Call, forward: Forward) -> Answer:
        answer = await forward(call)
        body = operation_body(call.sent()) if call.operation == "update" and answer.done else {}
        if body:
            await forward(call.aside("PUT", f"/{call.customer_id + step}", body=body))
        return answer

    return rewrite


def _shared(body: Body) -> Body:
    return {key: value for key, value in body.items() if key in {"notes", "company", "store_credit", "first_name"}}


add("update.others", "changes the customer before", _spread(_shared, -1))


async def _everybody(call: Call, forward: Forward) -> Answer:
    answer = await forward(call)
    if call.operation == "update" and answer.done and "notes" in call.sent():
        for item in (await forward(call.aside("GET", "", [("limit", "250")]))).customers():
            await forward(call.aside("PUT", f"/{item['id']}", body={"notes": call.sent()["notes"]}))
    return answer


async def _first(call: Call, forward: Forward) -> Answer:
    answer = await forward(call)
    if call.operation == "update" and answer.done and "company" in call.sent():
        first = (await forward(call.aside("GET", "", [("limit", "1")]))).json()[0]["id"]
        await forward(call.aside("PUT", f"/{first}", body={"company": call.sent()["company"]}))
    return answer


add("update.others", "changes everybody's notes", _everybody)
add("update.others", "changes the first customer", _first)
add("update.body", "answers 204", after(answered(204), is_a("update")))
add(
    "update.body",
    "answers 201",
    after(lambda answer: setattr(answer, "status", 201) if answer.done else None, is_a("update")),
)
add(
    "update.body",
    "shows the id only",
    after(lambda answer: answer.set_json({"id": answer.json()["id"]}) if answer.done else None, is_a("update")),
)
add("update.body", "shows nothing", after(lambda answer: answer.set_json({}) if answer.done else None, is_a("update")))
add(
    "update.date_modified",
    "moves it back",
    each_customer(lambda customer: customer.update(date_modified="Tue, 14 Nov 2023 22:13:19 +0000"), is_a("update")),
)


@mutant("update.date_modified", "moves it back by a second")
def _back() -> Rewrite:
    changed: set[object] = set()

    async def rewrite(call: Call, forward: Forward) -> Answer:
        operation, customer_id = call.operation, call.customer_id
        answer = await forward(call)
        if operation == "update" and answer.done:
            changed.add(customer_id)
        if answer.done and operation in {"get", "update"} and customer_id in changed:
            answer.set_json(answer.json() | {"date_modified": "Tue, 14 Nov 2023 22:13:19 +0000"})
        return answer

    return rewrite
