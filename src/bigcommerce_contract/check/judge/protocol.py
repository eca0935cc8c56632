"""Rules that hold for every request and answer: media types, error bodies, rate-limit headers."""

from bigcommerce_contract.check.exchange import UNAVAILABLE
from bigcommerce_contract.check.judge.contract import validator
from bigcommerce_contract.check.judge.observation import MISSING
from bigcommerce_contract.check.judge.values import as_array, as_object
from bigcommerce_contract.check.judge.view import View

_JSON = "application/json"
_BODIES = {"createCustomer", "updateCustomer"}
_SHOWING = {
    "listCustomers",
    "getCustomer",
    "countCustomers",
    "createCustomer",
    "updateCustomer",
}
_READING = {"listCustomers", "getCustomer", "countCustomers", "validatePassword"}
_UNKNOWN_ROUTE = {405, 501}
_RATE_HEADERS = (
    "X-Rate-Limit-Requests-Left",
    "X-Rate-Limit-Requests-Quota",
    "X-Rate-Limit-Time-Reset-Ms",
    "X-Rate-Limit-Time-Window-Ms",
)
_FAILURE = 400
_TOO_OFTEN = 3
# Some servers do not read larger numbers, and leave the answer to their web framework.
_ODD_ID = 2**31


def _media_type(text: str | None) -> str:
    return (text or "").split(";")[0].strip().lower()


def media_type(view: View) -> None:
    """request.media_type."""
    request = view.exchange.request
    sent = _media_type(request.header("Content-Type"))
    foreign = sent in {
        "",
        "text/plain",
        "text/html",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
    }
    if view.operation in _BODIES and _speaks(view) and foreign and request.body and (view.done or view.refused):
        message = f"a body sent as {sent or 'nothing'} was answered with {view.status}"
        view.expect("request.media_type", view.status in {400, 415}, message)


def malformed_json(view: View) -> None:
    """request.json."""
    request = view.exchange.request
    as_json = _media_type(request.header("Content-Type")) == _JSON and request.header("Content-Encoding") is None
    if view.operation in _BODIES and _speaks(view) and as_json and request.body and (view.done or view.refused):
        if view.seen.body is MISSING and not _ambiguous(view):
            view.expect(
                "request.json",
                view.status == 400,
                f"malformed JSON was answered with {view.status}",
            )
        elif view.seen.body is not MISSING and as_object(view.seen.body) is None and view.seen.body != []:
            view.expect(
                "request.json",
                view.status == 400,
                f"a body that is no object: {view.status}",
            )


def _ambiguous(view: View) -> bool:
    """Tell whether the body may pass for JSON: repeated keys, NaN, other encodings."""
    try:
        view.exchange.request.json()
    except ValueError:
        return not view.exchange.request.body.isascii()
    except RecursionError:
        return True
    return True


def _speaks(view: View) -> bool:
    has_target = view.operation != "updateCustomer" or view.target is not None
    return view.entitled and has_target and not view.seen.query


def not_acceptable(view: View) -> None:
    """request.accept."""
    accept = _media_type(view.exchange.request.header("Accept"))
    foreign = accept in {"image/png", "text/csv", "application/pdf"}
    collection = view.operation in {"listCustomers", "countCustomers"}
    reading = (collection or (view.operation == "getCustomer" and view.target)) and not view.seen.query
    if foreign and reading and view.entitled and (view.done or view.refused):
        message = f"Accept: {accept} was answered with {view.status} instead of 406"
        view.expect("request.accept", view.status == 406, message)


def _error_body(view: View) -> object:
    odd_id = view.seen.has_id and (view.seen.customer_id or _ODD_ID) >= _ODD_ID
    has_error = view.status >= _FAILURE and view.operation and not odd_id
    return view.seen.answer if has_error else MISSING


def error_shape(view: View) -> None:
    """error.shape."""
    body = _error_body(view)
    if body is not MISSING and view.status not in _UNKNOWN_ROUTE:
        view.expect(
            "error.shape",
            validator("ErrorBody").is_valid(body),
            f"the error body is {body!r:.200}",
            places=("error.shape",),
        )


def error_status(view: View) -> None:
    """error.status."""
    body = _error_body(view)
    items = [as_object(item) or {} for item in as_array(body) or [body]] if body is not MISSING else []
    for item in items:
        if "status" in item:
            message = f"the body says {item['status']!r}, the answer {view.status}"
            view.expect("error.status", item["status"] == view.status, message, places=("error.status",))


def error_media_type(view: View) -> None:
    """error.media_type."""
    if view.status >= _FAILURE and view.operation and view.exchange.response.body:
        sent = _media_type(view.exchange.response.header("Content-Type"))
        holds = view.seen.answer is not MISSING and (sent == _JSON or sent.endswith("+json"))
        view.expect(
            "error.media_type",
            holds,
            f"a {view.status} came as {sent or 'no media type'}",
            places=("error.media_type",),
        )


def server_failed(view: View) -> None:
    """error.server."""
    if view.operation:
        times = view.model.times_unavailable(view.exchange) + 1
        holds = view.status != 500 and not (view.status in UNAVAILABLE and times >= _TOO_OFTEN)
        again = f", {times} times in a row" if times > 1 else ""
        view.expect("error.server", holds, f"the server failed with a {view.status}{again}")


def answer_status(view: View) -> None:
    """answer.status."""
    if view.operation in _READING and view.seen.operation and view.done and view.exchange.response.body:
        documented = view.seen.operation.successes
        view.expect("answer.status", view.status in documented, f"what was asked for came with {view.status}")


def answer_media_type(view: View) -> None:
    """answer.media_type."""
    if view.operation in _SHOWING and view.done and view.exchange.response.body:
        sent = _media_type(view.exchange.response.header("Content-Type"))
        view.expect(
            "answer.media_type",
            sent == _JSON,
            f"the answer came as {sent or 'no media type'}",
        )


def rate_limit_oauth(view: View) -> None:
    """answer.rate_limit.oauth."""
    if view.exchange.form == "oauth" and view.operation and view.entitled and view.done:
        values = {name: view.exchange.response.header(name) for name in _RATE_HEADERS}
        wrong = [f"{name}: {value}" for name, value in values.items() if not (value or "").isdigit()]
        view.expect(
            "answer.rate_limit.oauth",
            not wrong,
            f"missing or no number: {', '.join(wrong)}",
        )


def rate_limit_basic(view: View) -> None:
    """answer.rate_limit.basic."""
    if view.exchange.form == "basic" and view.operation and view.entitled and view.done:
        value = view.exchange.response.header("X-BC-ApiLimit-Remaining")
        view.expect(
            "answer.rate_limit.basic",
            (value or "").isdigit(),
            f"X-BC-ApiLimit-Remaining is {value!r}",
        )
