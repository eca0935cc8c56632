"""What the judge reads from the document: operations, parameters, bounds and schemas."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, cast
from urllib.parse import unquote

import jsonschema_rs

from bigcommerce_contract.document import load_document

_METHODS = ("get", "put", "post", "delete", "patch")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the document.

    Attributes:
        id: Its operationId.
        method: HTTP method in upper case.
        parameters: Schemas of its query parameters by name.
        body: Name of the component schema of its request body, empty without one.
        successes: Statuses of success that come with a body.
    """

    id: str
    method: str
    parameters: dict[str, dict[str, Any]]
    body: str
    successes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Path:
    """A path of the document with its operations by method."""

    pattern: re.Pattern[str]
    operations: dict[str, Operation]


def resolve(node: dict[str, Any]) -> dict[str, Any]:
    """Follow a local reference; what stands beside it is kept."""
    if "$ref" not in node:
        return node
    target: Any = load_document()
    for token in str(node["$ref"]).removeprefix("#/").split("/"):
        target = target[token.replace("~1", "/").replace("~0", "~")]
    return {
        **resolve(cast("dict[str, Any]", target)),
        **{key: value for key, value in node.items() if key != "$ref"},
    }


def schema(name: str) -> dict[str, Any]:
    """Give the component schema called `name`."""
    return cast("dict[str, Any]", load_document()["components"]["schemas"][name])


@cache
def property_schemas(name: str) -> dict[str, dict[str, Any]]:
    """Give the schemas of the properties of the component schema called `name`, references followed."""
    return {key: resolve(value) for key, value in schema(name)["properties"].items()}


@cache
def validator(name: str) -> jsonschema_rs.Validator:
    """Compile the component schema called `name`."""
    return jsonschema_rs.validator_for(
        {
            "$ref": f"#/components/schemas/{name}",
            "components": load_document()["components"],
        }
    )


@cache
def part_validator(name: str, prop: str, keywords: frozenset[str]) -> jsonschema_rs.Validator:
    """Compile some keywords of one property of the component schema called `name`."""
    full = property_schemas(name)[prop]
    part = {key: value for key, value in full.items() if key in keywords}
    return jsonschema_rs.validator_for(part, validate_formats=True)


@cache
def limits() -> tuple[int, int]:
    """Give the default and the maximum of the parameter `limit`."""
    limit = load_document()["components"]["parameters"]["Limit"]["schema"]
    return int(limit["default"]), int(limit["maximum"])


@cache
def paths() -> tuple[Path, ...]:
    """Give the document's paths, the literal ones first."""
    items = sorted(load_document()["paths"].items(), key=lambda item: "{" in item[0])
    return tuple(_path(template, cast("dict[str, Any]", item)) for template, item in items)


def find_path(raw: str) -> tuple[Path, str | None] | None:
    """Find the path that a raw URL path belongs to.

    Args:
        raw: Path below the base URL, percent-encoded; a `.json` suffix is allowed.

    Returns:
        The path with the text that stands for `{id}`, or None where the document has no such path.
    """
    text = unquote(raw).removesuffix(".json")
    for path in paths():
        match = path.pattern.fullmatch(text)
        if match:
            return path, match.groupdict().get("id")
    return None


def _path(template: str, item: dict[str, Any]) -> Path:
    pattern = re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template)))
    operations = {method.upper(): _operation(method, item[method]) for method in _METHODS if method in item}
    return Path(pattern, operations)


def _operation(method: str, node: dict[str, Any]) -> Operation:
    parameters = [resolve(parameter) for parameter in node.get("parameters", [])]
    query = {parameter["name"]: resolve(parameter["schema"]) for parameter in parameters}
    content = node.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]
    answers = {int(status): resolve(answer) for status, answer in node["responses"].items()}
    successes = frozenset(status for status, answer in answers.items() if status < 300 and "content" in answer)
    return Operation(node["operationId"], method.upper(), query, body, successes)
