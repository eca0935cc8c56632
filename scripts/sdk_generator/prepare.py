"""Turning the document into one that openapi-python-client reads as we mean it, and refusing what we cannot honour."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from .document import Node, is_list, is_node, json_schema, operations, resolve
from .failure import GenerationError

# The lowest status of an error; errors are exceptions that read any body, so they need no schema.
FIRST_ERROR: Final = 400
_SCHEMA_REFERENCE: Final = "#/components/schemas/"
# Keywords that change what a value may be in a way that no template expresses.
_REFUSED: Final = ("allOf", "oneOf", "not", "if", "patternProperties", "prefixItems", "discriminator", "$dynamicRef")


def prepare(document: Node) -> Node:
    """Give a copy for the parser: one set of parameters per operation, success bodies only, nothing unreachable.

    Args:
        document: The document, bundled into one file.

    Returns:
        What the parser is to read. The texts for people stay in the document itself.

    Raises:
        GenerationError: The document says something that the templates cannot honour.
    """
    paths: Node = {}
    for path, method, operation in operations(document):
        _check_operation(operation, f"{method.upper()} {path}")
        paths.setdefault(path, {})[method] = _operation(document, deepcopy(operation))
    return {
        "openapi": document["openapi"],
        "info": document["info"],
        "paths": paths,
        "components": {"schemas": _reachable(document, paths)},
    }


def _check_operation(operation: Node, where: str) -> None:
    for key in ("operationId", "tags", "x-sdk-method", "summary"):
        if not operation.get(key):
            message = f"{where} has no {key}, which the client's method needs"
            raise GenerationError(message)
    for status in operation["responses"]:
        if not str(status).isdigit():
            message = f"{where}: the answer {status} is no single status"
            raise GenerationError(message)
    for parameter in operation["parameters"]:
        _check_parameter(parameter, where)


def _check_parameter(parameter: Node, where: str) -> None:
    if parameter["in"] not in {"path", "query"} or "schema" not in parameter:
        message = f"{where}: the {parameter['in']} parameter {parameter['name']} cannot be sent by the client"
        raise GenerationError(message)
    if not parameter.get("description"):
        message = f"{where}: the parameter {parameter['name']} has no description"
        raise GenerationError(message)


def _operation(document: Node, operation: Node) -> Node:
    if "requestBody" in operation:
        operation["requestBody"] = _json_only(resolve(document, operation["requestBody"]), operation["operationId"])
    answers = {str(status): resolve(document, answer) for status, answer in operation["responses"].items()}
    operation["responses"] = {
        status: _json_only(answer, operation["operationId"]) for status, answer in answers.items() if status[0] == "2"
    }
    if not operation["responses"]:
        message = f"{operation['operationId']} has no answer of success"
        raise GenerationError(message)
    return operation


def _json_only(node: Node, where: str) -> Node:
    """Leave the JSON of a body; the client speaks nothing else."""
    if not node.get("content"):
        return {"description": node.get("description", "")}
    schema = json_schema(node["content"])
    if schema is None:
        message = f"{where} has a body without application/json"
        raise GenerationError(message)
    return {**node, "content": {"application/json": {"schema": schema}}}


def _reachable(document: Node, paths: Node) -> Node:
    schemas: Node = document.get("components", {}).get("schemas", {})
    found: set[str] = set()
    waiting = list(_references(paths))
    while waiting:
        name = waiting.pop()
        if name not in found:
            resolve(document, {"$ref": _SCHEMA_REFERENCE + name})
            _check_schema(name, schemas[name])
            found.add(name)
            waiting += _references(schemas[name])
    # In the document's order, so that the output does not depend on the order of the search.
    return {name: _titled(name, schema) for name, schema in schemas.items() if name in found}


def _titled(name: str, schema: Node) -> Node:
    """Name the class by the component, whatever its title says."""
    return {key: value for key, value in deepcopy(schema).items() if key != "title"} | {"title": name}


def _references(node: object) -> Iterator[str]:
    if is_node(node):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(_SCHEMA_REFERENCE):
            yield reference.removeprefix(_SCHEMA_REFERENCE)
        for value in node.values():
            yield from _references(value)
    elif is_list(node):
        for value in node:
            yield from _references(value)


def _check_schema(name: str, schema: object) -> None:
    if is_list(schema):
        for part in schema:
            _check_schema(name, part)
    if not is_node(schema):
        return
    for keyword in _REFUSED:
        if keyword in schema:
            message = f"the schema {name} uses {keyword}, which the client cannot honour"
            raise GenerationError(message)
    for key, part in schema.items():
        if key not in {"example", "examples", "enum", "const", "default"}:
            _check_schema(name, part)
