"""What the walk takes from the document: parameters, properties, bounds and methods."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from bigcommerce_contract.document import load_document

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_PAGING = ("page", "limit")


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter parameter of the list.

    Attributes:
        name: Name of the parameter, such as `min_id`.
        property: Property of a customer that it compares, such as `id`.
        bound: `min`, `max`, or an empty text where it asks for equality.
        kind: `date`, `integer`, `decimal`, `email` or `text`.
    """

    name: str
    property: str
    bound: str
    kind: str


@cache
def filters() -> tuple[Filter, ...]:
    """Give the filters of the list, in the order of the document."""
    parameters = map(_resolve, _operation("/customers", "get")["parameters"])
    return tuple(_filter(parameter) for parameter in parameters if parameter["name"] not in _PAGING)


@cache
def paging(name: str) -> dict[str, Any]:
    """Give the schema of `page` or `limit`."""
    parameters = map(_resolve, _operation("/customers", "get")["parameters"])
    schema: dict[str, Any] = next(parameter["schema"] for parameter in parameters if parameter["name"] == name)
    return schema


@cache
def properties(schema: str) -> dict[str, Any]:
    """Give the properties of an object of the document, by name."""
    found: dict[str, Any] = load_document()["components"]["schemas"][schema]["properties"]
    return found


@cache
def required() -> tuple[str, ...]:
    """Give the properties that a create request must have."""
    return tuple(load_document()["components"]["schemas"]["CustomerCreate"]["required"])


@cache
def optional() -> tuple[str, ...]:
    """Give the properties that a create request may have, `_authentication` left out."""
    return tuple(name for name in properties("CustomerCreate") if name not in (*required(), "_authentication"))


@cache
def read_only() -> tuple[str, ...]:
    """Give the properties that every answer has and no request may have."""
    shown = load_document()["components"]["schemas"]["Customer"]["required"]
    return tuple(name for name in shown if name not in properties("CustomerCreate"))


@cache
def undeclared() -> tuple[tuple[str, str], ...]:
    """Give every pair of a method and a path template that the document does not have."""
    return tuple(
        (method, path)
        for path, item in load_document()["paths"].items()
        for method in _METHODS
        if method.lower() not in item
    )


@cache
def example_password() -> str:
    """Give the password that the document shows, which everybody knows."""
    example: str = _resolve(properties("Authentication")["password"])["examples"][0]
    return example


def _operation(path: str, method: str) -> dict[str, Any]:
    operation: dict[str, Any] = load_document()["paths"][path][method]
    return operation


def _filter(parameter: dict[str, Any]) -> Filter:
    name: str = parameter["name"]
    bound, _, prop = name.partition("_") if name.startswith(("min_", "max_")) else ("", "", name)
    return Filter(name, prop, bound, _kind(_resolve(parameter["schema"])))


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return "date"
    kinds = {"decimal": "decimal", "email": "email"}
    return "integer" if schema["type"] == "integer" else kinds.get(schema.get("format", ""), "text")


def _resolve(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        found: Any = load_document()
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node
