import pickle
from pathlib import Path

import pytest

import bigcommerce_customers
from bigcommerce_contract.document import load_document
from bigcommerce_customers import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    BadRequestError,
    ConfigurationError,
    errors,
)
from bigcommerce_customers._runtime.calls import Answer
from bigcommerce_customers.errors import STATUS_ERRORS


def refusal(body: bytes, status: int = 400, headers: dict[str, str] | None = None) -> APIStatusError:
    return STATUS_ERRORS.get(status, APIStatusError)(Answer(status, headers or {}, body), "GET /customers/1")


def documented_statuses() -> set[int]:
    paths = load_document()["paths"].values()
    operations = [value for item in paths for key, value in item.items() if key != "parameters"]
    return {int(status) for operation in operations for status in operation["responses"] if int(status) >= 400}


def test_every_documented_status_has_a_class_of_its_own_that_can_be_imported() -> None:
    assert set(STATUS_ERRORS) == documented_statuses()
    assert len(set(STATUS_ERRORS.values())) == len(STATUS_ERRORS)
    for error in STATUS_ERRORS.values():
        assert getattr(bigcommerce_customers, error.__name__) is error


def test_the_tree_in_the_docstring_shows_every_class() -> None:
    for name in errors.__all__:
        assert f"── {name}" in (errors.__doc__ or "") or name == "APIError"


def test_the_applications_array() -> None:
    error = refusal(
        b'[{"status":400,"message":"The field \'email\' is invalid.",'
        b'"details":{"invalid_reason":"This email address is already in use by a customer."}}]',
        headers={"X-Request-Id": "abc"},
    )
    assert isinstance(error, BadRequestError)
    assert (error.status, error.message, error.field) == (400, "The field 'email' is invalid.", "email")
    assert error.invalid_reason == "This email address is already in use by a customer."
    assert error.details == {"invalid_reason": error.invalid_reason}
    assert (error.request_id, error.target) == ("abc", "GET /customers/1")
    assert str(error) == f"400 {error.message} {error.invalid_reason} (GET /customers/1, request id abc)"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"status":403,"title":"No scope","type":"https://x","errors":{}}', "No scope"),
        (b'{"status":405,"title":"Method Not Allowed","detail":"Invalid method."}', "Invalid method."),
        (b'{"error":"You are authorized but your scope does not include this resource."}', "You are authorized"),
    ],
)
def test_the_gateways_objects(body: bytes, message: str) -> None:
    assert refusal(body, 403).message.startswith(message)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", None),
        (b"<html><body>Bad Gateway</body></html>\n<!-- -->", "<html><body>Bad Gateway</body></html>\n<!-- -->"),
        (b"\xff\xfe not text", "\ufffd\ufffd not text"),
        (b"[]", []),
        (b"null", None),
        (b"42", 42),
        pytest.param(b"[" * 100_000, "[" * 100_000, id="deeper than can be read"),
        (b"[42]", [42]),
        (b'[{"message": 7, "details": [1]}]', [{"message": 7, "details": [1]}]),
    ],
)
def test_bodies_of_no_documented_shape(body: bytes, expected: object) -> None:
    error = refusal(body, 502)
    assert (error.body, error.message, error.field, dict(error.details)) == (expected, "", None, {})
    assert str(error).startswith("502 ")


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"<html>\n<b>secret</b>", 502, "502 Bad Gateway, a page in place of JSON (GET /customers/1)"),
        (b"<html>", 520, "520 a page in place of JSON (GET /customers/1)"),
        (b"", 504, "504 Gateway Timeout, without an explanation (GET /customers/1)"),
        (b"upstream is gone\nsecret", 503, "503 upstream is gone (GET /customers/1)"),
    ],
)
def test_an_answer_without_a_message_is_told_by_its_status(body: bytes, status: int, words: str) -> None:
    assert str(refusal(body, status)) == words


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ("The field 'page' is invalid.", "page"),
        ("The field 'id' is not supported by this resource.", "id"),
        ("The field 'id' cannot be written to. Please remove it from your request before trying again.", "id"),
        ("Required fields missing [first_name]", "first_name"),
        ("The requested resource was not found.", None),
    ],
)
def test_the_field_that_a_message_names(message: str, field: str | None) -> None:
    assert refusal(f'[{{"status":400,"message":"{message}"}}]'.encode()).field == field


def test_statuses_that_the_standard_library_does_not_know() -> None:
    assert type(refusal(b"", 509)).__name__ == "BandwidthLimitExceededError"
    assert type(refusal(b"", 520)) is APIStatusError


def test_every_error_survives_a_pickle() -> None:
    answer = Answer(429, {"X-Retry-After": "15"}, b'[{"status":429,"message":"Slow down"}]')
    originals: list[APIError] = [
        refusal(answer.content, 429, dict(answer.headers)),
        APIResponseValidationError(answer, "GET /x", "reason"),
        APIConnectionError("refused", sent=False),
        APITimeoutError("late"),
        ConfigurationError("nothing"),
    ]
    for original in originals:
        original.maybe_carried_out = True
        copy = pickle.loads(pickle.dumps(original))  # noqa: S301 - our own
        assert type(copy) is type(original)
        assert str(copy) == str(original)
        assert vars(copy) == vars(original)


def test_the_headers_that_the_client_reads_are_documented() -> None:
    source = Path(bigcommerce_customers.__file__).parent.joinpath("_runtime", "limits.py").read_text(encoding="utf-8")
    responses = load_document()["components"]["responses"].values()
    documented = {name for response in responses for name in response.get("headers", {})}
    read = {word for word in source.replace('"', " ").split() if word.startswith("X-")}
    assert read
    assert read <= documented
    assert "X-Request-Id" in documented
