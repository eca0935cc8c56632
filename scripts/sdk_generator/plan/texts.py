"""The document's texts, made ready for docstrings."""

import re
from typing import Any, Final

from sdk_generator.document import Node

_LARGEST_INT32: Final = 2**31 - 1


def one_line(text: str) -> str:
    """Put a text on one line."""
    return " ".join(text.split())


def first_sentence(text: str) -> str:
    """Give the first sentence of a text."""
    return re.split(r"(?<=\.)\s", one_line(text), maxsplit=1)[0]


def describe(schema: Node, description: str = "") -> str:
    """Describe a value: what it is, what it may be, and an example.

    Args:
        schema: Its schema, resolved.
        description: What it is, where the schema does not say it.

    Returns:
        One line.
    """
    parts = [one_line(description or schema.get("description", "")), _bounds(schema), _default(schema)]
    return " ".join(filter(None, parts))


def _bounds(schema: Node) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if high == _LARGEST_INT32:
        high = None
    if low is not None and high is not None:
        return f"From {low} to {high}."
    if low is not None:
        return f"{low} or more."
    if "maxLength" in schema and "format" not in schema:
        return _length(schema)
    return ""


def _length(schema: Node) -> str:
    least = schema.get("minLength", 0)
    return f"{least} to {schema['maxLength']} characters." if least else f"At most {schema['maxLength']} characters."


def _default(schema: Node) -> str:
    default: Any = schema.get("default")
    return "" if default is None else f"{default} unless given."
