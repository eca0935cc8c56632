"""Rules of the list's filters."""

import re

from bigcommerce_contract.check.judge.conditions import Condition, read_query
from bigcommerce_contract.check.judge.listing import refused_rule
from bigcommerce_contract.check.judge.model import Known
from bigcommerce_contract.check.judge.selection import Selection, read_selection
from bigcommerce_contract.check.judge.values import parse_decimal, parse_filter_date, parse_shown_date
from bigcommerce_contract.check.judge.view import View

_COMBINED = "list.filter.combined"
_NOT_FOUND = 404
_NO_WEEKDAY = re.compile(r"\d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}")


def selects(view: View) -> None:
    """list.filter.<name> and list.filter.combined: what is selected matches, and what matches is selected."""
    refused = refused_rule(view)
    if refused is not None and refused not in {"page", "limit"}:
        if _nobody_found(view):
            view.rule("list.array", "a list with nobody in it was refused with 404")
        elif not refused.endswith(("_created", "_modified")):
            view.rule(f"list.filter.{refused}", f"the filter was refused with {view.status}")
        return
    if _combination_refused(view):
        view.rule(_COMBINED, f"the filters were refused together with {view.status}")
        return
    selection = read_selection(view)
    if selection is None or not selection.query.conditions or not _informative(view, selection):
        return
    conditions = selection.query.conditions
    intruders, missing = selection.intruders, _missing(view, selection)
    blamed = _blamed(view, conditions, intruders, selection)
    if intruders:
        message = f"customer {intruders[0]} is selected but does not match"
    elif missing:
        message = f"customer {missing[0].id} matches but is not selected"
    else:
        view.rule(blamed)
        return
    view.rule(blamed, message, *(known.source for known in missing[:1] if not intruders))


def _nobody_found(view: View) -> bool:
    """Tell whether a 404 may stand for a list with nobody in it."""
    operation = view.seen.operation
    if view.status != _NOT_FOUND or operation is None:
        return False
    query = read_query(view.seen, operation)
    return not any(query.selects(known.shown) for known in view.model.trusted())


def _combination_refused(view: View) -> bool:
    operation = view.seen.operation
    if view.operation != "listCustomers" or operation is None or not view.refused or not view.entitled:
        return False
    if "list.array" in view.model.broken:
        return False
    query = read_query(view.seen, operation)
    plain = query.clear and view.validity.valid and len(query.conditions) == len(view.seen.query) > 1
    known = {condition.rule for condition in query.conditions} | {
        f"list.filter.date.{condition.date_form}" for condition in query.conditions
    }
    return plain and not known & view.model.broken


def _informative(view: View, selection: Selection) -> bool:
    return bool(selection.items or selection.matching or len(view.model.trusted()) > len(selection.open))


def _missing(view: View, selection: Selection) -> list[Known]:
    listed = set(selection.ids)
    # On a full first page nobody before the last can be missing, provided that the ids are in order.
    last = selection.ids[-1] if selection.query.page == 1 and selection.in_order else 0
    reachable = [known for known in selection.matching if selection.whole or known.id < last]
    return [known for known in reachable if known.id not in listed and view.model.last_delete <= known.seen]


def _blamed(
    view: View,
    conditions: tuple[Condition, ...],
    intruders: list[int],
    selection: Selection,
) -> str:
    if len(conditions) == 1:
        return conditions[0].rule
    by_id = dict(zip(selection.ids, selection.items, strict=False))
    broken = [condition for condition in conditions if condition.rule in view.model.broken]
    guilty = [c for c in broken if not intruders or any(c.matches(by_id[number]) is False for number in intruders)]
    return guilty[0].rule if guilty else _COMBINED


def date_forms(view: View) -> None:
    """list.filter.date.rfc_2822, list.filter.date.no_weekday, list.filter.date.iso_8601, list.filter.date.plain."""
    operation = view.seen.operation
    if view.operation != "listCustomers" or operation is None or not view.entitled or len(view.seen.query) != 1:
        return
    query = read_query(view.seen, operation)
    ((name, value),) = view.seen.query
    form = query.conditions[0].date_form if query.clear and query.conditions else ""
    if name.endswith(("_created", "_modified")) and _NO_WEEKDAY.fullmatch(value):
        form = "no_weekday"
    refused = view.refused and "list.array" not in view.model.broken and not _nobody_found(view)
    if form and view.validity.valid and (view.done or refused):
        view.expect(
            f"list.filter.date.{form}",
            view.done,
            f"{value!r} was refused with {view.status}",
        )


def date_inclusive(view: View) -> None:
    """list.filter.date.inclusive."""
    selection = read_selection(view)
    if selection is None or len(selection.query.conditions) != 1 or not selection.whole:
        return
    condition = selection.query.conditions[0]
    parsed = parse_filter_date(condition.value) if condition.date_form else None
    if parsed is None or parsed[1] != parsed[2] or selection.intruders or _missing(view, selection):
        return
    prop = condition.name[4:]
    for known in selection.open:
        if parse_shown_date(known.shown.get(prop)) == parsed[1] and known.written <= known.seen:
            message = f"customer {known.id} of exactly that moment is not selected"
            view.expect(
                "list.filter.date.inclusive",
                known.id in selection.ids,
                message,
                known.source,
            )


def amounts(view: View) -> None:
    """list.filter.store_credit.number."""
    selection = read_selection(view)
    if selection is None or not selection.whole or len(selection.query.conditions) != 1 or selection.intruders:
        return
    condition = selection.query.conditions[0]
    if condition.name != "store_credit" or condition.rule in view.model.broken:
        return  # Where not even the text that is shown finds anybody, the number is not to blame.
    for known in selection.open:
        shown = known.shown.get("store_credit")
        if parse_decimal(shown) == parse_decimal(condition.value) and view.model.last_delete <= known.seen:
            message = f"customer {known.id} with {shown!r} is not selected by {condition.value!r}"
            view.expect("list.filter.store_credit.number", known.id in selection.ids, message, known.source)


def exact(view: View) -> None:
    """list.filter.exact."""
    selection = read_selection(view)
    if selection is None or len(selection.query.conditions) != 1 or not selection.query.conditions[0].is_text:
        return
    condition = selection.query.conditions[0]
    if selection.intruders:
        return  # Whoever does not even hold the text shows another defect.
    value = condition.value.casefold()
    partly = [known.id for known in view.model.trusted() if _partly(known.shown.get(condition.name), value)]
    for number, item in zip(selection.ids, selection.items, strict=False):
        if _partly(item.get(condition.name), value):
            view.rule(
                "list.filter.exact",
                f"customer {number} has only a part of {condition.value!r} in it",
            )
            return
    if partly:
        view.rule("list.filter.exact")


def _partly(text: object, wanted: str) -> bool:
    return isinstance(text, str) and wanted in text.casefold() and text.casefold().strip() != wanted


def unknown_refused(view: View) -> None:
    """list.filter.unknown."""
    operation = view.seen.operation
    if operation is None or view.operation not in {
        "listCustomers",
        "getCustomer",
        "countCustomers",
    }:
        return
    unknown = [name for name, _ in view.seen.query if name not in operation.parameters]
    if len(view.seen.query) == len(unknown) == 1 and unknown[0].isidentifier() and view.entitled:
        missing = view.seen.customer_id is not None and view.target is None
        if (view.done or view.refused) and not missing and (view.seen.customer_id or view.operation != "getCustomer"):
            message = f"the parameter {unknown[0]!r} was answered with {view.status} instead of 400"
            view.expect("list.filter.unknown", view.status == 400, message)


def malformed_email_refused(view: View) -> None:
    """list.filter.email.malformed."""
    _malformed(view, "list.filter.email.malformed", {"email"})


def malformed_refused(view: View) -> None:
    """list.filter.malformed."""
    _malformed(view, "list.filter.malformed", None)


def _malformed(view: View, rule: str, names: set[str] | None) -> None:
    operation = view.seen.operation
    if view.operation != "listCustomers" or operation is None or not view.entitled or len(view.seen.query) != 1:
        return
    malformed = read_query(view.seen, operation).malformed - {"page", "limit"}
    concerned = malformed & names if names else malformed - {"email"}
    if concerned and view.seen.query[0][1].isascii() and (view.done or view.refused):
        message = f"{view.seen.query[0][1]!r} was answered with {view.status} instead of 400"
        view.expect(rule, view.status == 400, message)
