"""Rules of access: scopes, credentials, the two forms, methods."""

from bigcommerce_contract.check.exchange import Role
from bigcommerce_contract.check.judge.conditions import read_query
from bigcommerce_contract.check.judge.view import View

_READING = {"listCustomers", "getCustomer", "countCustomers"}
_BEYOND_REFERENCE = {"validatePassword"}
_COLLECTION = {"listCustomers", "countCustomers", "createCustomer"}
_NO_ROUTE = {404, 501}
_CHALLENGE = "access.basic.challenge"
_ALLOW = "access.method.allow"
_PROBED = {"HEAD", "OPTIONS"}


def _of_reference(view: View) -> bool:
    return bool(view.operation) and view.operation not in _BEYOND_REFERENCE


def _answered(view: View) -> bool:
    return view.done or view.denied or view.refused


def _let_in(view: View) -> bool | None:
    """Tell whether the credential was let in; None where something else may be the reason for a refusal."""
    if not _answered(view):
        return None
    return None if view.denied and not _plain(view) else not view.denied


def _plain(view: View) -> bool:
    operation, seen = view.seen.operation, view.seen
    clear = not seen.query or (operation is not None and read_query(seen, operation).clear)
    return view.validity.valid and clear and (not seen.has_id or view.target is not None)


def _clean(view: View) -> bool:
    """Tell whether nothing but the credentials can be the reason for a refusal."""
    has_target = view.seen.customer_id is None or view.target is not None
    return view.validity.valid and has_target and not view.seen.query


def scope_full(view: View) -> None:
    """access.scope.full."""
    let_in = _let_in(view)
    if view.role is Role.FULL and _of_reference(view) and let_in is not None:
        view.expect("access.scope.full", let_in, f"the full scope was denied {view.operation}: {view.status}")


def read_only_allowed(view: View) -> None:
    """access.scope.read_only.allowed."""
    let_in = _let_in(view)
    if view.role is Role.READ_ONLY and view.operation in _READING and let_in is not None:
        message = f"the read-only scope was denied {view.operation}: {view.status}"
        view.expect("access.scope.read_only.allowed", let_in, message)


def read_only_refused(view: View) -> None:
    """access.scope.read_only.refused."""
    if view.role is Role.READ_ONLY and _of_reference(view) and view.operation not in _READING and _answered(view):
        message = f"the read-only scope was let into {view.operation}: {view.status}"
        view.expect("access.scope.read_only.refused", not view.done, message)


def no_scope_refused(view: View) -> None:
    """access.scope.none.refused."""
    if view.role is Role.NO_SCOPE and _of_reference(view) and _answered(view):
        message = f"a token without a scope was let into {view.operation}: {view.status}"
        view.expect("access.scope.none.refused", not view.done, message)


def scope_status(view: View) -> None:
    """access.scope.status."""
    beyond = view.role is Role.NO_SCOPE or (view.role is Role.READ_ONLY and view.operation not in _READING)
    if beyond and _of_reference(view) and _clean(view) and (view.denied or view.refused):
        view.expect(
            "access.scope.status",
            view.status == 403,
            f"answered with {view.status} instead of 403",
        )


def missing_refused(view: View) -> None:
    """access.credentials.missing."""
    if view.role is Role.NONE and view.operation and _answered(view):
        message = f"{view.operation} was served without credentials: {view.status}"
        view.expect("access.credentials.missing", not view.done, message)


def unknown_refused(view: View) -> None:
    """access.credentials.unknown."""
    if view.role is Role.UNKNOWN and view.operation and _answered(view):
        message = f"{view.operation} was served to unknown credentials: {view.status}"
        view.expect("access.credentials.unknown", not view.done, message)


def credentials_status(view: View) -> None:
    """access.credentials.status."""
    if view.role in {Role.NONE, Role.UNKNOWN} and _clean(view) and (view.denied or view.refused):
        view.expect(
            "access.credentials.status",
            view.status == 401,
            f"answered with {view.status} instead of 401",
        )


def basic_challenge(view: View) -> None:
    """access.basic.challenge."""
    if view.exchange.form == "basic" and view.status == 401 and view.operation:
        scheme = view.exchange.response.header("WWW-Authenticate") or ""
        message = f"WWW-Authenticate names no Basic scheme but {scheme!r}"
        view.expect(_CHALLENGE, scheme.lower().startswith("basic"), message, places=(_CHALLENGE,))


def oauth_form(view: View) -> None:
    """access.form.oauth."""
    if view.role is Role.FULL and view.operation in _COLLECTION and _clean(view) and _answered(view):
        message = f"{view.operation} is not there in the OAuth form: {view.status}"
        view.expect("access.form.oauth", view.status not in _NO_ROUTE, message)


def basic_form(view: View) -> None:
    """access.form.basic."""
    let_in = _let_in(view)
    if view.role is not Role.BASIC or not _of_reference(view) or let_in is None:
        return
    no_route = view.operation in _COLLECTION and _clean(view) and view.status in _NO_ROUTE
    message = f"the Basic form does not serve {view.operation}: {view.status}"
    view.expect("access.form.basic", let_in and not no_route, message)


def same_store(view: View) -> None:
    """access.form.same_store."""
    known = view.target
    if view.operation != "getCustomer" or known is None or known.form == view.exchange.form or not view.entitled:
        return
    if view.done or view.refused:
        message = f"customer {known.id} of the {known.form} form is not there in the {view.exchange.form} form"
        view.expect("access.form.same_store", view.done, message, known.source)


def method_refused(view: View) -> None:
    """access.method.refused."""
    method = view.exchange.request.method
    if view.seen.known_path and not view.operation and method not in _PROBED and view.entitled and not view.denied:
        view.expect(
            "access.method.refused",
            view.status in {405, 501},
            f"{method} was answered with {view.status}",
        )


def method_allow(view: View) -> None:
    """access.method.allow."""
    if view.status != 405 or not view.seen.known_path:
        return
    allow = view.exchange.response.header("Allow") or ""
    named = {method.strip().upper() for method in allow.split(",")}
    refused = view.exchange.request.method
    wanted = view.seen.methods - {refused}
    view.expect(
        _ALLOW,
        wanted <= named and refused not in named,
        f"{refused} was refused, Allow holds {allow!r}, the document {sorted(wanted)}",
        places=(_ALLOW,),
    )
