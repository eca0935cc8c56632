"""Rules of what create and update do to the store."""

from collections.abc import Iterator
from typing import Any

from bigcommerce_contract.check.judge.contract import property_schemas
from bigcommerce_contract.check.judge.model import Expectation, Known
from bigcommerce_contract.check.judge.observation import Outcome
from bigcommerce_contract.check.judge.representation import is_whole, type_breach
from bigcommerce_contract.check.judge.values import (
    as_integer,
    as_object,
    is_plain,
    parse_shown_date,
    same_value,
)
from bigcommerce_contract.check.judge.view import View

_NAMES = ("first_name", "last_name")
# Documented as blank for customers that the API created; nobody says whether it can be written.
_NOT_CLAIMED = {"_authentication", "registration_ip_address"}
_PLACES = 4
_EMPTY = ("company", "tax_exempt_category", "registration_ip_address")
_WRITES = {"createCustomer", "updateCustomer"}

_Kept = tuple[Known, str, Expectation, dict[str, Any]]


def create_accepted(view: View) -> None:
    """create.accepted and the rules of what a create request may hold."""
    if view.operation == "createCustomer":
        _accepted(view, "create", list(_create_rules(view)))


def update_accepted(view: View) -> None:
    """update.accepted, update.force_reset, update.password.confirmation."""
    if view.operation == "updateCustomer" and view.target is not None:
        _accepted(view, "update", list(_update_rules(view)))


def _accepted(view: View, prefix: str, special: list[str]) -> None:
    plain_worked = view.model.created_plain or view.model.created_with_authentication
    plain_worked = plain_worked if prefix == "create" else view.model.updated_plain
    if not view.entitled or not view.validity.valid or view.seen.outcome in {Outcome.UNANSWERED, Outcome.DENIED}:
        return
    success = {200, 201} if prefix == "create" else {200, 201, 202, 204}
    if view.status in success:
        for rule in (f"{prefix}.accepted", *special):
            view.rule(rule)
    elif special and (plain_worked or special[0].endswith("number")) and not view.done:
        view.rule(special[0], f"a valid request was answered with {view.status}")
    else:
        view.rule(f"{prefix}.accepted", f"a valid request was answered with {view.status}")


def _create_rules(view: View) -> Iterator[str]:
    body = view.body_object()
    given = as_object(body.get("_authentication"))
    if "store_credit" in body and not isinstance(body["store_credit"], str):
        yield "create.store_credit.number"
    elif given is None and (view.done or not view.model.created_plain):
        yield "create.authentication.optional"
    if given is not None:
        yield from _authentication_rules("create", given)
        yield "create.authentication.parts"


def _update_rules(view: View) -> Iterator[str]:
    given = as_object(view.body_object().get("_authentication"))
    if given is not None:
        yield from _authentication_rules("update", given)


def _authentication_rules(prefix: str, given: dict[str, Any]) -> Iterator[str]:
    if "password_confirmation" in given and "password" in given:
        yield f"{prefix}.password.confirmation"
    elif given.get("force_reset") is True:
        yield f"{prefix}.force_reset"


def create_stored(view: View) -> None:
    """create.stored."""
    if view.operation == "createCustomer" and view.done:
        _sent_is_shown(view, "create.stored")
    _expected_is_shown(view, "create.stored")


def create_left_out(view: View) -> None:
    """create.left_out."""
    sent, shown = as_object(view.seen.body), as_object(view.seen.answer) or {}
    if view.operation != "createCustomer" or not view.done or view.validity.reasons or sent is None:
        return
    for name in _EMPTY:
        if name not in sent and not type_breach(name, shown):
            message = f"{name} was not sent and is answered as {shown[name]!r}"
            view.expect("create.left_out", not shown[name], message, places=(f"/{name}",))


def update_stored(view: View) -> None:
    """update.stored."""
    if view.operation == "updateCustomer" and view.done:
        _sent_is_shown(view, "update.stored")
    _expected_is_shown(view, "update.stored")


def _sent_is_shown(view: View, rule: str) -> None:
    shown = as_object(view.seen.answer)
    if not shown or view.validity.reasons:
        return  # What must be refused may be stored in any way.
    for name, value in comparable_values(view.body_object()):
        if type_breach(name, shown):
            continue  # That is a finding of its own.
        message = f"{name} was sent as {value!r} and is answered as {shown.get(name)!r}"
        view.expect(rule, same_value(name, value, shown.get(name)), message, places=(f"/{name}",))


def comparable_values(body: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give the properties of a request body whose values no correct server alters."""
    for name, value in body.items():
        if name not in property_schemas("CustomerUpdate") or name in _NOT_CLAIMED:
            continue
        texts_kept = isinstance(value, str) and is_plain(value)
        numbers_kept = isinstance(value, int) and name in {"store_credit", "customer_group_id"}
        money_kept = name == "store_credit" and isinstance(value, float) and round(value, _PLACES) == value
        if texts_kept or numbers_kept or money_kept:
            yield name, value


def update_keeps(view: View) -> None:
    """update.keeps."""
    known, shown = view.target, as_object(view.seen.answer)
    if view.operation == "updateCustomer" and view.done and known is not None and shown:
        sent = view.body_object()
        for name, expectation in known.expected.items():
            if name not in sent and name in shown:
                _compare(view, "update.keeps", (known, name, expectation, shown))
    _expected_is_shown(view, "update.keeps")


def update_others(view: View) -> None:
    """update.others."""
    _expected_is_shown(view, "update.others")


def _expected_is_shown(view: View, rule: str) -> None:
    if view.operation in _WRITES:
        return
    if "blame" not in view.memo:
        view.memo["blame"] = _group_by_blame(view)
    blamed: dict[str, list[_Kept]] = view.memo["blame"]
    for kept in blamed.get(rule, []):
        _compare(view, rule, kept)


def _group_by_blame(view: View) -> dict[str, list[_Kept]]:
    groups: dict[str, list[_Kept]] = {}
    for customer in view.seen.shown():
        known = view.model.alive.get(as_integer(customer.get("id")) or 0)
        if known is not None and view.model.trusts(known):
            others_updated = view.model.last_update_besides(known.id)
            for name, expectation in known.expected.items():
                rule = _to_blame(known, name, expectation, customer, others_updated)
                groups.setdefault(rule, []).append((known, name, expectation, customer))
    return groups


def _to_blame(known: Known, name: str, expectation: Expectation, shown: dict[str, Any], others_updated: int) -> str:
    refused = known.refused.get(name)
    if refused is not None and refused[0] == shown.get(name):
        return ""
    if known.written < expectation.tick < others_updated:
        return "update.others"
    if expectation.rule == "update.keeps" and not known.updated:
        return ""
    return expectation.rule


def _compare(view: View, rule: str, kept: _Kept) -> None:
    known, name, expectation, shown = kept
    if type_breach(name, shown):
        return
    if same_value(name, expectation.value, shown.get(name)):
        view.rule(rule)
        return
    message = f"{name} of customer {known.id} should be {expectation.value!r} and is {shown.get(name)!r}"
    view.rule(rule, message, expectation.source, places=(f"/{name}",))


def create_id(view: View) -> None:
    """create.id."""
    shown = as_object(view.seen.answer)
    number = as_integer((shown or {}).get("id"))
    if view.operation == "createCustomer" and view.done and number is not None:
        other = view.model.alive.get(number)
        message = f"the id {number} is that of another customer"
        view.expect("create.id", other is None, message, *([other.source] if other else []))


def create_body(view: View) -> None:
    """create.body."""
    if view.operation == "createCustomer" and view.done:
        view.expect(
            "create.body",
            is_whole(as_object(view.seen.answer) or {}),
            f"the answer to a create is no whole customer ({view.status})",
        )


def update_body(view: View) -> None:
    """update.body."""
    if view.operation == "updateCustomer" and view.done and view.target is not None:
        shown = as_object(view.seen.answer) or {}
        holds = is_whole(shown) and shown.get("id") == view.seen.customer_id
        told = f"answered with {view.status} instead of 200" if holds else "the answer is not the whole customer"
        view.expect("update.body", holds and view.status == 200, f"{told}, after an update of {view.target.id}")


def create_location(view: View) -> None:
    """create.location."""
    if view.operation == "createCustomer" and view.status == 201:
        number = (as_object(view.seen.answer) or {}).get("id")
        location = view.exchange.response.header("Location")
        holds = (location or "").removesuffix(".json").endswith(f"/customers/{number}")
        told = f"Location is {location!r}" if location is not None else "the answer has no Location"
        view.expect("create.location", holds, f"{told}, customer {number!r} was created")


def blanks_kept(view: View) -> None:
    """customer.blanks."""
    shown = as_object(view.seen.answer)
    if view.operation not in _WRITES or not view.done or not shown:
        return
    for name in _NAMES:
        value = view.body_object().get(name)
        if isinstance(value, str) and value != value.strip() and is_plain(value):
            view.expect(
                "customer.blanks",
                shown.get(name) == value,
                f"{name} was {value!r} and is {shown.get(name)!r}",
                places=(f"/{name}",),
            )


def force_reset_shown(view: View) -> None:
    """create.force_reset.shown, update.force_reset.shown."""
    shown = as_object(view.seen.answer) or {}
    given, forced = as_object(view.body_object().get("_authentication")) or {}, shown.get("reset_pass_on_login")
    if view.operation in _WRITES and view.done and given.get("force_reset") is True and isinstance(forced, bool):
        prefix = "create" if view.operation == "createCustomer" else "update"
        message = "reset_pass_on_login is not true after force_reset"
        view.expect(f"{prefix}.force_reset.shown", forced, message, places=("/reset_pass_on_login",))


def update_date_modified(view: View) -> None:
    """update.date_modified."""
    known, shown = view.target, as_object(view.seen.answer)
    if view.operation == "updateCustomer" and view.done and known is not None and shown:
        before, after = (
            parse_shown_date(known.shown.get("date_modified")),
            parse_shown_date(shown.get("date_modified")),
        )
        if before and after:
            message = f"date_modified went from {before} back to {after}"
            view.expect("update.date_modified", after >= before, message, known.source)
