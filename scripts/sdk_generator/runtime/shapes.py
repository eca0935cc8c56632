"""Telling the shapes of decoded JSON apart, for readers and type checkers alike."""

from typing import Any, TypeGuard, TypeVar

Plain = TypeVar("Plain", bool, int, str)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Tell whether decoded JSON is an array."""
    return isinstance(value, list)


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether decoded JSON is an object."""
    return isinstance(value, dict)


def array(value: object) -> list[Any]:
    """Give a JSON array.

    Raises:
        TypeError: It is something else.
    """
    if not is_array(value):
        message = f"an array was expected, not {type(value).__name__}"
        raise TypeError(message)
    return value


def plain(value: object, kind: type[Plain]) -> Plain:
    """Give a JSON number, text or truth value.

    Raises:
        TypeError: It is something else; `true` is no number.
    """
    if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
        message = f"{kind.__name__} was expected, not {type(value).__name__}"
        raise TypeError(message)
    return value
