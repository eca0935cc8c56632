"""Servers that get pages and their limits wrong."""

from collections.abc import Callable

from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.listing import PAGING, later_page, small
from tests.check.mutants.registry import Condition, Customer, add, after, before, drop, instead, is_a, only


def _window(change: Callable[[int, int], tuple[int, int]], when: Condition) -> Rewrite:
    """Serve other customers than those from `start` to `end`."""

    async def rewrite(call: Call, forward: Forward) -> Answer:
        page, limit = call.get("page") or "1", call.get("limit") or "50"
        if call.operation != "list" or not (page + limit).isdigit() or not 0 < int(limit) <= 250 or not when(call):
            return await forward(call)
        start = (int(page) - 1) * int(limit)
        start, end = change(start, start + int(limit))
        whole: list[Customer] = []
        number = 1
        while len(whole) < end and start < 5000:
            part = call.copy()
            part.put("page", number)
            part.put("limit", 250)
            answer = await forward(part)
            shown = answer.customers()
            whole += shown
            number += 1
            if len(shown) < 250:
                break
        call.put("page", 1)
        answer = await forward(call)
        left = whole[max(start, 0) : end]
        answer.become_list(left)
        return answer

    return rewrite


def _any(_call: Call) -> bool:
    return True


def _filtered(call: Call) -> bool:
    return bool({name for name, _ in call.query} - set(PAGING))


add("list.page", "ignores page", before(lambda call: call.drop("page"), is_a("list")))
add(
    "list.page",
    "ignores page with a filter",
    before(lambda call: call.drop("page"), lambda call: call.operation == "list" and _filtered(call)),
)
add(
    "list.page",
    "ignores page in the Basic form",
    before(lambda call: call.drop("page"), lambda call: call.operation == "list" and call.form == "basic"),
)
add("list.page", "counts pages from 0", _window(lambda start, end: (end, 2 * end - start), _any))
add("list.page", "skips one between pages", _window(lambda start, end: (start + (start > 0), end + (start > 0)), _any))
add(
    "list.page",
    "repeats one on the next page",
    _window(lambda start, end: (start - (start > 0), end - (start > 0)), _any),
)
add(
    "list.page",
    "gives page 2 for page 3",
    before(lambda call: call.put("page", 2), lambda call: call.operation == "list" and call.get("page") == "3"),
)
add(
    "list.page",
    "skips as many as the default limit",
    _window(
        lambda start, end: (start // max(end - start, 1) * 50, start // max(end - start, 1) * 50 + end - start), _any
    ),
)
add(
    "list.page",
    "repeats one with a filter",
    _window(lambda start, end: (start - (start > 0), end - (start > 0)), _filtered),
)


async def _last_page(call: Call, forward: Forward) -> Answer:
    answer = await forward(call)
    while (
        call.operation == "list" and answer.status == 204 and (call.get("page") or "1").isdigit() and later_page(call)
    ):
        call.put("page", min(int(call.get("page") or 1) - 1, 20))
        answer = await forward(call)
    return answer


async def _first_page(call: Call, forward: Forward) -> Answer:
    answer = await forward(call)
    if call.operation == "list" and answer.status == 204 and later_page(call):
        call.drop("page")
        answer = await forward(call)
    return answer


add("list.page.past_end", "gives the last page again", _last_page)
add("list.page.past_end", "begins again", _first_page)


def _has_value(name: str, value: str) -> Condition:
    return lambda call: call.operation == "list" and call.get(name) == value


def _malformed(name: str) -> None:
    for value in ("0", "-1", "abc"):
        add(
            f"list.{name}.malformed",
            f"ignores {name}={value}",
            before(drop(name), _has_value(name, value)),
        )
    add(
        f"list.{name}.malformed",
        f"finds nothing for a malformed {name}",
        instead(204, lambda call: call.operation == "list" and not (call.get(name) or "1").isdigit()),
    )
    add(
        f"list.{name}.malformed",
        f"answers a malformed {name} with 404",
        instead(404, lambda call: call.operation == "list" and not (call.get(name) or "1").isdigit()),
    )


_malformed("page")
_malformed("limit")


add(
    "list.limit",
    "ignores limit",
    before(
        lambda call: call.drop("limit"), lambda call: call.operation == "list" and small(call) and call.get("limit")
    ),
)
add("list.limit", "gives one more", _window(lambda start, end: (start, end + 1), small))
add("list.limit", "gives one less", _window(lambda start, end: (start, end - 1), small))
add(
    "list.limit",
    "ignores limit with a filter",
    before(lambda call: call.drop("limit"), lambda call: call.operation == "list" and small(call) and _filtered(call)),
)
add(
    "list.limit",
    "ignores limit in the Basic form",
    before(
        lambda call: call.drop("limit"), lambda call: call.operation == "list" and small(call) and call.form == "basic"
    ),
)
add(
    "list.limit",
    "gives 249 for 250",
    before(lambda call: call.put("limit", 249), lambda call: call.operation == "list" and call.get("limit") == "250"),
)
add(
    "list.limit",
    "gives never more than 100",
    before(
        lambda call: call.put("limit", 100),
        lambda call: (
            call.operation == "list"
            and (call.get("limit") or "").isdigit()
            and 100 < int(call.get("limit") or 0) <= 250
        ),
    ),
)
add(
    "list.limit",
    "gives two for one on page 2",
    only(_window(lambda start, end: (start, end + 1), _any), lambda call: later_page(call) and small(call)),
)


def _unlimited(most: int, when: Condition = _any) -> Rewrite:
    async def rewrite(call: Call, forward: Forward) -> Answer:
        limit = call.get("limit") or ""
        if call.operation != "list" or not limit.isdigit() or int(limit) <= 250 or len(limit) > 9 or not when(call):
            return await forward(call)
        whole: list[object] = []
        for page in (1, 2):
            call.put("page", page)
            call.put("limit", 250)
            answer = await forward(call)
            whole += answer.json() or []
        answer.become(200 if whole else 204, whole[: min(most, int(limit))] or None)
        return answer

    return rewrite


add("list.limit.maximum", "serves 251", _unlimited(251))
add("list.limit.maximum", "serves as many as asked for", _unlimited(10_000))
add("list.limit.maximum", "serves 251 in the Basic form", _unlimited(251, lambda call: call.form == "basic"))
add("list.limit.maximum", "serves 251 with a filter", _unlimited(251, _filtered))


def _too_high(call: Call) -> bool:
    limit = call.get("limit") or ""
    return call.operation == "list" and limit.isdigit() and 250 < int(limit) < 10_000


add("list.limit.too_high", "cuts the limit", before(lambda call: call.put("limit", 250), _too_high))
add(
    "list.limit.too_high",
    "answers 400",
    after(lambda answer: answer.become(400) if answer.status == 413 else None, _too_high),
)
add(
    "list.limit.too_high",
    "does not name the maximum",
    after(lambda answer: answer.become(413) if answer.status == 413 else None, _too_high),
)
add(
    "list.limit.too_high",
    "takes 251",
    before(lambda call: call.put("limit", 250), lambda call: _too_high(call) and call.get("limit") == "251"),
)
add(
    "list.limit.too_high",
    "names another maximum",
    after(
        lambda answer: (
            answer.set_json([{"status": 413, "message": "No.", "details": {"max_limit": 200}}])
            if answer.status == 413
            else None
        ),
        _too_high,
    ),
)


def _unlimited_default(size: int, when: Condition = _any) -> Rewrite:
    return before(
        lambda call: call.put("limit", size),
        lambda call: call.operation == "list" and call.get("limit") is None and when(call),
    )


add("list.limit.default", "gives 51 by default", _unlimited_default(51))
add("list.limit.default", "gives 250 by default", _unlimited_default(250))
add("list.limit.default", "gives 100 in the Basic form", _unlimited_default(100, lambda call: call.form == "basic"))
add("list.limit.default", "gives 60 by default with a filter", _unlimited_default(60, lambda call: call.get("min_id")))
add("list.limit.default", "gives 60 by default on page 1", _unlimited_default(60, lambda call: not later_page(call)))
