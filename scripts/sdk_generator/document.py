"""Reading the document: references, and the texts that people read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeGuard

import yaml

from .failure import GenerationError

Node = dict[str, Any]
METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def load(path: Path) -> Node:
    """Read a document from a YAML file.

    Raises:
        GenerationError: There is no such file, or it holds no OpenAPI document.
    """
    try:
        document: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}; `make generate` writes the bundle first"
        raise GenerationError(message) from error
    except yaml.YAMLError as error:
        message = f"{path} is no YAML: {' '.join(str(error).split())}"
        raise GenerationError(message) from error
    if not is_node(document) or "openapi" not in document:
        message = f"{path} is no OpenAPI document"
        raise GenerationError(message)
    return document


def is_node(value: object) -> TypeGuard[Node]:
    """Tell whether part of a document is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether part of a document is an array."""
    return isinstance(value, list)


def resolve(document: Node, node: Node) -> Node:
    """Follow a reference; what stands beside it wins over what it refers to.

    Raises:
        GenerationError: The reference leads nowhere.
    """
    while "$ref" in node:
        beside = {key: value for key, value in node.items() if key != "$ref"}
        node = {**_target(document, node["$ref"]), **beside}
    return node


def _target(document: Node, reference: str) -> Node:
    node: Any = document
    try:
        for part in reference.removeprefix("#/").split("/"):
            node = node[part.replace("~1", "/").replace("~0", "~")]
    except (KeyError, TypeError) as error:
        message = f"the reference {reference} leads nowhere"
        raise GenerationError(message) from error
    return dict(node)


def operations(document: Node) -> Iterator[tuple[str, str, Node]]:
    """Give path, method and operation, the parameters of the path included and all parameters resolved."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                operation = dict(item[method])
                operation["parameters"] = _parameters(document, item, operation)
                yield path, method, operation


def _parameters(document: Node, item: Node, operation: Node) -> list[Node]:
    shared = [resolve(document, node) for node in item.get("parameters", [])]
    own = [resolve(document, node) for node in operation.get("parameters", [])]
    named = {(node["name"], node["in"]): node for node in [*shared, *own]}
    return list(named.values())


def json_schema(content: Node) -> Node | None:
    """Give the schema of the JSON among the media types, if there is one."""
    media: Node | None = content.get("application/json")
    return None if media is None else media.get("schema")
