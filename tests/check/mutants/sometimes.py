"""Servers whose defect shows on some requests only: on a later page, with one value, with two filters; or that fail."""

from tests.check.mutants.registry import add, before, instead, is_a
from tests.check.mutants.writing import Body, edit


def _drop_zeros(body: Body) -> None:
    for name in ("store_credit", "customer_group_id"):
        if name in body and not body[name]:
            del body[name]


add("list.page", "refuses all but the first page", instead(404, lambda call: (call.get("page") or "1") > "1"))
add("list.array", "fails at every list", instead(500, is_a("list")))
add("count.shape", "fails at every count", instead(500, is_a("count")))
add("get.customer", "fails at every look", instead(500, is_a("get")))
add("delete.customer", "fails at every deletion", instead(500, is_a("delete")))
add("update.stored", "takes a zero for nothing", before(edit(_drop_zeros), is_a("update")))
add(
    "list.filter.combined",
    "leaves a window of dates open",
    before(
        lambda call: call.drop("max_date_created") if call.get("min_date_created") else None,
        lambda call: call.operation == "list" and len(call.query) < 5,
    ),
)
