"""What the mock refuses a request with, worded as the real service words it (spec/DECISIONS.md)."""

from collections.abc import Mapping
from typing import Any

# A name comes from the request and may be as long as the body; its beginning tells which one is meant.
_SHOWN_NAME = 100


class ApiError(Exception):
    """An answer other than success.

    Args:
        status: The HTTP status, 400 or higher.
        message: The message of the error array. Without one, the body is the first example that the document has for
            the status.
        details: The details of the error array.
        headers: Further headers of the answer.
    """

    def __init__(
        self,
        status: int,
        message: str | None = None,
        *,
        details: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep what the answer is made of."""
        super().__init__(status)
        self.status = status
        self.message = message
        self.details = details
        self.headers = dict(headers or {})


def invalid(name: str, reason: str | None = None) -> ApiError:
    """Say that a parameter or property has an impossible value, with `invalid_reason` where one is given."""
    details = {"invalid_reason": reason} if reason else None
    return ApiError(400, f"The field '{name[:_SHOWN_NAME]}' is invalid.", details=details)


def unsupported(name: str) -> ApiError:
    """Say that there is no such parameter or property."""
    return ApiError(400, f"The field '{name[:_SHOWN_NAME]}' is not supported by this resource.")


def read_only(name: str) -> ApiError:
    """Say that a property cannot be written (S43 to S46, S58 to S61)."""
    problem = f"The field '{name[:_SHOWN_NAME]}' cannot be written to."
    return ApiError(400, f"{problem} Please remove it from your request before trying again.")


def missing(names: tuple[str, ...]) -> ApiError:
    """Say that required properties are missing (S47 to S50)."""
    return ApiError(400, f"Required fields missing [{', '.join(names)}]")


def email_in_use() -> ApiError:
    """Say that another customer has the e-mail address."""
    return invalid("email", "This email address is already in use by a customer.")


def unreadable() -> ApiError:
    """Say that the body is no JSON object; the text is assumed."""
    return ApiError(400, "The request body must be a JSON object, in UTF-8, without a duplicate key.")


def too_long() -> ApiError:
    """Say that the body is longer than the server reads; the text is assumed."""
    return ApiError(413, "The request body exceeds the maximum size allowed.")
