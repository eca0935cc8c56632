"""Rules of get and count, and of customers that do not exist."""

from typing import Any

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.judge.conditions import read_query
from bigcommerce_contract.check.judge.contract import property_schemas
from bigcommerce_contract.check.judge.model import Known
from bigcommerce_contract.check.judge.representation import type_breach
from bigcommerce_contract.check.judge.values import as_integer, as_object
from bigcommerce_contract.check.judge.view import View

# A server may refuse to read a larger number, so that it is no id of anybody.
_LARGEST_USUAL_ID = 2**31 - 1
_MISSING_RULES = {
    "getCustomer": "get.missing",
    "updateCustomer": "update.missing",
    "deleteCustomer": "delete.missing",
    "validatePassword": "validate.missing",
}


def asked_customer(view: View) -> None:
    """get.customer."""
    if view.operation != "getCustomer" or view.seen.customer_id is None or not view.entitled or view.seen.query:
        return
    if view.shows and not (view.target is None and _is_empty(view.seen.answer)):
        number = (as_object(view.seen.answer) or {}).get("id")
        got = "something that is no customer" if number is None else repr(number)
        message = f"asked for customer {view.seen.customer_id}, got {got} with {view.status}"
        view.expect("get.customer", number == view.seen.customer_id, message)
    elif view.target is not None and not view.denied and view.validity.valid and not _excused(view, view.target):
        view.rule(
            "get.customer",
            f"customer {view.target.id} exists and was answered with {view.status}",
            view.target.source,
        )


def _is_empty(answer: object) -> bool:
    """Tell whether an answer shows nobody and says nothing else: one way to answer for who does not exist."""
    return answer is None or answer in ({}, [])


def _excused(view: View, known: Known) -> bool:
    answered = view.done or view.refused or view.failed
    return not answered or view.model.last_delete > known.seen or known.form != view.exchange.form


def same_as_list(view: View) -> None:
    """get.same_as_list."""
    for customer in view.seen.shown():
        known = view.model.alive.get(as_integer(customer.get("id")) or 0)
        if known is not None and view.model.trusts(known) and known.form == view.exchange.form:
            other = known.by_list if view.operation == "getCustomer" else known.by_get
            if view.operation in {"getCustomer", "listCustomers"} and other is not None:
                _compare(view, known, customer, other)


def _compare(
    view: View,
    known: Known,
    customer: dict[str, Any],
    other: tuple[int, dict[str, Any], Exchange],
) -> None:
    tick, shown, source = other
    if known.written > tick or next(reversed(view.model.updates.values()), -1) > tick:
        return
    names = [
        name
        for name in property_schemas("Customer")
        if name != "addresses" and not type_breach(name, customer) and not type_breach(name, shown)
    ]
    differing = [name for name in names if customer.get(name, "absent") != shown.get(name, "absent")]
    message = f"{differing[0]} of customer {known.id} differs between get and list" if differing else None
    view.rule("get.same_as_list", message, *([source] if message else []), places=[f"/{name}" for name in differing])


def missing(view: View) -> None:
    """get.missing, update.missing, delete.missing, validate.missing."""
    rule, number = _MISSING_RULES.get(view.operation), view.seen.customer_id
    if rule is None or number is None or not view.entitled or not view.validity.valid:
        return
    unknown = view.model.closed and number not in view.model.alive and number <= _LARGEST_USUAL_ID
    if not (unknown or number in view.model.deleted) or not (view.done or view.refused):
        return
    served = view.operation == "getCustomer" and not view.nobody and number in view.model.deleted
    route_missing = view.operation == "validatePassword" and view.status == 405
    if not served and not route_missing:
        view.expect(
            rule,
            view.status == 404,
            f"customer {number} does not exist, answered with {view.status}",
        )


def count_shape(view: View) -> None:
    """count.shape."""
    if view.operation != "countCustomers" or not view.entitled:
        return
    if view.shows:
        count = as_integer((as_object(view.seen.answer) or {}).get("count"))
        view.expect(
            "count.shape",
            count is not None and count >= 0,
            f"the answer is {view.seen.answer!r}",
        )
    elif (view.done or view.refused or view.failed) and not view.seen.query and view.validity.valid:
        view.rule("count.shape", f"the count was answered with {view.status}")


def count_value(view: View) -> None:
    """count.value."""
    count = _count(view)
    if count is None or view.seen.query:
        return
    known = len(view.model.trusted())
    if view.model.closed:
        view.expect(
            "count.value",
            count == known or _deleting(view),
            f"the count is {count}, the store holds {known}",
        )
    elif known:
        view.expect(
            "count.value",
            count >= known,
            f"the count is {count}, at least {known} customers exist",
        )


def _deleting(view: View) -> bool:
    return any(view.model.last_delete > known.seen for known in view.model.trusted())


def _count(view: View) -> int | None:
    if view.operation != "countCustomers" or not view.done:
        return None
    return as_integer((as_object(view.seen.answer) or {}).get("count"))


def count_filtered(view: View) -> None:
    """count.filtered."""
    operation = view.seen.operation
    if view.operation != "countCustomers" or operation is None or not view.seen.query or not view.entitled:
        return
    query = read_query(view.seen, operation)
    if not query.clear or not query.conditions or not (view.done or view.refused):
        return
    count = _count(view)
    if view.shows and count is None:
        return  # A matter of count.shape.
    answers = [query.selects(known.shown) for known in view.model.trusted()]
    least = answers.count(True)
    most = least + answers.count(None) if view.model.closed else None
    holds = count is not None and count >= least and (most is None or count <= most)
    told = f"answered with {view.status}" if count is None else f"the count is {count}"
    if least < len(answers) or not holds:
        view.expect(
            "count.filtered",
            holds,
            f"{told}, {least} customers match",
        )
