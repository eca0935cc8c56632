"""Servers on which a write has no effect, another effect, or an effect on others."""

from collections.abc import Callable
from typing import Any

from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.registry import add, after, before, each_customer, instead, is_a, mutant
from tests.check.mutants.writing import edit, has, login

_OPTIONAL = ("company", "phone", "store_credit", "notes", "tax_exempt_category")


def _answered(status: int, value: object = None) -> Callable[[Answer], None]:
    return lambda answer: answer.become(status, value) if answer.done else None


def _lose(operation: str, name: str) -> Rewrite:
    """Answer as if a property were stored."""

    async def rewrite(call: Call, forward: Forward) -> Answer:
        sent = call.object()
        if call.operation != operation or name not in sent:
            return await forward(call)
        edit(lambda body: body.pop(name))(call)
        if not call.object():
            call.set_json({"_authentication": {}})
        answer = await forward(call)
        if answer.done and isinstance(sent[name], str):
            answer.set_json(answer.json() | {name: sent[name]})
        return answer

    return rewrite


def _store_other(operation: str, name: str, change: Callable[[Any], object]) -> Rewrite:
    return before(edit(lambda body: body.update({name: change(body[name])})), has(operation, lambda body: isinstance(body.get(name), str) and body[name]))


for name in _OPTIONAL:
    add("create.stored", f"loses {name}", before(edit(lambda body, name=name: body.pop(name, None)), is_a("create")))
    add("create.stored", f"shows {name}, but does not store it", _lose("create", name))
    add("update.stored", f"shows {name}, but does not store it", _lose("update", name))
for name in ("company", "last_name", "notes", "first_name"):
    add("create.stored", f"cuts {name}", _store_other("create", name, lambda value: value[:4] or value))
    add("update.stored", f"writes {name} in capitals", _store_other("update", name, lambda value: value.upper()))
add("create.stored", "swaps the names", before(edit(lambda body: body.update(first_name=body["last_name"], last_name=body["first_name"])), has("create", lambda body: body.get("first_name") and body.get("last_name"))))
add("create.stored", "rounds the credit", before(edit(lambda body: body.update(store_credit=int(float(body["store_credit"])))), has("create", lambda body: str(body.get("store_credit", "")).replace(".", "").isdigit())))
add("create.stored", "stores another address", _store_other("create", "email", lambda value: f"x{value}" if "@" in value.strip("@") else value), also=["create.email.unique"])

for status in (202, 204):
    add("create.accepted", f"answers {status}", after(_answered(status), is_a("create")))
add("create.accepted", "refuses a company", instead(400, has("create", lambda body: body.get("company"))))
add("create.accepted", "refuses all but the required properties", instead(400, has("create", lambda body: len(body) > 3)), also=["create.authentication.parts"])
add("create.accepted", "refuses what is required alone", instead(400, has("create", lambda body: len(body) == 3 and isinstance(body.get("email"), str) and "@" in body["email"].strip("@"))))


async def _vanish(call: Call, forward: Forward) -> Answer:
    answer = await forward(call)
    if call.operation == "create" and answer.done and call.object().get("notes"):
        await forward(call.aside("DELETE", f"/{answer.json()['id']}"))
    return answer


add("get.customer", "answers 201 and creates nobody", _vanish, walk=["create.accepted"])
add("create.body", "shows the id only", after(lambda answer: answer.set_json({"id": answer.json()["id"]}) if answer.done else None, is_a("create")))
add("create.body", "shows nothing", after(lambda answer: answer.become(201, {}) if answer.done else None, is_a("create")))
add("create.body", "shows what was sent only", after(lambda answer: answer.set_json({key: answer.json()[key] for key in ("id", "first_name", "last_name", "email")}) if answer.done else None, is_a("create")))
add("create.body", "has no body", after(lambda answer: setattr(answer, "body", b"") or answer.headers.update({"content-length": "0"}) if answer.done else None, is_a("create")))
add("create.location", "missing", after(lambda answer: answer.headers.pop("location", None), is_a("create")))
add("create.location", "of another customer", after(lambda answer: answer.headers.update(location=answer.headers["location"].replace(f"/{answer.json()['id']}", f"/{answer.json()['id'] + 1}")) if answer.done else None, is_a("create")))
add("create.location", "of the collection", after(lambda answer: answer.headers.update(location=answer.headers["location"].rpartition("/")[0]) if answer.done else None, is_a("create")))

add("create.authentication.optional", "required", instead(400, has("create", lambda body: "_authentication" not in body)), also=["create.accepted"])
add("create.authentication.parts", "refuses an empty one", instead(400, has("create", lambda body: body.get("_authentication") == {})))
add("create.force_reset", "wants a password", instead(400, has("create", lambda body: login(body) and "password" not in login(body))))
add("create.authentication.parts", "wants the confirmation", instead(400, has("create", lambda body: "password" in login(body) and "password_confirmation" not in login(body))))
add("create.password.confirmation", "refused beside force_reset", instead(400, has("create", lambda body: len(login(body)) == 3)))
for operation in ("create", "update"):
    add(
        f"{operation}.force_reset.shown",
        "not shown",
        each_customer(lambda customer: customer.update(reset_pass_on_login=False)),
    )
    add(f"{operation}.force_reset.shown", "not stored", before(edit(lambda body: login(body).pop("force_reset", None)), is_a(operation)))
add("customer.blanks", "cut at create", before(edit(lambda body: [body.update({key: body[key].strip()}) for key in ("first_name", "last_name") if isinstance(body.get(key), str)]), is_a("create")))
add("customer.blanks", "cut at update", _store_other("update", "first_name", lambda value: value.strip()))
add("customer.blanks", "cut at the end", before(edit(lambda body: [body.update({key: body[key].rstrip()}) for key in ("first_name", "last_name") if isinstance(body.get(key), str)]), is_a("create")))
add("customer.blanks", "cut at the beginning", _store_other("create", "last_name", lambda value: value.lstrip() or value))


@mutant("create.id", "shows the first id again")
def _same_id() -> Rewrite:
    first: list[int] = []

    def change(answer: Answer) -> None:
        if answer.done:
            shown = answer.json()
            first.append(shown["id"])
            answer.set_json(shown | {"id": first[0]})

    return after(change, is_a("create"))


# Update

add("update.accepted", "wants all required properties", instead(400, has("update", lambda body: not {"first_name", "last_name", "email"} <= set(body))))
for name in ("company", "notes", "email", "store_credit"):
    add("update.accepted", f"refuses {name} alone", instead(400, has("update", lambda body, name=name: list(body) == [name] and isinstance(body[name], str) and body[name] and not body[name].endswith("@"))))
add("update.accepted", "refuses the Basic form", instead(400, lambda call: call.operation == "update" and call.form == "basic"))


async def _swallow(call: Call, forward: Forward) -> Answer:
    answer = await forward(call.aside("GET", f"/{call.customer_id}")) if call.operation == "update" else await forward(call)
    if call.operation == "update" and answer.done:
        sent = {key: value for key, value in call.object().items() if isinstance(value, str) and key != "store_credit"}
        answer.set_json(answer.json() | sent)
    return answer


add("update.stored", "does nothing", _swallow, also=["update.email.unique"])


@mutant("update.stored", "does nothing the second time")
def _once() -> Rewrite:
    seen: set[int] = set()

    async def rewrite(call: Call, forward: Forward) -> Answer:
        if call.operation == "update" and call.customer_id in seen and "_authentication" not in call.object():
            answer = await forward(call.aside("GET", f"/{call.customer_id}"))
            if answer.done:
                answer.set_json(answer.json() | {key: value for key, value in call.object().items() if key == "notes"})
            return answer
        answer = await forward(call)
        if call.operation == "update" and answer.done:
            seen.add(call.customer_id)
        return answer

    return rewrite


add("update.stored", "does nothing in the Basic form", lambda call, forward: _swallow(call, forward) if call.form == "basic" else forward(call))


def _reset(name: str, value: object, condition: Callable[[dict[str, Any]], object] = lambda _body: True) -> Rewrite:
    return before(edit(lambda body: body.setdefault(name, value)), has("update", lambda body: name not in body and condition(body)))


for name, value in (("notes", ""), ("phone", ""), ("company", ""), ("store_credit", 0), ("tax_exempt_category", ""), ("last_name", "Reset"), ("registration_ip_address", "")):
    add("update.keeps", f"resets {name}", _reset(name, value, lambda body: set(body) & {"first_name", "company", "notes", "phone", "store_credit"}))
add("update.keeps", "resets the credit with the address", _reset("store_credit", 0, lambda body: isinstance(body.get("email"), str)))
add("update.keeps", "resets the phone with the company", _reset("phone", "", lambda body: "company" in body))


def _spread(operation_body: Callable[[dict[str, Any]], dict[str, Any]], step: int) -> Rewrite:
    async def rewrite(call: Call, forward: Forward) -> Answer:
        answer = await forward(call)
        body = operation_body(call.object()) if call.operation == "update" and answer.done else {}
        if body:
            await forward(call.aside("PUT", f"/{call.customer_id + step}", body=body))
        return answer

    return rewrite


def _shared(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key in {"notes", "company", "store_credit", "first_name"}}


add("update.others", "changes the customer before", _spread(_shared, -1))


async def _everybody(call: Call, forward: Forward) -> Answer:
    answer = await forward(call)
    if call.operation == "update" and answer.done and "notes" in call.object():
        for item in (await forward(call.aside("GET", "", [("limit", "250")]))).json() or []:
            await forward(call.aside("PUT", f"/{item['id']}", body={"notes": call.object()["notes"]}))
    return answer


async def _first(call: Call, forward: Forward) -> Answer:
    answer = await forward(call)
    if call.operation == "update" and answer.done and "company" in call.object():
        first = (await forward(call.aside("GET", "", [("limit", "1")]))).json()[0]["id"]
        await forward(call.aside("PUT", f"/{first}", body={"company": call.object()["company"]}))
    return answer


add("update.others", "changes everybody's notes", _everybody)
add("update.others", "changes the first customer", _first)
add("update.body", "answers 204", after(_answered(204), is_a("update")))
add("update.body", "answers 201", after(lambda answer: setattr(answer, "status", 201) if answer.done else None, is_a("update")))
add("update.body", "shows the id only", after(lambda answer: answer.set_json({"id": answer.json()["id"]}) if answer.done else None, is_a("update")))
add("update.body", "shows nothing", after(lambda answer: answer.set_json({}) if answer.done else None, is_a("update")))
add("update.date_modified", "moves it back", each_customer(lambda customer: customer.update(date_modified="Tue, 14 Nov 2023 22:13:19 +0000"), is_a("update")), also=["customer.dates"])


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
