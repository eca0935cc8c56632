"""Rules of deleting."""

from bigcommerce_contract.check.judge.selection import read_selection
from bigcommerce_contract.check.judge.values import as_integer, as_object
from bigcommerce_contract.check.judge.view import View

ONE = "delete.customer"
ALL = "delete_all.customers"
_OTHERS = "delete.others"


def gone(view: View) -> None:
    """delete.customer."""
    if view.operation == "deleteCustomer" and view.target is not None and view.entitled and view.validity.valid:
        if view.refused or view.failed:
            view.rule(
                ONE,
                f"deleting customer {view.target.id} was answered with {view.status}",
                view.target.source,
            )
        return
    _deleted_shows(view, ONE)


def all_gone(view: View) -> None:
    """delete_all.customers."""
    _deleted_shows(view, ALL)


def _deleted_shows(view: View, rule: str) -> None:
    if view.operation == "getCustomer" and (view.done or view.refused):
        number = view.seen.customer_id or 0
        cause = view.model.deleted.get(number)
        if cause is not None and cause[0] == rule:
            view.expect(
                rule,
                view.nobody,
                f"customer {number} was deleted and is still there",
                cause[1],
            )
    elif view.operation in {"listCustomers", "updateCustomer"}:
        _deleted_is_listed(view, rule)
    elif view.operation == "countCustomers" and rule == ALL and view.done and not view.seen.query:
        _count_after_all(view)


def _deleted_is_listed(view: View, rule: str) -> None:
    ids = [as_integer(customer.get("id")) or 0 for customer in view.seen.shown()]
    causes = [(number, view.model.deleted[number]) for number in ids if number in view.model.deleted]
    guilty = [(number, cause) for number, cause in causes if cause[0] == rule]
    for number, cause in guilty:
        view.rule(rule, f"customer {number} was deleted and is still there", cause[1])
    selection = read_selection(view)
    if selection is None or not selection.whole or guilty:
        return
    # Filters by id alone select a customer of whom nothing else is known.
    if any(cause[0] == rule and selection.query.selects({"id": each}) for each, cause in view.model.deleted.items()):
        view.rule(rule)


def _count_after_all(view: View) -> None:
    causes = [cause[1] for cause in view.model.deleted.values() if cause[0] == ALL]
    count = as_integer((as_object(view.seen.answer) or {}).get("count"))
    uncountable = count is None or "count.value" in view.model.broken
    if causes and view.model.closed and not view.model.alive and not uncountable:
        view.expect(
            ALL,
            count == 0,
            f"the count is {count!r} after all customers were deleted",
            causes[-1],
        )


def others(view: View) -> None:
    """delete.others."""
    if view.operation == "getCustomer" and view.target is not None and view.entitled and view.validity.valid:
        known = view.target
        if view.model.last_delete > known.seen and known.form == view.exchange.form and (view.done or view.refused):
            view.expect(
                _OTHERS,
                view.done,
                f"customer {known.id} is gone with another",
                known.source,
            )
        return
    selection = read_selection(view)
    if selection is None:
        return
    doubted = [known for known in selection.matching if view.model.last_delete > known.seen]
    vanished = [known for known in doubted if known.id not in selection.ids] if selection.whole else []
    if vanished:
        view.rule(
            _OTHERS,
            f"customer {vanished[0].id} is gone with another",
            vanished[0].source,
        )
    elif any(known.id in selection.ids for known in doubted):
        view.rule(_OTHERS)


def status(view: View) -> None:
    """delete.status."""
    if view.operation == "deleteCustomer" and view.done:
        _no_content(view, "delete.status")


def all_status(view: View) -> None:
    """delete_all.status."""
    if view.operation == "deleteAllCustomers" and view.done:
        _no_content(view, "delete_all.status")


def _no_content(view: View, rule: str) -> None:
    holds = view.status == 204 and not view.exchange.response.body
    view.expect(
        rule,
        holds,
        f"answered with {view.status} and {len(view.exchange.response.body)} bytes",
    )


def all_offered(view: View) -> None:
    """delete_all.offered."""
    if view.operation == "deleteAllCustomers" and view.entitled and view.validity.valid and not view.denied:
        view.expect(
            "delete_all.offered",
            not view.refused and not view.failed,
            f"answered with {view.status}",
        )
