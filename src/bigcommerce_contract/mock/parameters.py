"""Parameters: from the text of a URL to the values that the document's schemas describe."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from bigcommerce_contract.mock import errors
from bigcommerce_contract.mock.validation import CompiledSchema

_INTEGER = re.compile(r"-?[0-9]{1,40}")
_PAGE_SIZE = "limit"


class ParameterSet:
    """The parameters of one operation in one place, the query or the path.

    Args:
        schemas: The schema of each parameter, by name.
        components: The document's components.

    Attributes:
        names: The names of the parameters.
    """

    def __init__(self, schemas: Mapping[str, Mapping[str, Any]], components: Mapping[str, Any]) -> None:
        """Compile the schemas into one of an object that knows no other property."""
        self.names = tuple(schemas)
        self._schemas, self._components = schemas, components
        self._types = {name: schema.get("type") for name, schema in schemas.items()}
        self._defaults = {name: schema["default"] for name, schema in schemas.items() if "default" in schema}
        closed = {"type": "object", "properties": dict(schemas), "additionalProperties": False}
        self._schema = CompiledSchema(closed, components)

    def read(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Convert and validate parameters.

        Args:
            texts: The parameters as text, by name.

        Returns:
            The values, with the documented defaults of those that are missing.

        Raises:
            ApiError: 400 for an unknown or malformed one, 413 for a page size above the maximum (S23).
        """
        if not texts:
            return {**self._defaults}
        values = {name: self._convert(name, text) for name, text in texts.items()}
        failure = self._schema.failure(values)
        if failure is None:
            return {**self._defaults, **values}
        name = failure.names[0]
        if failure.keyword == "additionalProperties":
            raise errors.unsupported(name)
        if (name, failure.keyword) == (_PAGE_SIZE, "maximum"):
            raise errors.ApiError(413)
        raise errors.invalid(name)

    def only(self, names: tuple[str, ...]) -> "ParameterSet":
        """Give the set of these parameters alone."""
        return ParameterSet({name: self._schemas[name] for name in names}, self._components)

    def _convert(self, name: str, text: str) -> str | int:
        # What cannot be converted stays text, for the schema to refuse.
        return int(text) if self._types.get(name) == "integer" and _INTEGER.fullmatch(text) else text


def split_query(query: bytes) -> dict[str, str]:
    """Take a query string apart.

    Args:
        query: What stands behind the question mark, percent-encoded.

    Returns:
        The parameters as text, by name.

    Raises:
        ApiError: 400 for a parameter that is given twice or is not UTF-8.
    """
    texts: dict[str, str] = {}
    for pair in filter(None, query.split(b"&")):
        raw_name, _, raw_value = pair.partition(b"=")
        name = _decode(raw_name, errors="replace")
        try:
            value = _decode(raw_value, errors="strict")
        except UnicodeDecodeError as error:
            raise errors.invalid(name) from error
        if name in texts:
            raise errors.invalid(name)
        texts[name] = value
    return texts


def _decode(raw: bytes, *, errors: str) -> str:
    return unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8", errors)
