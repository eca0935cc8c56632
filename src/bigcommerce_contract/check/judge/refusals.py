"""Rules of requests that must be rejected."""

from bigcommerce_contract.check.judge.values import as_array, as_integer, as_object
from bigcommerce_contract.check.judge.view import View

_READING = {"listCustomers", "getCustomer"}
_WITH_400 = ("unknown", "password.policy")
_TITLES = {
    "read_only": "a read-only property was accepted",
    "required": "a missing or empty required property was accepted",
    "valid": "an invalid required property was accepted",
    "email": "an e-mail address in use was accepted",
    "unknown": "an unknown property was accepted",
    "store_credit": "a negative store credit was accepted",
    "password": "a bad password or confirmation was accepted",
}


def create(view: View) -> None:
    """create.*: a create request that breaks one rule is rejected."""
    if view.operation == "createCustomer":
        _rejected(view)
    elif view.operation in _READING:
        _refused_was_created(view)


def update(view: View) -> None:
    """update.*: an update request that breaks one rule is rejected."""
    if view.operation == "updateCustomer" and view.target is not None:
        _rejected(view)
    elif view.operation in _READING:
        _refused_was_stored(view)


def _refused_was_created(view: View) -> None:
    for customer in view.seen.shown():
        number = as_integer(customer.get("id")) or 0
        refusal = view.model.refused_emails.get(str(customer.get("email", "")).casefold())
        if refusal is not None and number not in view.model.alive and number not in view.model.deleted:
            view.rule(
                refusal[0],
                f"customer {number} was refused and created all the same",
                refusal[1],
            )


def _refused_was_stored(view: View) -> None:
    for customer in view.seen.shown():
        known = view.model.alive.get(as_integer(customer.get("id")) or 0)
        for name, (value, rule) in known.refused.items() if known is not None else ():
            if customer.get(name) == value:
                view.rule(
                    rule,
                    f"{name} of customer {customer['id']} was refused and is {value!r} all the same",
                )


def _rejected(view: View) -> None:
    reasons = view.validity.reasons
    if len(reasons) != 1 or not view.entitled or not (view.done or _turned_away(view)):
        return
    rule = reasons[0]
    if view.done:
        view.rule(rule, f"{_TITLES[rule.split('.')[1]]}: {view.status}")
    elif _perhaps_missing(view):
        return
    elif rule.partition(".")[2] in _WITH_400 and view.status != 400:
        view.rule(rule, f"answered with {view.status} instead of 400")
    else:
        view.rule(rule)


def _turned_away(view: View) -> bool:
    """Tell whether a request was refused: whoever may send it and breaks a rule may be told so with a 403 as well."""
    return view.refused or view.denied


def _perhaps_missing(view: View) -> bool:
    """Tell whether the customer may not exist: then the refusal is no matter of what was sent."""
    return view.operation == "updateCustomer" and view.target is None


def status(view: View) -> None:
    """create.read_only.status, create.required.status, update.read_only.status."""
    if len(view.validity.reasons) != 1 or not _turned_away(view) or not view.entitled:
        return
    if _perhaps_missing(view):
        return
    prefix, kind, _ = (*view.validity.reasons[0].split("."), "")[:3]
    if kind in {"read_only", "required"} and not view.validity.reasons[0].endswith("empty"):
        message = f"answered with {view.status} instead of 400"
        view.expect(f"{prefix}.{kind}.status", view.status == 400, message)


def email_reason(view: View) -> None:
    """create.email.reason, update.email.reason."""
    if len(view.validity.reasons) != 1 or not _turned_away(view) or not view.entitled:
        return
    prefix, _, rest = view.validity.reasons[0].partition(".")
    if rest == "email.unique" and not _perhaps_missing(view):
        errors = [as_object(item) or {} for item in as_array(view.seen.answer) or []]
        named = any((as_object(error.get("details")) or {}).get("invalid_reason") for error in errors)
        message = f"answered with {view.status}{'' if named else ' and no invalid_reason'}"
        view.expect(f"{prefix}.email.reason", view.status == 400 and named, message)
