"""Servers that get a filter wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial

from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.listing import later_page
from tests.check.mutants.registry import Condition, add, before, instead, store_list

TEXTS = ("first_name", "last_name", "company", "phone", "tax_exempt_category")
EQUALS = (*TEXTS, "email", "store_credit", "customer_group_id")
IDS = ("min_id", "max_id")
DATES = ("min_date_created", "max_date_created", "min_date_modified", "max_date_modified")
FILTERS = (*EQUALS, *IDS, *DATES)
PAGING = {"page", "limit"}


def has(name: str, when: Condition = lambda _call: True) -> Condition:
    """Recognise lists by a filter."""
    return lambda call: call.operation == "list" and call.get(name) is not None and when(call)


def _others(call: Call) -> set[str]:
    return {name for name, _ in call.query} - PAGING


def _ignore(name: str, when: Condition = lambda _call: True) -> Rewrite:
    return before(lambda call: call.drop(name), has(name, when))


def _ruin(name: str) -> None:
    rule = f"list.filter.{name}"
    add(rule, "ignored", _ignore(name))
    add(rule, "ignored in the Basic form", _ignore(name, lambda call: call.form == "basic"))
    add(rule, "ignored for the read-only token", _ignore(name, lambda call: call.role == "read_only"))
    add(rule, "ignored on later pages", _ignore(name, later_page))
    add(rule, "finds nothing", instead(204, has(name)))
    if name not in DATES:
        add(rule, "refused", instead(400, has(name)))
    add(
        rule,
        "leaves the last match out",
        store_list(lambda shown: shown[:-1], has(name, lambda call: not call.get("limit"))),
    )
    add("list.filter.combined", f"{name} ignored beside others", _ignore(name, lambda call: len(_others(call)) > 1))


for filter_name in FILTERS:
    _ruin(filter_name)


def _rename(name: str, other: str) -> Rewrite:
    def change(call: Call) -> None:
        value = call.get(name)
        call.drop(name)
        call.put(other, value)

    return before(change, has(name, lambda call: call.get(other) is None))


for one, other in zip(TEXTS, (*TEXTS[1:], TEXTS[0]), strict=True):
    add(f"list.filter.{one}", f"compares {other}", _rename(one, other))
for one, other in (("min_id", "max_id"), ("max_id", "min_id")):
    add(f"list.filter.{one}", f"taken for {other}", _rename(one, other))
for one in DATES:
    bound, _, what = one.partition("_")
    other = f"{'max' if bound == 'min' else 'min'}_{what}"
    add(f"list.filter.{one}", f"taken for {other}", _rename(one, other))
    other = one.replace("created", "modified") if "created" in one else one.replace("modified", "created")
    add(f"list.filter.{one}", f"compares {other}", _rename(one, other))


def _shift(name: str, change: Callable[[str], str]) -> Rewrite:
    def apply(call: Call) -> None:
        value = call.get(name) or ""
        call.put(name, change(value))

    return before(apply, has(name))


def _plus(value: str, number: int) -> str:
    return str(max(int(value) + number, 0)) if value.isdigit() else value


for one in IDS:
    for number in (1, -1):
        add(f"list.filter.{one}", f"off by {number:+}", _shift(one, partial(_plus, number=number)))
add("list.filter.customer_group_id", "off by one", _shift("customer_group_id", partial(_plus, number=1)))
add(
    "list.filter.customer_group_id",
    "finds those in no group whatever is asked for",
    _shift("customer_group_id", lambda _value: "0"),
)
add("list.filter.store_credit", "compares whole numbers", _shift("store_credit", lambda value: value.partition(".")[0]))


def parse(value: str) -> datetime | None:
    """Read the value of a date filter."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(value)
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _later(value: str, by: timedelta) -> str:
    moment = parse(value)
    return format_datetime(moment + by) if moment else value


def _exclusive(value: str, by: int) -> str:
    return value if len(value) == 10 else _later(value, timedelta(seconds=by))


def _without_zone(value: str) -> str:
    moment = parse(value)
    return format_datetime(moment.replace(tzinfo=UTC)) if moment else value


for one in DATES:
    add(f"list.filter.{one}", "a day late", _shift(one, partial(_later, by=timedelta(days=1))))
    add(f"list.filter.{one}", "a day early", _shift(one, partial(_later, by=timedelta(days=-1))))
    add(f"list.filter.{one}", "ignores the zone", _shift(one, _without_zone))
    add(
        "list.filter.date.inclusive",
        f"{one} excludes its moment",
        _shift(one, partial(_exclusive, by=1 if one.startswith("min") else -1)),
    )


_FORMS: dict[str, Callable[[str], bool]] = {
    "rfc_2822": lambda value: "," in value,
    "no_weekday": lambda value: "," not in value and " " in value,
    "iso_8601": lambda value: "T" in value and "," not in value,
    "plain": lambda value: len(value) == 10 and value[4:5] == "-",
}


def _without_form(name: str, recognise: Callable[[str], bool]) -> Rewrite:
    return instead(400, has(name, lambda call: recognise(call.get(name) or "")))


for form, is_form in _FORMS.items():
    for one in DATES:
        add(f"list.filter.date.{form}", f"not taken by {one}", _without_form(one, is_form))


async def _same_text(call: Call, forward: Forward) -> Answer:
    value = call.get("store_credit")
    answer = await forward(call)
    if call.operation == "list" and value is not None:
        left = [item for item in answer.customers() if item["store_credit"] == value]
        answer.become_list(left)
    return answer


add("list.filter.store_credit.number", "compares texts", _same_text)
add(
    "list.filter.store_credit.number",
    "finds nothing for fewer than four places",
    instead(204, has("store_credit", lambda call: len((call.get("store_credit") or "").partition(".")[2]) < 4)),
)


def _part_of(name: str) -> Rewrite:
    async def rewrite(call: Call, forward: Forward) -> Answer:
        value = (call.get(name) or "").casefold()
        if call.operation != "list" or not value or not set(dict(call.query)) <= {name}:
            return await forward(call)
        answer = await forward(call.aside("GET", "", [("limit", "250")]))
        left = [item for item in answer.customers() if value in str(item[name]).casefold()]
        answer.become_list(left)
        return answer

    return rewrite


for one in ("first_name", "last_name", "company", "phone"):
    add("list.filter.exact", f"{one} finds parts", _part_of(one))


async def _any_of(call: Call, forward: Forward) -> Answer:
    names = _others(call)
    if call.operation != "list" or len(names) < 2:
        return await forward(call)
    found: dict[int, object] = {}
    answer = await forward(call.copy())
    for name in names:
        part = call.copy()
        part.query = [(name, call.get(name) or ""), ("limit", "250")]
        found |= {item["id"]: item for item in (await forward(part)).customers()}
    left = [found[key] for key in sorted(found)]
    answer.become_list(left)
    return answer


add("list.filter.combined", "selects those that match any", _any_of)
add(
    "list.filter.combined",
    "takes the last filter only",
    before(
        lambda call: call.drop(*list(dict.fromkeys(name for name, _ in call.query if name not in PAGING))[:-1]),
        lambda call: call.operation == "list",
    ),
)
add(
    "list.filter.combined",
    "takes the first filter only",
    before(
        lambda call: call.drop(*list(dict.fromkeys(name for name, _ in call.query if name not in PAGING))[1:]),
        lambda call: call.operation == "list",
    ),
)
add(
    "list.filter.combined",
    "refuses two filters",
    instead(400, lambda call: call.operation == "list" and len(_others(call)) > 1),
)
