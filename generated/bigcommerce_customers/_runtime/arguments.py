"""What each kind of argument takes and sends: a wrong one is refused by its name, before anything is sent."""

import math
import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar
from uuid import UUID

from .shapes import is_object, plain

if TYPE_CHECKING:
    from attrs import Attribute

T = TypeVar("T")

_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE: Final = re.compile(r"[\t -~]*")

# The argument's name, the function that makes what is sent of its value, and its value.
Argument: TypeAlias = tuple[str, Callable[[Any], Any], object]


def written(name: str, write: Callable[[Any], T], value: object) -> T:
    """Write the value of an argument.

    Raises:
        TypeError: It is of another type.
        ValueError: It cannot be sent.
    """
    try:
        return write(value)
    except (TypeError, ValueError) as error:
        raise _named(name, error) from None


def all_written(arguments: Mapping[str, Argument], absent: object) -> dict[str, Any]:
    """Write the values of arguments, given by their names in the request, leaving out those that are absent.

    Raises:
        TypeError: One is of another type.
        ValueError: One cannot be sent.
    """
    values: dict[str, Any] = {}
    name = ""
    try:
        for wire, (name, write, value) in arguments.items():  # noqa: B007 - what refuses it names it
            if value is not absent:
                values[wire] = write(value)
    except (TypeError, ValueError) as error:
        raise _named(name, error) from None
    return values


def _named(name: str, error: TypeError | ValueError) -> TypeError | ValueError:
    message = f"{name}: {error}"
    return TypeError(message) if isinstance(error, TypeError) else ValueError(message)


def unexpected(value: object, expected: str) -> TypeError:
    """Give the error of a value of another type."""
    return TypeError(f"{expected} was expected, not {type(value).__name__}")


def text_argument(value: object) -> str:
    """Take a text."""
    return plain(value, str)


def integer_argument(value: Any) -> int:  # noqa: ANN401 - whatever counts as an integer
    """Take an integer, of other packages too; a truth value is none."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise unexpected(value, "int")
    return operator.index(value)


def boolean_argument(value: object) -> bool:
    """Take a truth value."""
    return plain(value, bool)


def number_argument(value: object) -> float:
    """Take a finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise unexpected(value, "int or float")
    if isinstance(value, float) and not math.isfinite(value):
        message = f"{value!r} is no finite number"
        raise ValueError(message)
    return value


def date_argument(value: object) -> str:
    """Take a date."""
    if not isinstance(value, date):
        raise unexpected(value, "date")
    return value.isoformat()


def uuid_argument(value: object) -> str:
    """Take a UUID."""
    if not isinstance(value, UUID):
        raise unexpected(value, "UUID")
    return str(value)


def object_argument(value: object) -> dict[str, Any]:
    """Take an object; its properties are the type checker's."""
    if not is_object(value):
        raise unexpected(value, "dict")
    return value


def any_argument(value: object) -> object:
    """Take what can be sent in more than one form, or is a list."""
    return value


def require_instance(name: str, value: object, kind: type) -> None:
    """Refuse an argument of the client that is of another type.

    Raises:
        TypeError: It is; its value is not shown, which may be secret.
    """
    if not isinstance(value, kind):
        message = f"{name}: {_name(kind)} was expected, not {_name(type(value))}"
        raise TypeError(message)


def require_seconds(_: object, attribute: "Attribute[float | None]", value: float | None) -> None:
    """Refuse what is neither a time to wait nor None, which waits for ever."""
    if value is not None and written(attribute.name, number_argument, value) <= 0:
        message = f"{attribute.name}: {value!r} is no time to wait; None sets no limit"
        raise ValueError(message)


def require_count(_: object, attribute: "Attribute[int]", value: int) -> None:
    """Refuse what is no number of times."""
    if written(attribute.name, integer_argument, value) < 0:
        message = f"{attribute.name}: {value!r} is less than 0"
        raise ValueError(message)


def headers_argument(headers: Mapping[str, str] | None) -> dict[str, str]:
    """Take headers: names and values of ASCII, which is what HTTP carries without doubt."""
    require_instance("headers", {} if headers is None else headers, Mapping)
    taken = dict(headers or {})
    for name, value in taken.items():
        require_instance("headers", name, str)
        require_instance(f"headers[{name!r}]", value, str)
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            message = f"headers: {name!r} is no name of a header, or its value is no printable ASCII"
            raise ValueError(message)
    return taken


def _name(kind: type) -> str:
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
