"""The exceptions of the documented statuses."""

import builtins

from attrs import frozen

from sdk_generator.document import Node, operations
from sdk_generator.failure import GenerationError
from sdk_generator.plan.texts import one_line
from sdk_generator.prepare import FIRST_ERROR


@frozen
class ErrorClass:
    """The exception of a status."""

    name: str
    status: int
    description: str


def plan_errors(document: Node) -> tuple[ErrorClass, ...]:
    """Plan an exception for each status that an operation may be refused with, by the names of the responses.

    Raises:
        GenerationError: A status has several responses, or one that is no component and so has no name.
    """
    found: dict[int, str] = {}
    for path, method, operation in operations(document):
        for status, answer in operation["responses"].items():
            if int(status) >= FIRST_ERROR:
                _add(found, int(status), answer, f"{method.upper()} {path}")
    components = document["components"]["responses"]
    return tuple(
        ErrorClass(_class_name(name), status, one_line(components[name]["description"]))
        for status, name in sorted(found.items())
    )


def _add(found: dict[int, str], status: int, answer: Node, where: str) -> None:
    name = answer.get("$ref", "").rpartition("/")[2]
    if not name or found.setdefault(status, name) != name:
        message = f"{where}: the answer {status} must be one component for all operations, to give its exception a name"
        raise GenerationError(message)


def _class_name(response: str) -> str:
    name = response if response.endswith("Error") else f"{response}Error"
    return f"API{name}" if hasattr(builtins, name) else name
