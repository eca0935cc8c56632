"""Servers that get the list, its order or its pages wrong."""

from collections.abc import Callable
from email.utils import parsedate_to_datetime

from tests.check.mutants.layer import Answer, Call, Rewrite
from tests.check.mutants.registry import Condition, add, after, is_a, store_list

PAGING = ("page", "limit")


def plain(call: Call) -> bool:
    """Recognise a list of the whole store on one page."""
    return call.operation == "list" and {name for name, _ in call.query} <= {"limit"} and not small(call)


def small(call: Call) -> bool:
    """Recognise a list in small pages."""
    return (call.get("limit") or "50").isdigit() and int(call.get("limit") or 50) < 10


def later_page(call: Call) -> bool:
    """Recognise a page after the first."""
    return (call.get("page") or "1").isdigit() and int(call.get("page") or 1) > 1


def _when_done(change: Callable[[Answer], object]) -> Callable[[Answer], None]:
    def apply(answer: Answer) -> None:
        if answer.status == 200:
            change(answer)

    return apply


add(
    "list.array",
    "wraps the list in an object",
    after(_when_done(lambda answer: answer.set_json({"data": answer.json()})), is_a("list")),
)
add(
    "list.array",
    "gives one customer without a list",
    after(
        _when_done(lambda answer: answer.set_json(answer.json()[0]) if len(answer.json()) == 1 else None), is_a("list")
    ),
)
add(
    "list.array",
    "gives an object by id",
    after(_when_done(lambda answer: answer.set_json({str(item["id"]): item for item in answer.json()})), is_a("list")),
)
add(
    "list.collection", "leaves the newest out", store_list(lambda shown: shown[:-1] if len(shown) > 1 else shown, plain)
)
add("list.collection", "leaves the oldest out", store_list(lambda shown: shown[1:] if len(shown) > 1 else shown, plain))
add(
    "list.collection",
    "leaves customers without a company out",
    store_list(lambda shown: [item for item in shown if item["company"]], plain),
)
add(
    "list.collection",
    "shows a customer who does not exist",
    store_list(
        lambda shown: (
            [*shown, shown[-1] | {"id": shown[-1]["id"] + 7, "email": "ghost@example.com"}] if shown else shown
        ),
        plain,
    ),
)
add(
    "list.collection",
    "leaves one out in the Basic form",
    store_list(lambda shown: shown[1:], lambda call: plain(call) and call.form == "basic"),
)

add("list.order", "lists the newest first", store_list(lambda shown: shown[::-1], lambda _call: True))
add("list.order", "lists a later page backwards", store_list(lambda shown: shown[::-1], later_page))
add(
    "list.order",
    "sorts by last name",
    store_list(lambda shown: sorted(shown, key=lambda item: item["last_name"]), plain),
)
add("list.order", "swaps the last two", store_list(lambda shown: [*shown[:-2], *shown[-2:][::-1]], lambda _call: True))
add(
    "list.order",
    "sorts by name when a filter is given",
    store_list(
        lambda shown: sorted(shown, key=lambda item: item["first_name"], reverse=True), lambda call: call.get("max_id")
    ),
)
add(
    "list.order",
    "sorts ids as texts",
    store_list(lambda shown: sorted(shown, key=lambda item: str(item["id"])), lambda _call: True),
)


def _empty(change: Callable[[Answer], object], when: Condition = lambda _call: True) -> Rewrite:
    return after(
        lambda answer: change(answer) if answer.status == 204 else None,
        lambda call: call.operation == "list" and when(call),
    )


add("list.empty", "answers an empty list with 200", _empty(lambda answer: answer.become(200, [])))
add("list.empty", "answers an empty list with 205", _empty(lambda answer: answer.become(205)))
add("list.array", "answers an empty list with 404", _empty(lambda answer: answer.become(404)))
add("list.empty", "answers a page past the end with 200", _empty(lambda answer: answer.become(200, []), later_page))
add(
    "list.array",
    "answers 404 where nobody matches",
    _empty(lambda answer: answer.become(404), lambda call: call.get("first_name")),
)


def _modified(pick: Callable[[list[str]], str]) -> Rewrite:
    def change(answer: Answer) -> None:
        dates = sorted((str(item["date_modified"]) for item in answer.customers()), key=parsedate_to_datetime)
        if dates and "last-modified" in answer.headers:
            answer.headers["last-modified"] = pick(dates)

    return after(change, is_a("list"))


add("list.last_modified", "gives the oldest date", _modified(lambda dates: dates[0]))
add("list.last_modified", "gives another year", _modified(lambda dates: dates[-1].replace("2023", "2022")))
add("list.last_modified", "gives no date", _modified(lambda _dates: "yesterday"))
