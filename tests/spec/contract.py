"""Helpers to look into the bundled document."""

from collections.abc import Iterator
from typing import Any, cast

import jsonschema_rs

from bigcommerce_contract.document import load_document

METHODS = ("get", "put", "post", "delete")


def resolve(node: dict[str, Any]) -> dict[str, Any]:
    """Follow a local reference."""
    return cast("dict[str, Any]", find(node["$ref"][1:])) if "$ref" in node else node


def find(pointer: str) -> object:
    """Find what a JSON pointer into the bundle names, references on the way followed."""
    node: Any = load_document()
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if key not in node and "$ref" in node:
            node = resolve(node)
        node = node[int(key) if isinstance(node, list) else key]
    found: object = node
    return found


def validator(schema: dict[str, Any]) -> jsonschema_rs.Validator:
    """Compile a schema of the bundle, formats asserted."""
    return jsonschema_rs.validator_for(
        {**schema, "components": load_document()["components"]}, validate_formats=True, ignore_unknown_formats=True
    )


def component(name: str) -> jsonschema_rs.Validator:
    """Compile a component schema of the bundle."""
    return validator({"$ref": f"#/components/schemas/{name}"})


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give path, method and content of every operation."""
    for path, item in load_document()["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def media_types() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every media type object of requests and responses, with a name for messages."""
    for _, _, operation in operations():
        name = operation["operationId"]
        for content in (operation.get("requestBody", {}).get("content", {}),):
            yield from ((f"{name} request", media) for media in content.values())
        for status, response in operation["responses"].items():
            contents = resolve(response).get("content", {})
            yield from ((f"{name} {status}", media) for media in contents.values())


def parameters() -> Iterator[dict[str, Any]]:
    """Give every parameter component."""
    yield from load_document()["components"]["parameters"].values()
