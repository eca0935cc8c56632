"""What the judge learns from an exchange, after it was judged: the model follows the server, even where it is wrong.

One defect thus gives one finding instead of an avalanche.
"""

from typing import Any

from bigcommerce_contract.check.exchange import UNAVAILABLE
from bigcommerce_contract.check.judge.contract import property_schemas
from bigcommerce_contract.check.judge.deletion import ALL, ONE
from bigcommerce_contract.check.judge.effects import comparable_values
from bigcommerce_contract.check.judge.finding import NO_ROUTE, World
from bigcommerce_contract.check.judge.model import Expectation, Known, Page, Password
from bigcommerce_contract.check.judge.observation import Outcome
from bigcommerce_contract.check.judge.paging import query_key
from bigcommerce_contract.check.judge.refused import remember_refused_create, remember_refused_update
from bigcommerce_contract.check.judge.representation import type_breach
from bigcommerce_contract.check.judge.selection import read_selection
from bigcommerce_contract.check.judge.values import as_integer, as_object, is_plain
from bigcommerce_contract.check.judge.view import View

_UNCERTAIN = {Outcome.UNANSWERED, Outcome.FAILED}
_NOT_FOUND = 404


def learn(view: View) -> None:
    """Bring the model up to what the exchange showed."""
    times = view.model.times_unavailable(view.exchange)
    view.model.unavailable = (view.exchange.request, times + 1) if view.status in UNAVAILABLE else None
    if view.operation and view.seen.outcome not in {Outcome.DENIED, Outcome.UNANSWERED}:
        view.model.answers.setdefault(view.place, set()).add(view.status)
    learners = {
        "listCustomers": _list,
        "getCustomer": _get,
        "createCustomer": _create,
        "updateCustomer": _update,
        "deleteCustomer": _delete,
        "deleteAllCustomers": _delete_all,
    }
    learner = learners.get(view.operation)
    if learner is not None:
        learner(view)


def _list(view: View) -> None:
    model = view.model
    selection = read_selection(view)
    for customer in view.seen.shown():
        known = _see(view, customer)
        if known is not None:
            known.by_list = (model.tick, customer, view.exchange)
    if selection is None:
        return
    before = model.pages.get(query_key(selection.query), [])
    page = Page(selection.query.page, selection.ids, model.tick, view.exchange)
    model.pages[query_key(selection.query)] = [*before[-1:], page]
    if selection.whole and not selection.query.conditions and view.entitled and model.world is World.CLOSED:
        model.alive = {number: model.alive[number] for number in selection.ids if number in model.alive}
        model.complete = True


def _get(view: View) -> None:
    customer = as_object(view.seen.answer)
    if view.done and customer is not None:
        known = _see(view, customer)
        if known is not None:
            known.by_get = (view.model.tick, customer, view.exchange)
    elif view.status == _NOT_FOUND and view.entitled and view.validity.valid and not _missing(view):
        view.model.alive.pop(view.seen.customer_id or 0, None)


def _missing(view: View) -> bool:
    """Tell whether the operation has done nothing yet but answer that something is not there."""
    return view.model.answers[view.place] <= NO_ROUTE


def _see(view: View, customer: dict[str, Any]) -> Known | None:
    number = as_integer(customer.get("id"))
    if number is None:
        return None
    known = view.model.alive.get(number)
    if known is None:
        known = Known(number, view.exchange.form, ours=False, source=view.exchange)
        view.model.alive[number] = known
        view.model.deleted.pop(number, None)
    known.form, known.seen = view.exchange.form, view.model.tick
    known.shown = dict(customer)
    _expect(view, known, dict(_kept_values(customer)), "update.keeps")
    known.refused = {}
    return known


def _kept_values(customer: dict[str, Any]) -> list[tuple[str, Any]]:
    names = [name for name in property_schemas("CustomerUpdate") if name != "_authentication"]
    shown = [name for name in (*names, "date_created") if name in customer]
    return [(name, customer[name]) for name in shown if not type_breach(name, customer)]


def _as_shown(sent: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
    return {name: value if type_breach(name, shown) else shown[name] for name, value in sent.items()}


def _expect(view: View, known: Known, values: dict[str, Any], rule: str) -> None:
    """Expect these values; one that is expected already keeps the rule it stands under."""
    tick = view.model.tick
    for name, value in values.items():
        before = known.expected.get(name)
        kept_rule = before.rule if before is not None and rule == "update.keeps" else rule
        source = before.source if before is not None and rule == "update.keeps" else view.exchange
        known.expected[name] = Expectation(value, kept_rule, tick, source)


def _create(view: View) -> None:
    model = view.model
    if view.seen.outcome in _UNCERTAIN:
        model.complete = False
    elif view.done:
        _created(view)
    else:
        remember_refused_create(view)


def _created(view: View) -> None:
    model, body = view.model, view.body_object()
    if "_authentication" in body:
        model.created_with_authentication = True
    else:
        model.created_plain = True
    shown = as_object(view.seen.answer) or {}
    number = as_integer(shown.get("id")) or _located(view)
    if number is None:
        model.complete = False
        model.unplaced.add(str(body.get("email")).casefold())
        return
    sent = dict(comparable_values(body))
    known = Known(
        number,
        view.exchange.form,
        ours=True,
        source=view.exchange,
        shown={**sent, **shown, "id": number},
    )
    known.seen = known.written = model.tick
    _expect(view, known, dict(_kept_values(shown)), "update.keeps")
    _expect(view, known, _as_shown(sent, shown), "create.stored")
    known.password, known.password_rule = _password_after_create(body)
    model.alive[number] = known
    model.deleted.pop(number, None)


def _located(view: View) -> int | None:
    last = (view.exchange.response.header("Location") or "").removesuffix(".json").rpartition("/")[2]
    return int(last) if last.isascii() and last.isdigit() else None


def _password_after_create(body: dict[str, Any]) -> tuple[str | Password, str]:
    if "_authentication" not in body:
        return Password.GENERATED, "create.password.generated"
    return _sent_password(body, "create.password.set")


def _sent_password(body: dict[str, Any], rule: str) -> tuple[str | Password, str]:
    given = as_object(body["_authentication"]) or {}
    password = given.get("password")
    if isinstance(password, str) and is_plain(password) and given.get("password_confirmation", password) == password:
        return password, rule
    return Password.UNKNOWN, ""


def _update(view: View) -> None:
    known = view.model.alive.get(view.seen.customer_id or 0)
    if known is None:
        return
    if view.done:
        _updated(view, known)
    elif view.seen.outcome in _UNCERTAIN:
        known.expected.clear()
        known.by_get = known.by_list = None
        known.password = Password.UNKNOWN
    else:
        remember_refused_update(view, known)


def _updated(view: View, known: Known) -> None:
    model, body = view.model, view.body_object()
    shown = as_object(view.seen.answer) or {}
    sent = dict(comparable_values(body))
    if "_authentication" not in body:
        model.updated_plain = True
    model.updates.pop(known.id, None)
    model.updates[known.id] = known.written = known.seen = model.tick
    known.updated, known.form, known.refused = True, view.exchange.form, {}
    known.by_get = known.by_list = None
    for name in body:
        known.expected.pop(name, None)
    for expectation in known.expected.values():
        expectation.rule, expectation.tick, expectation.source = (
            "update.keeps",
            model.tick,
            view.exchange,
        )
    _expect(view, known, dict(_kept_values(shown)), "update.keeps")
    _expect(view, known, _as_shown(sent, shown), "update.stored")
    known.shown.update({**sent, **shown, "id": known.id})
    known.source = view.exchange
    _password_after_update(known, body)


def _password_after_update(known: Known, body: dict[str, Any]) -> None:
    if "_authentication" in body:
        known.password, known.password_rule = _sent_password(body, "update.password.set")
    elif isinstance(known.password, str):
        known.password_rule = "update.password.kept"  # noqa: S105 - a rule's name


def _delete(view: View) -> None:
    model, number = view.model, view.seen.customer_id
    if number is None or not (view.done or view.seen.outcome in _UNCERTAIN):
        return
    known = model.alive.pop(number, None)
    if view.done:
        model.last_delete = model.tick
        if known is not None:
            model.deleted[number] = (ONE, view.exchange)
    else:
        model.complete = False


def _delete_all(view: View) -> None:
    model = view.model
    if view.done:
        model.deleted.update(dict.fromkeys(model.alive, (ALL, view.exchange)))
        model.alive.clear()
        model.complete = model.world is World.CLOSED
    elif view.seen.outcome in _UNCERTAIN:
        model.alive.clear()
        model.complete = False
