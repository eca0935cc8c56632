"""Rules of passwords, as far as validatePassword lets one see them."""

from bigcommerce_contract.check.judge.model import Password
from bigcommerce_contract.check.judge.values import as_object
from bigcommerce_contract.check.judge.view import View


def generated(view: View) -> None:
    """create.password.generated."""
    _judge(view, "create.password.generated")


def set_on_create(view: View) -> None:
    """create.password.set."""
    _judge(view, "create.password.set")


def kept(view: View) -> None:
    """update.password.kept."""
    _judge(view, "update.password.kept")


def set_on_update(view: View) -> None:
    """update.password.set."""
    _judge(view, "update.password.set")


def _judge(view: View, rule: str) -> None:
    success, known = _success(view), view.target
    if success is None or known is None or known.password_rule != rule or known.password is Password.UNKNOWN:
        return
    candidate = view.body_object().get("password")
    expected = candidate == known.password
    said = "opens" if success else "does not open"
    view.expect(
        rule,
        success == expected,
        f"the password that was tried {said} the account",
        known.source,
    )


def _success(view: View) -> bool | None:
    if view.operation != "validatePassword" or not view.shows or not view.validity.valid:
        return None
    success = (as_object(view.seen.answer) or {}).get("success")
    return success if isinstance(success, bool) else None


def verdict(view: View) -> None:
    """validate.verdict."""
    if view.operation != "validatePassword" or view.target is None or not view.entitled or not view.validity.valid:
        return
    if view.done or (view.status in {400, 422} and view.body_object().get("password")):
        success = (as_object(view.seen.answer) or {}).get("success")
        message = f"answered with {view.status}, success is {success!r}"
        view.expect("validate.verdict", isinstance(success, bool), message)
