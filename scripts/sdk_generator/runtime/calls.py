"""A call: one operation with its arguments, ready to be sent by any transport."""

import json
import operator
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar
from urllib.parse import quote, urlencode

from attrs import field, frozen

from .omit import Omit

T_co = TypeVar("T_co", covariant=True)


@frozen
class Answer:
    """The status, headers and body that came back, before anything is made of them."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@frozen
class Call(Generic[T_co]):
    """One operation with its arguments.

    Attributes:
        operation: The operation's id in the API's document.
        method: HTTP method.
        path: Path below the base URL.
        decode: Makes the result of a successful answer; a status it does not know raises `ValueError`.
        repeatable: Whether carrying it out twice does no more than carrying it out once.
        query: The encoded query; never logged, as filters hold personal data.
        content: The body; never logged.
    """

    operation: str
    method: str
    path: str
    decode: Callable[[Answer], T_co]
    repeatable: bool
    query: str = field(default="", repr=False)
    content: bytes | None = field(default=None, repr=False)

    @property
    def target(self) -> str:
        """What logs and errors name: method and path."""
        return f"{self.method} {self.path}"


def number_segment(value: int) -> str:
    """Write an integer into a path.

    Raises:
        TypeError: It is no integer. An empty text would address the whole collection.
    """
    return str(operator.index(value))


def text_segment(value: str) -> str:
    """Write a text into a path.

    Raises:
        ValueError: It is empty or a dot segment, so that the path would lead elsewhere.
    """
    if value in {"", ".", ".."}:
        message = f"{value!r} cannot stand in a path"
        raise ValueError(message)
    return quote(value, safe="")


def encode_query(values: Mapping[str, str | float | None]) -> str:
    """Write query parameters, leaving out those that are None."""
    return urlencode([(name, _query_text(value)) for name, value in values.items() if value is not None])


def _query_text(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def encode_body(values: Mapping[str, object]) -> bytes:
    """Write a JSON body, leaving out what is `OMIT`.

    Raises:
        ValueError: A number is NaN or infinite, which JSON cannot say.
    """
    body = {name: value for name, value in values.items() if not isinstance(value, Omit)}
    return json.dumps(body, allow_nan=False, separators=(",", ":")).encode()


def undocumented(answer: Answer) -> ValueError:
    """Give the error of a success that the API's document does not describe."""
    return ValueError(f"the status {answer.status} is not documented for this operation")
