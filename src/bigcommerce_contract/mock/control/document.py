"""The document of the control, and what it says about requests."""

from functools import cache
from pathlib import Path
from typing import Any

import orjson
import yaml

from bigcommerce_contract.mock.errors import ApiError
from bigcommerce_contract.mock.parameters import ParameterSet, split_query
from bigcommerce_contract.mock.validation import CompiledSchema

PATH = Path(__file__).with_name("control.yaml")


class ControlError(Exception):
    """A refusal.

    Args:
        status: The HTTP status.
        message: One line that says why.
    """

    def __init__(self, status: int, message: str) -> None:
        """Keep both."""
        super().__init__(message)
        self.status = status
        self.message = message


@cache
def load() -> dict[str, Any]:
    """Give the parsed document."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document: dict[str, Any] = yaml.load(PATH.read_bytes(), Loader=loader)  # noqa: S506 - both loaders are the safe ones
    return document


def read_body(name: str, body: bytes) -> dict[str, Any]:
    """Read a request body.

    Args:
        name: The name of its schema in the document.
        body: The bytes.

    Returns:
        The object.

    Raises:
        ControlError: 400 where the body does not satisfy its schema.
    """
    try:
        value: Any = orjson.loads(body)
    except ValueError as error:
        raise ControlError(400, "The request body must be a JSON object.") from error
    failure = _schema(name).failure(value)
    if failure:
        told = ", ".join(failure.names) or "The body"
        raise ControlError(400, f"{told}: {failure.message[:200]}; /_mock/openapi.yaml says what may stand there.")
    valid: dict[str, Any] = value
    return valid


def read_query(method: str, path: str, query: bytes) -> dict[str, Any]:
    """Read the query of a request.

    Args:
        method: The HTTP method.
        path: The path as the document has it.
        query: What stands behind the question mark.

    Returns:
        The parameters that are given, by name.

    Raises:
        ControlError: 400 where the operation has no such parameter, or its schema refuses the value.
    """
    try:
        return _query(method, path).read(split_query(query))
    except ApiError as error:
        raise ControlError(400, f"{error.message} /_mock/openapi.yaml tells what may stand there.") from error


def require_snapshot_name(text: str) -> str:
    """Give a name that a snapshot may have; raise a ControlError where it is none."""
    if _snapshot_name().failure(text):
        raise ControlError(400, f"{text[:100]!r} is no name: letters, digits, - and _ make one.")
    return text


@cache
def _schema(name: str) -> CompiledSchema:
    components: dict[str, Any] = load()["components"]
    return CompiledSchema(components["schemas"][name], components)


@cache
def _query(method: str, path: str) -> ParameterSet:
    document = load()
    item: dict[str, Any] = document["paths"][path]
    told = [*item.get("parameters", ()), *item[method.lower()].get("parameters", ())]
    named: dict[str, Any] = document["components"]["parameters"]
    parameters = [named[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in told]
    schemas = {each["name"]: each["schema"] for each in parameters if each["in"] == "query"}
    return ParameterSet(schemas, document["components"])


@cache
def _snapshot_name() -> CompiledSchema:
    components: dict[str, Any] = load()["components"]
    return CompiledSchema(components["parameters"]["SnapshotName"]["schema"], components)
