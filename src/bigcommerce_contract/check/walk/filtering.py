"""Each filter with many values, and filters together, on several pages, in both forms, with every credential."""

from functools import partial
from itertools import pairwise

from bigcommerce_contract.check.walk.facts import Filter, filters, paging
from bigcommerce_contract.check.walk.stage import Stage, customers_of
from bigcommerce_contract.check.walk.step import Step
from bigcommerce_contract.check.walk.values import shared_value, to_ask_for, values_for

_AFTER = ("create the cast", "meet the cast")
_SIZE = 2
_MALFORMED = {
    "email": ("nobody", "nobody@"),
    "date": ("yesterday", "2012-13-45"),
    "integer": ("abc", "1.5"),
    "decimal": ("abc",),
}


def _each_value(wanted: Filter, stage: Stage) -> None:
    for value in values_for(wanted, stage.cast):
        stage.list(**{wanted.name: value})


def _other_ways(wanted: Filter, stage: Stage) -> None:
    value = shared_value(wanted, stage.cast)
    if value is None:
        return
    for role in stage.readers:
        stage.list(role, **{wanted.name: value})
    for page in (1, 2):
        stage.list(limit=_SIZE, page=page, **{wanted.name: value})
    _end(stage, {wanted.name: value})


def _end(stage: Stage, query: dict[str, object]) -> None:
    """Look where those end that are selected: whoever is not stands behind them."""
    found = len(customers_of(stage.list(limit=paging("limit")["maximum"], **query)))
    for role in [role for role, _ in stage.forms] or [stage.main]:
        stage.list(role, limit=_SIZE, page=found // _SIZE + 1, **query)


def _pairs(stage: Stage) -> None:
    known = filters()
    for one, other in pairwise((*known, known[0])):
        _together(stage, one, other)
        if one.property == other.property:
            _window(stage, one, other)
    for one in known:
        _with_ids(stage, one)


def _together(stage: Stage, one: Filter, other: Filter) -> None:
    for first, second in pairwise(stage.cast[:2]):
        values = to_ask_for(one, first), to_ask_for(other, second)
        if None not in values:
            stage.list(**dict(zip((one.name, other.name), values, strict=True)))


def _window(stage: Stage, low: Filter, high: Filter) -> None:
    """Ask for those between two bounds with some before and some behind."""
    values = [shared_value(wanted, stage.cast) for wanted in (high, low)]
    for value in filter(None, values):
        _end(stage, {low.name: value, high.name: value})


def _with_ids(stage: Stage, wanted: Filter) -> None:
    value, ids = shared_value(wanted, stage.cast), [customer["id"] for customer in stage.cast]
    if value is None or len(ids) <= _SIZE:
        return
    together = {"min_id": ids[1], "max_id": ids[-2]} | {wanted.name: value}
    stage.list(**together)
    stage.list(limit=1, page=2, **together)


def _all_together(stage: Stage) -> None:
    for customer in stage.cast[:2]:
        values = {wanted.name: to_ask_for(wanted, customer) for wanted in filters()}
        stage.list(**{name: value for name, value in values.items() if value is not None})


def _counts(stage: Stage) -> None:
    for wanted in filters():
        value = shared_value(wanted, stage.cast)
        if value is not None:
            stage.count(**{wanted.name: value})
    if stage.cast:
        first, last = stage.cast[0]["id"], stage.cast[-1]["id"]
        stage.count(min_id=first + 1, max_id=last)
        for role in stage.readers:
            stage.count(role, min_id=last)


def _unknown(stage: Stage) -> None:
    for name in ("id", "sort", "min_date", "First_name", "notes"):
        stage.list(**{name: "1"})
        stage.count(**{name: "1"})
    for customer in stage.cast[:1]:
        stage.send("GET", f"/customers/{customer['id']}", query={"first_name": "1"})


def _malformed(stage: Stage) -> None:
    for wanted in filters():
        for value in _MALFORMED.get(wanted.kind, ()):
            stage.list(**{wanted.name: value})


def _empty(stage: Stage) -> None:
    stage.list(min_id=stage.absent())
    stage.list(first_name=f"Nobody{stage.token}")
    for role in stage.readers:
        stage.list(role, min_id=stage.absent())
    stage.list(email=stage.email("nobody"))


def _step(wanted: Filter) -> tuple[Step, Step]:
    after = (*_AFTER, "let time pass") if wanted.kind == "date" else _AFTER
    own = f"list.filter.{wanted.name}"
    plain, turned = (own, *_MORE.get(wanted.kind, ())), (own, *(_TURNED if wanted.name in _TURNS else ()))
    return (
        Step(f"filter by {wanted.name}", partial(_each_value, wanted), plain, after=after),
        Step(f"filter by {wanted.name} in other ways", partial(_other_ways, wanted), turned, after=after),
    )


_TURNS = ("first_name", "last_name", "max_id")
_TURNED = ("list.page", "list.limit", "list.order")
_MORE: dict[str, tuple[str, ...]] = {
    "date": ("list.filter.date.",),
    "decimal": ("list.filter.store_credit.number",),
    "text": ("list.filter.exact",),
}

STEPS = (
    *(step for wanted in filters() if wanted.kind != "date" for step in _step(wanted)),
    Step("filter by unknown names", _unknown, ("list.filter.unknown", "error."), after=_AFTER),
    Step(
        "filter by malformed values",
        _malformed,
        ("list.filter.email.malformed", "list.filter.malformed", "error."),
        after=_AFTER,
    ),
    Step("filter for nobody", _empty, ("list.empty", "list.array"), after=_AFTER),
)

LATE = (
    *(step for wanted in filters() if wanted.kind == "date" for step in _step(wanted)),
    Step("filter by two things", _pairs, ("list.filter.combined",), after=(*_AFTER, "let time pass")),
    Step("filter by everything", _all_together, ("list.filter.combined",), after=(*_AFTER, "let time pass")),
    Step("count what filters select", _counts, ("count.filtered",), after=(*_AFTER, "let time pass")),
)
