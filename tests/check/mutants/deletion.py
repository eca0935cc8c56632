"""Servers that delete too little, too much or with another answer."""

from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.listing import plain
from tests.check.mutants.registry import Customer, add, after, instead, is_a, mutant, only


async def _swallow(call: Call, forward: Forward) -> Answer:
    if call.operation == "delete":
        answer = await forward(call.aside("GET", f"/{call.customer_id}"))
        if answer.done:
            answer.become(204)
        return answer
    return await forward(call)


add("delete.customer", "does nothing", _swallow)
add("delete.customer", "does nothing in the Basic form", only(_swallow, lambda call: call.form == "basic"))


def _by_id(customer: Customer) -> int:
    return int(customer["id"])


def _kept_by(operation: str) -> Rewrite:
    """Keep showing deleted customers in one operation."""
    gone: dict[int, Customer] = {}

    async def rewrite(call: Call, forward: Forward) -> Answer:
        if call.operation == "delete":
            shown = await forward(call.aside("GET", f"/{call.customer_id}"))
            answer = await forward(call)
            if shown.done and answer.done:
                gone[call.customer_id] = shown.json()
            return answer
        answer = await forward(call)
        if call.operation != operation:
            return answer
        if operation == "get" and call.customer_id in gone:
            answer.become(200, gone[call.customer_id])
        if operation == "list" and plain(call) and answer.status in {200, 204} and gone:
            answer.become(200, sorted([*answer.customers(), *gone.values()], key=_by_id))
        return answer

    return rewrite


@mutant("delete.customer", "gives the customer still")
def _get() -> Rewrite:
    return _kept_by("get")


@mutant("delete.customer", "lists the customer still")
def _list() -> Rewrite:
    return _kept_by("list")


def _also(which: str) -> Rewrite:
    """Delete another customer as well."""

    async def rewrite(call: Call, forward: Forward) -> Answer:
        answer = await forward(call)
        if call.operation != "delete" or not answer.done:
            return answer
        own = call.customer_id
        query = {
            "next": [("min_id", str(own + 1)), ("limit", "1")],
            "before": [("min_id", str(own - 1)), ("max_id", str(own - 1))],
            "oldest": [("limit", "1")],
        }[which]
        for item in (await forward(call.aside("GET", "", query))).customers():
            await forward(call.aside("DELETE", f"/{item['id']}"))
        return answer

    return rewrite


for neighbour in ("next", "before", "oldest"):
    add("delete.others", f"deletes the {neighbour} too", _also(neighbour))


async def _from_here(call: Call, forward: Forward) -> Answer:
    answer = await forward(call)
    if call.operation == "delete" and answer.done:
        query = [("min_id", str(call.customer_id)), ("limit", "250")]
        for item in (await forward(call.aside("GET", "", query))).customers():
            await forward(call.aside("DELETE", f"/{item['id']}"))
    return answer


async def _everybody(call: Call, forward: Forward) -> Answer:
    answer = await forward(call)
    if call.operation == "delete" and answer.done:
        await forward(call.aside("DELETE", ""))
    return answer


add("delete.others", "deletes all that follow", _from_here)
add("delete.others", "deletes everybody", _everybody)


def _done(operation: str, status: int, value: object = None) -> Rewrite:
    return after(lambda answer: answer.become(status, value) if answer.done else None, is_a(operation))


for operation in ("delete", "delete_all"):
    add(f"{operation}.status", "200 with a body", _done(operation, 200, {}))
    add(f"{operation}.status", "202", _done(operation, 202))
    add(f"{operation}.status", "200 without a body", _done(operation, 200))


def _leave(keep: slice) -> Rewrite:
    async def rewrite(call: Call, forward: Forward) -> Answer:
        if call.operation != "delete_all":
            return await forward(call)
        present = (await forward(call.aside("GET", "", [("limit", "250")]))).customers()
        kept = present[keep]
        for item in present:
            if item not in kept:
                await forward(call.aside("DELETE", f"/{item['id']}"))
        answer = Answer(204)
        answer.headers = dict((await forward(call.aside("GET", "/count"))).headers)
        answer.become(204)
        return answer

    return rewrite


add("delete_all.customers", "leaves the first", _leave(slice(0, 1)))
add("delete_all.customers", "leaves the last", _leave(slice(-1, None)))
add("delete_all.customers", "leaves all", _leave(slice(0, None)))
add("delete_all.customers", "leaves those after the first two", _leave(slice(2, None)))
add(
    "delete_all.customers",
    "leaves all in the Basic form",
    only(_leave(slice(0, None)), lambda call: call.form == "basic"),
)
for status in (405, 404, 501):
    add("delete_all.offered", f"answers {status}", instead(status, is_a("delete_all")))
