"""Rules of the list as a whole: array, completeness, order, empty answers, Last-Modified."""

from bigcommerce_contract.check.judge.conditions import read_query
from bigcommerce_contract.check.judge.contract import limits
from bigcommerce_contract.check.judge.selection import read_selection
from bigcommerce_contract.check.judge.values import (
    as_array,
    as_integer,
    as_object,
    parse_shown_date,
)
from bigcommerce_contract.check.judge.view import View


def array(view: View) -> None:
    """list.array."""
    if view.operation != "listCustomers" or not view.entitled:
        return
    if view.shows:
        items = as_array(view.seen.answer)
        holds = items is not None and all(as_object(item) is not None for item in items)
        view.expect("list.array", holds, "the answer is no JSON array of objects")
    elif (view.refused or view.failed) and not view.seen.query and view.validity.valid:
        view.rule("list.array", f"a list without parameters was answered with {view.status}")


def collection(view: View) -> None:
    """list.collection."""
    selection = read_selection(view)
    if selection is None or selection.query.conditions or not selection.whole:
        _nobody_twice(view)
        _nobody_behind(view)
        return
    listed = set(selection.ids)
    missing = [known for known in selection.matching if known.id not in listed and not _explained(view, known.id)]
    strange = [number for number in listed if number not in view.model.alive and number not in view.model.deleted]
    message = None
    if missing:
        message = f"customer {missing[0].id} is missing from the list"
    elif strange and view.model.closed and not _refused_before(view, strange):
        message = f"customer {strange[0]} is listed but was never created"
    view.rule("list.collection", message, *(known.source for known in missing[:1]))


def _nobody_twice(view: View) -> None:
    if view.operation != "listCustomers":
        return
    ids = [as_integer(customer.get("id")) for customer in view.seen.shown()]
    if len(set(ids)) < len(ids) and None not in ids:
        view.rule("list.collection", f"{len(ids) - len(set(ids))} customers are listed twice")


def _nobody_behind(view: View) -> None:
    """Look for our customers on a last page with room left: whoever has a higher id than its first stands on it."""
    selection = read_selection(view)
    if selection is None or selection.query.conditions or len(selection.items) >= selection.query.size:
        return
    if not selection.in_order or len(selection.ids) < 2 or "list.order" in view.model.broken:
        return
    behind = [known for known in selection.matching if known.id > selection.ids[0] and not _explained(view, known.id)]
    missing = [known for known in behind if known.id not in selection.ids]
    if missing:
        message = f"customer {missing[0].id} is missing from the last page of the list"
        view.rule("list.collection", message, missing[0].source)
    elif behind:
        view.rule("list.collection")


def _explained(view: View, customer_id: int) -> bool:
    known = view.model.alive[customer_id]
    return view.model.last_delete > known.seen or known.seen == known.written


def _refused_before(view: View, ids: list[int]) -> bool:
    emails = {str(item.get("email", "")).casefold() for item in view.seen.shown() if item.get("id") in ids}
    return bool(emails & set(view.model.refused_emails))


def order(view: View) -> None:
    """list.order."""
    selection = read_selection(view)
    if selection is None or len(selection.ids) < 2:
        return
    view.expect(
        "list.order",
        selection.ids == sorted(selection.ids),
        f"the ids come as {_short(selection.ids)}",
    )


def empty(view: View) -> None:
    """list.empty."""
    if view.operation != "listCustomers" or not view.done:
        return
    body = view.exchange.response.body
    if view.status == 204:
        view.expect("list.empty", not body, "a 204 came with a body")
    elif not body or view.seen.answer == []:
        shown = "and a body" if body else "without a body"
        view.rule("list.empty", f"an empty list was answered with {view.status} {shown} instead of 204")


def last_modified(view: View) -> None:
    """list.last_modified."""
    header = view.exchange.response.header("Last-Modified")
    if view.operation != "listCustomers" or not view.done or header is None:
        return
    dates = [parse_shown_date(item.get("date_modified")) for item in view.seen.shown()]
    known = [moment for moment in dates if moment is not None]
    if known and len(known) == len(dates):
        given = parse_shown_date(header.replace("GMT", "+0000"))
        view.expect(
            "list.last_modified",
            given == max(known),
            f"Last-Modified is {header}, the newest is {max(known)}",
        )


def refused_rule(view: View) -> str | None:
    """Name the rule that is broken where a clear list request of one parameter is refused."""
    operation = view.seen.operation
    if view.operation != "listCustomers" or operation is None or not view.refused or not view.entitled:
        return None
    if "list.array" in view.model.broken:
        return None  # Where no list is given, no parameter is to blame.
    query = read_query(view.seen, operation)
    _, maximum = limits()
    unclear = not query.clear or (query.limit or 0) > maximum or not view.validity.valid
    if unclear or len(view.seen.query) != 1:
        return None
    return view.seen.query[0][0]


def _short(ids: list[int]) -> str:
    shown = ", ".join(map(str, ids[:8]))
    return f"{shown}, …" if len(ids) > 8 else shown
