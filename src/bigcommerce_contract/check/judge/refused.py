"""What the judge remembers of refused writes: what they asked for must not show up later."""

from bigcommerce_contract.check.exchange import Role
from bigcommerce_contract.check.judge.model import Known
from bigcommerce_contract.check.judge.view import View

_DENIED_RULES = {
    Role.READ_ONLY: "access.scope.read_only.refused",
    Role.NO_SCOPE: "access.scope.none.refused",
    Role.NONE: "access.credentials.missing",
    Role.UNKNOWN: "access.credentials.unknown",
}


def remember_refused_create(view: View) -> None:
    """Remember that nobody may have the address of a create that was refused."""
    email = view.body_object().get("email")
    rule = _refusing_rule(view)
    if not view.model.fresh_addresses:
        return
    if isinstance(email, str) and rule and view.model.by_email(email) is None:
        view.model.refused_emails[email.casefold()] = (rule, view.exchange)


def remember_refused_update(view: View, known: Known) -> None:
    """Remember the values that an update was refused for."""
    rule = _refusing_rule(view)
    if rule:
        for name, value in view.body_object().items():
            if name in known.shown and known.shown[name] != value:
                known.refused[name] = (value, rule)


def _refusing_rule(view: View) -> str:
    if view.denied and not view.entitled:
        return _DENIED_RULES.get(view.role, "")
    return next(iter(view.validity.reasons), "")
