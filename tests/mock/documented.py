"""Holds an answer against the document: its status, media type, headers and body must be described there."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import httpx2
import jsonschema_rs

from bigcommerce_contract.document import load_document

_PREFIX = re.compile(r"^(/stores/[^/]+/v2|/api/v2)")


def assert_documented(method: str, url: str, answer: httpx2.Response) -> None:
    """Fail where the document does not describe the answer; what has no operation may only be an error."""
    operation = _operation("GET" if method == "HEAD" else method, url.partition("?")[0])
    if operation is None:
        # What the links of a customer lead to is described nowhere.
        assert answer.status_code >= 400 or method == "OPTIONS" or (answer.status_code, answer.content) == (204, b"")
        return
    response = _resolve(operation["responses"][str(answer.status_code)])
    for name, header in response.get("headers", {}).items():
        if name in answer.headers:
            _assert_header(_resolve(header)["schema"], answer.headers[name])
    if method != "HEAD":
        _assert_body(response, answer)


def _assert_body(response: Mapping[str, Any], answer: httpx2.Response) -> None:
    content = response.get("content")
    if content is None:
        assert answer.content == b""
        return
    assert answer.headers["Content-Type"] in content
    _validator(content[answer.headers["Content-Type"]]["schema"]["$ref"]).validate(answer.json())


def _assert_header(schema: Mapping[str, Any], value: str) -> None:
    typed = int(value) if schema["type"] == "integer" else value
    jsonschema_rs.validate(dict(schema), typed)


@cache
def _validator(reference: str) -> jsonschema_rs.Validator:
    schema = {"$ref": reference, "components": load_document()["components"]}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def _operation(method: str, url: str) -> Mapping[str, Any] | None:
    path = _PREFIX.sub("", url).removesuffix(".json")
    for template, item in load_document()["paths"].items():
        if re.fullmatch(re.sub(r"{\w+}", r"[^/]+", template), path) and method.lower() in item:
            found: Mapping[str, Any] = item[method.lower()]
            return found
    return None


def _resolve(node: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in node:
        target: Any = load_document()
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node
