"""Servers that get a single customer or the count wrong."""

from collections.abc import Callable

from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.registry import add, after, before, each_customer, instead, is_a, mutant, put


async def _neighbour(call: Call, forward: Forward) -> Answer:
    if call.operation != "get":
        return await forward(call)
    answer = await forward(call.aside("GET", "", [("min_id", str(call.customer_id + 1)), ("limit", "1")]))
    own = await forward(call)
    if own.status == 200 and answer.status == 200:
        own.set_json(answer.json()[0])
    return own


async def _always_first(call: Call, forward: Forward) -> Answer:
    own = await forward(call)
    if call.operation == "get" and own.status == 200:
        own.set_json((await forward(call.aside("GET", "", [("limit", "1")]))).json()[0])
    return own


add("get.customer", "gives the next customer", _neighbour)
add("get.customer", "gives the first customer", _always_first)
add(
    "get.customer",
    "says there is none",
    instead(404, lambda call: call.operation == "get" and call.customer_id % 3 == 0),
)
add(
    "get.customer",
    "gives the list of one",
    after(lambda answer: answer.set_json([answer.json()]) if answer.status == 200 else None, is_a("get")),
)
add(
    "get.customer",
    "gives another id",
    each_customer(lambda customer: customer.update(id=customer["id"] + 1), is_a("get")),
)

add(
    "get.customer",
    "answers an error with 200",
    after(lambda answer: answer.become(200, answer.json()) if answer.status == 404 else None, is_a("get")),
)

_OTHERS: tuple[tuple[str, object], ...] = (
    ("company", "Listed"),
    ("notes", ""),
    ("store_credit", "0.0000"),
    ("phone", ""),
    ("customer_group_id", 0),
)
for prop, value in _OTHERS:
    add("get.same_as_list", f"lists another {prop}", each_customer(put(prop, value), is_a("list")))
add(
    "get.same_as_list",
    "gets another first name",
    each_customer(lambda customer: customer.update(first_name=customer["first_name"].upper()), is_a("get")),
)
add(
    "get.same_as_list",
    "lists another date",
    each_customer(
        lambda customer: customer.update(date_created=customer["date_created"].replace("22:13:", "21:13:")),
        is_a("list"),
    ),
)


def _none(status: int, value: object = None) -> Rewrite:
    return after(lambda answer: answer.become(status, value) if answer.status == 404 else None, is_a("get"))


add("get.missing", "answered with 400", _none(400))
add("get.missing", "answered with 204", _none(204))
add("get.missing", "answered with an empty object", _none(200, {}))
add("get.missing", "answered with null", _none(200, "null"))
add("get.missing", "answered with 410 after a deletion", _none(410))


def _count(change: Callable[[int], object]) -> Rewrite:
    def apply(answer: Answer) -> None:
        if answer.status == 200:
            answer.set_json(change(answer.json()["count"]))

    return after(apply, is_a("count"))


add("count.shape", "a text", _count(lambda count: {"count": str(count)}))
add("count.shape", "a bare number", _count(lambda count: count))
add("count.shape", "a float", _count(lambda count: {"count": count + 0.5}))
add("count.shape", "under another name", _count(lambda count: {"total": count}))
add("count.shape", "null for none", _count(lambda count: {"count": count or None}))
add("count.shape", "in a list", _count(lambda count: [{"count": count}]))
add("count.value", "one too many", _count(lambda count: {"count": count + 1}))
add("count.value", "one too few", _count(lambda count: {"count": max(count - 1, 0)}))
add("count.value", "never more than 5", _count(lambda count: {"count": min(count, 5)}))
add(
    "count.value",
    "one too many in the Basic form",
    after(
        lambda answer: answer.set_json({"count": answer.json()["count"] + 1}) if answer.status == 200 else None,
        lambda call: call.operation == "count" and call.form == "basic",
    ),
)


@mutant("count.value", "remembers the first count")
def _cached() -> Rewrite:
    known: list[int] = []

    def change(answer: Answer) -> None:
        if answer.status == 200:
            known.append(answer.json()["count"])
            answer.set_json({"count": known[0]})

    return after(change, lambda call: call.operation == "count" and not call.query)


@mutant("count.value", "does not count deletions")
def _deleted_too() -> Rewrite:
    deleted: list[int] = []

    async def rewrite(call: Call, forward: Forward) -> Answer:
        answer = await forward(call)
        if call.operation == "delete" and answer.done:
            deleted.append(call.customer_id)
        if call.operation == "count" and not call.query and answer.status == 200:
            answer.set_json({"count": answer.json()["count"] + len(deleted)})
        return answer

    return rewrite


@mutant("get.same_as_list", "shows the list as it was first")
def _stale_list() -> Rewrite:
    shown: dict[int, object] = {}

    def change(answer: Answer) -> None:
        items = answer.customers()
        for item in items:
            shown.setdefault(item["id"], item)
        if items:
            answer.set_json([shown[item["id"]] for item in items])

    return after(change, lambda call: call.operation == "list" and call.form == "oauth")


add(
    "count.value",
    "counts one page only",
    before(lambda call: call.put("max_id", 6), lambda call: call.operation == "count" and not call.query),
)
