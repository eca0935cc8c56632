"""A call: one operation with its arguments, ready to be sent by any transport."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from attrs import field, frozen

from .arguments import Argument, all_written, integer_argument, text_argument, written
from .omit import OMIT

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


def number_segment(name: str, value: int) -> str:
    """Write an integer into a path.

    Raises:
        TypeError: It is no integer. An empty text would address the whole collection.
    """
    return str(written(name, integer_argument, value))


def text_segment(name: str, value: str) -> str:
    """Write a text into a path.

    Raises:
        TypeError: It is no text.
        ValueError: It is empty or a dot segment, so that the path would lead elsewhere.
    """
    return written(name, _segment, value)


def _segment(value: object) -> str:
    text = text_argument(value)
    if text in {"", ".", ".."}:
        message = f"{text!r} cannot stand in a path"
        raise ValueError(message)
    return quote(text, safe="")


def encode_query(arguments: Mapping[str, Argument]) -> str:
    """Write query parameters, given by their names in the query, leaving out those that are None.

    Raises:
        TypeError: One is of another type.
        ValueError: One cannot be sent.
    """
    values = all_written(arguments, None)
    return _encoded(urlencode, arguments, {wire: _query_text(value) for wire, value in values.items()})


def _query_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def encode_body(arguments: Mapping[str, Argument]) -> bytes:
    """Write a JSON body of its properties, given by their names in it, leaving out what is `OMIT`.

    Raises:
        TypeError: One is of another type.
        ValueError: One cannot be sent, such as a number that is NaN or infinite.
    """
    return _encoded(_json, arguments, all_written(arguments, OMIT)).encode()


def _json(value: object) -> str:
    return json.dumps(value, allow_nan=False, separators=(",", ":"))


def _encoded(encode: Callable[[Any], str], arguments: Mapping[str, Argument], values: Mapping[str, object]) -> str:
    try:
        return encode(values)
    except (TypeError, ValueError):
        # Which of them it is, an encoder does not tell.
        for wire, value in values.items():
            written(arguments[wire][0], encode, {wire: value})
        raise


def undocumented(answer: Answer) -> ValueError:
    """Give the error of a success that the API's document does not describe."""
    return ValueError(f"the status {answer.status} is not documented for this operation")
