"""Servers that take filters they should refuse, or count without regard to filters."""

from collections.abc import Callable

from tests.check.mutants.filters import DATES, FILTERS, IDS, PAGING, has, parse
from tests.check.mutants.layer import Call, Rewrite
from tests.check.mutants.registry import Condition, add, before, drop, instead, is_a

_KNOWN = {*FILTERS, *PAGING}


def _unknown(call: Call) -> list[str]:
    return [
        name
        for name, _ in call.query
        if name not in (_KNOWN if call.operation == "list" else _KNOWN - PAGING if call.operation == "count" else ())
    ]


for operation in ("list", "count", "get"):
    add(
        "list.filter.unknown",
        f"ignored by {operation}",
        before(lambda call: call.drop(*_unknown(call)), is_a(operation)),
    )
add("list.filter.unknown", "answered with 404", instead(404, lambda call: call.operation == "list" and _unknown(call)))
add(
    "list.filter.unknown",
    "ignores the name id",
    before(lambda call: call.drop("id"), lambda call: call.operation == "list"),
)


def _no_address(call: Call) -> bool:
    return call.operation == "list" and not (call.get("email") or "a@b").partition("@")[2]


add("list.filter.email.malformed", "finds nothing", instead(204, _no_address))
add("list.filter.email.malformed", "ignores it", before(lambda call: call.drop("email"), _no_address))


def _no_number(name: str) -> Condition:
    return has(name, lambda call: not (call.get(name) or "").isdigit())


def _no_date(name: str) -> Condition:
    return has(name, lambda call: parse(call.get(name) or "") is None)


for one in IDS:
    add(
        "list.filter.malformed",
        f"ignores a malformed {one}",
        before(drop(one), _no_number(one)),
    )
for one in DATES:
    add("list.filter.malformed", f"finds nothing for a malformed {one}", instead(204, _no_date(one)))
add(
    "list.filter.malformed",
    "takes a malformed customer_group_id for 0",
    before(lambda call: call.put("customer_group_id", 0), _no_number("customer_group_id")),
)


def _counting(change: Callable[[Call], object], when: Condition = lambda _call: True) -> Rewrite:
    return before(change, lambda call: call.operation == "count" and when(call))


add("count.filtered", "counts all", _counting(lambda call: call.query.clear()))
add("count.filtered", "refuses filters", instead(400, lambda call: call.operation == "count" and call.query))
for one in FILTERS:
    add("count.filtered", f"ignores {one}", _counting(drop(one)))
add(
    "count.filtered",
    "takes the last filter only",
    _counting(lambda call: call.drop(*[name for name, _ in call.query][:-1])),
)
