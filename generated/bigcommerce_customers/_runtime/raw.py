"""An answer as it came, with the result it gives."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from attrs import frozen

from .calls import Answer, Call
from .errors import APIResponseValidationError
from .limits import RateLimit, rate_limit

T_co = TypeVar("T_co", covariant=True)


@frozen(repr=False)
class RawResponse(Generic[T_co]):
    """The answer to a successful call: status, headers and body, and the result on demand."""

    _answer: Answer
    _call: Call[T_co]

    @property
    def status(self) -> int:
        """HTTP status."""
        return self._answer.status

    @property
    def headers(self) -> Mapping[str, str]:
        """Response headers; names are matched without regard to case."""
        return self._answer.headers

    @property
    def content(self) -> bytes:
        """The body."""
        return self._answer.content

    @property
    def request_id(self) -> str | None:
        """The gateway's id of the request, to be named when asking for support."""
        return self.headers.get("X-Request-Id")

    @property
    def rate_limit(self) -> RateLimit:
        """What the answer says of the rate limit."""
        return rate_limit(self.headers)

    def parse(self) -> T_co:
        """Make the result.

        Raises:
            APIResponseValidationError: The body is not what the API's document describes.
        """
        try:
            return self._call.decode(self._answer)
        except KeyError as error:
            reason = f"the body lacks the property {error}"
            raise APIResponseValidationError(self._answer, self._call.target, reason) from error
        except (ArithmeticError, AttributeError, RecursionError, TypeError, ValueError) as error:
            raise self.undocumented(error) from error

    def undocumented(self, error: Exception) -> APIResponseValidationError:
        """Give the error that tells what came to light when the answer was used."""
        return APIResponseValidationError(self._answer, self._call.target, f"the answer is not as documented: {error}")

    def __repr__(self) -> str:
        return f"RawResponse({self._call.target}: {self.status}, {len(self.content)} bytes)"
