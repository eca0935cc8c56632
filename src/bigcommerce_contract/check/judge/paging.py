"""Rules of paging: page, limit, their defaults and bounds."""

import math

from bigcommerce_contract.check.judge.conditions import Query, read_query
from bigcommerce_contract.check.judge.contract import limits
from bigcommerce_contract.check.judge.listing import refused_rule
from bigcommerce_contract.check.judge.selection import Selection, read_selection
from bigcommerce_contract.check.judge.values import as_array, as_object
from bigcommerce_contract.check.judge.view import View

_FAR_PAGE = 1_000_000


def page(view: View) -> None:
    """list.page."""
    if view.refused and _is_there(view):
        view.rule("list.page", f"a page was refused with {view.status}")
        return
    selection = read_selection(view)
    if selection is None or not selection.in_order or selection.intruders or "page" not in view.seen.parameters:
        return
    if "list.order" in view.model.broken:
        return  # In another order, other customers stand on every page.
    _follows(view, selection)
    _leaves_nobody_out(view, selection)
    if selection.settled and selection.query.page > 1 and selection.window:
        holds = selection.ids == selection.window or len(selection.ids) > selection.query.size
        message = f"page {selection.query.page} holds {_span(selection.ids)} instead of {_span(selection.window)}"
        view.expect("list.page", holds, message)


def _is_there(view: View) -> bool | None:
    """Tell whether the page asked for holds customers; None where the request is not about a page alone."""
    operation = view.seen.operation
    if view.operation != "listCustomers" or operation is None or not view.entitled or not view.validity.valid:
        return None
    query = read_query(view.seen, operation)
    _, most = limits()
    plain = query.clear and not query.conditions and (query.limit or 0) <= most
    if "page" not in view.seen.parameters or not plain or "list.array" in view.model.broken:
        return None
    known = (query.page - 1) * query.size < max(len(view.model.trusted()), 1)
    return known or (None if not view.model.closed and query.page < _FAR_PAGE else False)


def _follows(view: View, selection: Selection) -> None:
    for before in view.model.pages.get(query_key(selection.query), [])[-1:]:
        if before.number == selection.query.page - 1 and before.ids:
            start, end = selection.ids[0], before.ids[-1]
            message = f"page {selection.query.page} starts with {start}, page {before.number} ended with {end}"
            view.expect("list.page", start > end, message, before.exchange)


def _leaves_nobody_out(view: View, selection: Selection) -> None:
    """Compare two pages in a store of any size, whoever else writes to it.

    Where page n is read again after page n + 1 and has not changed, nobody before its end came or went in between: our
    customers behind that end stand on page n + 1 as far as it goes.
    """
    pages, size = view.model.pages.get(query_key(selection.query), []), selection.query.size
    numbers = [page.number for page in pages]
    if numbers != [selection.query.page, selection.query.page + 1] or len(selection.ids) < size:
        return
    same, after = pages
    if same.ids != selection.ids or after.ids != sorted(after.ids):
        return
    end = after.ids[-1] if len(after.ids) >= size else math.inf
    known = [each for each in selection.matching if selection.ids[-1] < each.id <= end and each.written < after.tick]
    left_out = [each.id for each in known if each.id not in after.ids]
    if left_out:
        message = f"customer {left_out[0]} stands neither on page {same.number} nor on page {after.number}"
        view.rule("list.page", message, after.exchange)
    elif known:
        view.rule("list.page")


def query_key(query: Query) -> tuple[object, ...]:
    """Identify a query but for its page."""
    return (
        query.size,
        *sorted((condition.name, condition.value) for condition in query.conditions),
    )


def past_end(view: View) -> None:
    """list.page.past_end, and list.empty where such a page is refused."""
    if view.refused and _is_there(view) is False:
        view.rule("list.page.past_end")
        view.rule("list.empty", f"a page past the end was refused with {view.status} instead of 204")
        return
    selection = read_selection(view)
    if selection is None or selection.query.page == 1 or selection.intruders:
        return
    beyond = selection.settled and not selection.window
    if beyond or selection.query.page >= _FAR_PAGE:
        message = f"page {selection.query.page} lies past the end and holds {len(selection.items)} customers"
        view.expect("list.page.past_end", not selection.items, message)


def limit(view: View) -> None:
    """list.limit."""
    if refused_rule(view) == "limit":
        view.rule("list.limit", f"a limit was refused with {view.status}")
        return
    selection = read_selection(view)
    if selection is None or selection.query.limit is None:
        return
    size, count = selection.query.size, len(selection.items)
    if count > size:
        view.rule("list.limit", f"a page of at most {size} customers holds {count}")
    elif (
        selection.settled and len(selection.window) == size > count and selection.query.page == 1 and _first(selection)
    ):
        view.rule(
            "list.limit",
            f"a page holds {count} customers though {len(selection.window)} are there",
        )
    elif count == size or selection.settled:
        view.rule("list.limit")


def _first(selection: Selection) -> bool:
    """Tell whether the page starts as it should and is merely too short."""
    starts_well = sorted(selection.ids) == selection.window[: len(selection.ids)]
    return starts_well and selection.query.page == 1 and not selection.query.conditions


def maximum(view: View) -> None:
    """list.limit.maximum."""
    if view.operation != "listCustomers":
        return
    _, most = limits()
    asked = view.seen.parameters.get("limit", "")
    above = len(view.seen.query) == 1 and asked.isdigit() and int(asked[:9]) > most
    items = as_array(view.seen.answer) or []
    if view.done and len(items) > most:
        view.rule("list.limit.maximum", f"a page holds {len(items)} customers")
    elif (above and view.refused) or (above and view.done and len(items) == most):
        view.rule("list.limit.maximum")


def too_high(view: View) -> None:
    """list.limit.too_high."""
    _, most = limits()
    asked = view.seen.parameters.get("limit", "")
    if view.operation != "listCustomers" or len(view.seen.query) != 1 or not view.entitled:
        return
    if asked.isascii() and asked.isdigit() and len(asked) < 10 and int(asked) > most and (view.done or view.refused):
        errors = [as_object(item) or {} for item in as_array(view.seen.answer) or []]
        named = [(as_object(error.get("details")) or {}).get("max_limit") for error in errors]
        holds = view.status == 413 and most in named
        view.expect(
            "list.limit.too_high",
            holds,
            f"answered with {view.status} and {named} instead of 413 and {most}",
        )


def default(view: View) -> None:
    """list.limit.default."""
    selection = read_selection(view)
    usual, _ = limits()
    if selection is None or selection.query.limit is not None:
        return
    count = len(selection.items)
    if count > usual:
        view.rule("list.limit.default", f"{count} customers were given without a limit")
    elif selection.settled and len(selection.window) == usual and count < usual and _first(selection):
        view.rule("list.limit.default", f"only {count} customers were given without a limit")
    elif count == usual:
        view.rule("list.limit.default")


def malformed_page_refused(view: View) -> None:
    """list.page.malformed."""
    _malformed(view, "page", "list.page.malformed")


def malformed_limit_refused(view: View) -> None:
    """list.limit.malformed."""
    _malformed(view, "limit", "list.limit.malformed")


def _malformed(view: View, name: str, rule: str) -> None:
    operation = view.seen.operation
    if view.operation != "listCustomers" or operation is None or not view.entitled or len(view.seen.query) != 1:
        return
    if name in read_query(view.seen, operation).malformed and (view.done or view.refused):
        value = view.seen.parameters[name]
        view.expect(
            rule,
            view.status == 400,
            f"{name}={value} was answered with {view.status} instead of 400",
        )


def _span(ids: list[int]) -> str:
    return f"{len(ids)} customers from {ids[0]} to {ids[-1]}"
