"""The exceptions that do not depend on a documented status."""

import json
import re
from collections.abc import Mapping
from http.client import responses
from typing import Any, Final

from attrs import frozen

from .calls import Answer
from .limits import retry_after
from .shapes import is_array, is_object

# The property names that the application puts into its messages, in quotes or, where it is missing, in brackets.
_FIELD: Final = re.compile(r"^The field '([^']+)'|^Required fields missing \[([^]]+)]")
_SHOWN_LENGTH: Final = 200


class APIError(Exception):
    """Base of everything the client raises about the API.

    Attributes:
        maybe_carried_out: True where a request failed that was not repeated, as it may have been carried out all the
            same, and twice would be too much. Look whether it was before sending it again.
    """

    maybe_carried_out: bool = False

    def __str__(self) -> str:
        return super().__str__() + self._doubt

    @property
    def _doubt(self) -> str:
        return "; it may have been carried out and was not repeated" if self.maybe_carried_out else ""


class ConfigurationError(APIError, ValueError):
    """The client was given too little or contradicting arguments to find and enter the store."""


class APIConnectionError(APIError):
    """The request could not be sent, or its answer not be read.

    Attributes:
        sent: False where the server cannot have received the request.
    """

    def __init__(self, message: str, *, sent: bool = True) -> None:
        super().__init__(message)
        self.sent = sent

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.args, dict(vars(self))


class APITimeoutError(APIConnectionError):
    """The server took longer than the timeout."""


class _AnswerError(APIError):
    """An answer that is no documented success."""

    def __init__(self, answer: Answer, target: str, *more: object) -> None:
        super().__init__(answer, target, *more)
        self.status: int = answer.status
        self.headers: Mapping[str, str] = answer.headers
        self.body: Any = _read_body(answer.content)
        self.request_id: str | None = answer.headers.get("X-Request-Id")
        self.target = target

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def _describe(self, message: str) -> str:
        request_id = f", request id {self.request_id}" if self.request_id else ""
        return f"{self.status} {message} ({self.target}{request_id}){self._doubt}"


class APIResponseValidationError(_AnswerError):
    """A successful answer that the API's document does not describe.

    Attributes:
        status: HTTP status.
        headers: Response headers.
        body: The body: decoded JSON, or text where it is none, or None where it is empty.
        request_id: The gateway's id of the request.
        target: Method and path of the request.
        reason: What is wrong with it.
    """

    def __init__(self, answer: Answer, target: str, reason: str) -> None:
        super().__init__(answer, target, reason)
        self.reason = reason

    def __str__(self) -> str:
        return self._describe(self.reason)


class APIStatusError(_AnswerError):
    """The API refused the request, or failed. Each documented status has a class of its own.

    Attributes:
        status: HTTP status.
        message: What the body says; empty where it says nothing.
        field: The parameter or property that the message names.
        invalid_reason: Why its value is refused, where the body gives a reason.
        details: The details of the body, empty where there are none.
        retry_after: Seconds to wait before the next request, where the answer says so.
        request_id: The gateway's id of the request.
        headers: Response headers.
        body: The body: decoded JSON, or text where it is none, or None where it is empty.
        target: Method and path of the request.
    """

    def __init__(self, answer: Answer, target: str) -> None:
        super().__init__(answer, target)
        explanation = _explain(self.body)
        self.message: str = explanation.message
        self.details: Mapping[str, Any] = explanation.details
        self.field: str | None = _field_of(self.message)
        reason = self.details.get("invalid_reason")
        self.invalid_reason: str | None = reason if isinstance(reason, str) else None
        self.retry_after: float | None = retry_after(answer.status, answer.headers)

    def __str__(self) -> str:
        reason = f" {self.invalid_reason}" if self.invalid_reason else ""
        return self._describe(f"{self.message or _unexplained(self.status, self.body)}{reason}")


@frozen
class _Explanation:
    message: str
    details: Mapping[str, Any]


def _read_body(content: bytes) -> Any:  # noqa: ANN401 - a body may hold any JSON
    if not content:
        return None
    try:
        return json.loads(content)
    except (RecursionError, ValueError):
        return content.decode(errors="replace")


def _explain(body: object) -> _Explanation:
    """Read either shape: the application's array of errors, or the object of the gateway in front of it."""
    error: object = next(iter(body), None) if is_array(body) else body
    if not is_object(error):
        return _Explanation(message="", details={})
    texts = (error.get(key) for key in ("message", "detail", "title", "error"))
    details: object = error.get("details") or error.get("errors")
    return _Explanation(
        message=next((text for text in texts if isinstance(text, str)), ""),
        details=details if is_object(details) else {},
    )


def _field_of(message: str) -> str | None:
    found = _FIELD.search(message)
    return (found[1] or found[2]) if found else None


def _unexplained(status: int, body: object) -> str:
    """Describe an answer whose body has no message; the markup of a proxy's page would say nothing."""
    line = body.strip().partition("\n")[0][:_SHOWN_LENGTH] if isinstance(body, str) else ""
    if line and not line.startswith("<"):
        return line
    return ", ".join(
        filter(None, [responses.get(status), "a page in place of JSON" if line else "without an explanation"])
    )
