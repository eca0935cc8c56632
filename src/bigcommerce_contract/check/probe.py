"""The first requests of a run: is this the API, are the credentials good, is the store empty?"""

from bigcommerce_contract.check.credentials import Credentials
from bigcommerce_contract.check.errors import TargetError, UsageError
from bigcommerce_contract.check.exchange import Exchange, Role
from bigcommerce_contract.check.gate import Gate
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.session import Session

_OPTION_OF = {
    Role.FULL: "--token",
    Role.READ_ONLY: "--read-only-token",
    Role.BASIC: "--basic",
}
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _NO_CONTENT = 401, 403, 404, 204
_SUCCESS, _REDIRECTION = range(200, 300), range(300, 400)


def probe(session: Session, credentials: Credentials) -> None:
    """See that the target is this API and takes the credentials.

    A list or a count that succeeds is enough: which of the two is broken is for the judge to say. The Basic form has an
    URL of its own, which is seen to in the same way; of a read-only token it only matters that the target knows it.
    A token without a scope is not tried: a server may refuse it as it refuses an unknown one (DECISIONS, Behaviour).

    Raises:
        TargetError: The target cannot be judged, in one line for a person.
    """
    tried = credentials.roles - {credentials.main, Role.NONE, Role.UNKNOWN, Role.NO_SCOPE}
    for role in [credentials.main, *sorted(tried)]:
        if role in {credentials.main, Role.BASIC}:
            _probe_form(session, role)
        else:
            answer = _read(session, "/customers/count", role)
            if answer.response.status == _UNAUTHORIZED:
                raise TargetError(_refused(answer, _option(role)))


def _probe_form(session: Session, role: Role) -> None:
    answers = [_read(session, path, role) for path in ("/customers/count", "/customers")]
    if not any(_is_answer_of_this_api(exchange) for exchange in answers):
        raise TargetError(_diagnosis(answers[0], _option(role)))


def settle(gate: Gate, session: Session, *, delete_all: bool) -> bool:
    """Learn whether the run has the store for itself.

    ``DELETE /customers`` is only let through where list and count both say that the store is empty, or where the user
    gave the store away.

    Args:
        gate: The gate of the run.
        session: A session through it.
        delete_all: ``--yes-delete-all-customers``.

    Returns:
        Whether the store is empty and only this run writes to it: `World.CLOSED`.

    Raises:
        UsageError: `Mode.DISPOSABLE` was asked for a store that holds customers.
    """
    if gate.guard.mode is not Mode.DISPOSABLE:
        return False
    if delete_all:
        gate.allow_delete_all()
        session.send("DELETE", "/customers")
    counted, listed = (_says_empty(_read(session, path, session.main)) for path in ("/customers/count", "/customers"))
    if counted and listed:
        gate.allow_delete_all()
    elif listed is False and counted is not True and not delete_all:
        message = (
            "the store holds customers: --mode disposable needs an empty store, "
            "or --yes-delete-all-customers to empty it, or use --mode marked"
        )
        raise UsageError(message)
    return listed is True


def _read(session: Session, path: str, role: Role) -> Exchange:
    return session.send("GET", path, role=role)


def _option(role: Role) -> str:
    return _OPTION_OF.get(role, "no credential")


def _is_answer_of_this_api(exchange: Exchange) -> bool:
    if exchange.shielded or exchange.response.status not in _SUCCESS:
        return False
    return exchange.response.status == _NO_CONTENT or not _is_html(exchange)


def _is_html(exchange: Exchange) -> bool:
    declared = "html" in (exchange.response.header("Content-Type") or "").lower()
    return declared or exchange.response.body.lstrip()[:1] == b"<"


def _says_empty(exchange: Exchange) -> bool | None:
    """Read an answer to a list or a count: True for empty, False for not, None if it says neither."""
    if exchange.response.status == _NO_CONTENT:
        return True
    try:
        body = exchange.response.json()
    except ValueError:
        return None
    if exchange.response.status not in _SUCCESS or not isinstance(body, list | dict):
        return None
    return body in ([], {"count": 0})


def _diagnosis(exchange: Exchange, option: str) -> str:
    status, base = exchange.response.status, exchange.base_url
    if exchange.shielded:
        return f"{base} cannot be reached: {_message(exchange)} Is the URL right, and does the server run?"
    if status in {_UNAUTHORIZED, _FORBIDDEN}:
        return _refused(exchange, option)
    if status in _REDIRECTION:
        return f"{base} redirects to {exchange.response.header('Location')}: give the URL where the API stands"
    if _is_html(exchange):
        return f"{base} answers with a web page, not with the API: give the URL below which /customers stands"
    if status == _NOT_FOUND:
        return f"{base} knows no /customers (404): give the URL below which /customers stands"
    return f"{base}/customers/count answers with status {status} and nothing of this API: is the URL right?"


def _refused(exchange: Exchange, option: str) -> str:
    hint = ", and the URL of the Basic form, such as https://SHOP/api/v2" if option == "--basic" else ""
    refusal = f"{exchange.base_url} refuses {option} with status {exchange.response.status}"
    return f"{refusal}: give a credential of this store{hint}"


def _message(exchange: Exchange) -> str:
    errors: list[dict[str, str]] = exchange.response.json()
    return errors[0]["message"]
