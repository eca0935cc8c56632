"""The methods of the operations."""

import re
from typing import Any, Final

from attrs import frozen
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import AnyProperty, ModelProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.strings import snake_case

from sdk_generator.document import Node, resolve
from sdk_generator.failure import GenerationError
from sdk_generator.filters import decode, py_type, sent_type, writer
from sdk_generator.plan.schemas import sent_schema
from sdk_generator.plan.texts import describe, one_line

_REPEATABLE: Final = frozenset({"get", "put", "delete"})
_PLAIN_TYPES: Final = frozenset({"bool", "int", "str"})


@frozen
class Argument:
    """An argument of a method, and the function of the runtime that takes and writes it."""

    name: str
    wire: str
    type: str
    required: bool
    description: str
    writer: str


@frozen
class Paging:
    """How a list is walked through: names of arguments, and how many items a full page holds."""

    page: str
    limit: str
    cursor: str
    key: str
    default_limit: int
    maximum_limit: int


@frozen
class Operation:
    """A method of the client."""

    id: str
    function: str
    method: str
    tag: str
    verb: str
    path: str
    summary: str
    description: str
    deprecated: bool
    confirm: bool
    repeatable: bool
    path_arguments: tuple[Argument, ...]
    query_arguments: tuple[Argument, ...]
    body_arguments: tuple[Argument, ...]
    result: str
    item: str
    item_model: ModelProperty | None
    body_model: ModelProperty | None
    success: str
    decodes: tuple[tuple[tuple[int, ...], str], ...]
    paging: Paging | None
    errors: tuple[int, ...]
    example: str

    @property
    def keywords(self) -> tuple[Argument, ...]:
        """The arguments given by keyword, required ones first."""
        return tuple(sorted((*self.query_arguments, *self.body_arguments), key=lambda argument: not argument.required))


def plan_operation(document: Node, endpoint: Endpoint, path: str, raw: Node) -> Operation:
    """Plan the method of an operation.

    Args:
        document: The document.
        endpoint: What the parser made of the operation.
        path: Its path as the document has it.
        raw: The operation in the document, its parameters resolved.

    Raises:
        GenerationError: The templates cannot honour it.
    """
    described = {parameter["name"]: parameter for parameter in raw["parameters"]}
    body = _body(endpoint)
    successes = _successes(endpoint)
    content = next((prop for _, prop in successes if prop), None)
    result = _result_property(raw, content)
    operation = Operation(
        id=raw["operationId"],
        function=str(endpoint.name),
        method=raw["x-sdk-method"],
        tag=snake_case(raw["tags"][0]),
        verb=endpoint.method.upper(),
        path=path,
        summary=raw["summary"],
        description=raw.get("description", ""),
        deprecated=raw.get("deprecated", False),
        confirm=raw.get("x-sdk-confirm", False),
        repeatable=endpoint.method in _REPEATABLE or raw.get("x-sdk-idempotent", False),
        path_arguments=tuple(_path_argument(document, prop, described) for prop in endpoint.path_parameters),
        query_arguments=tuple(_query_argument(document, prop, described) for prop in endpoint.query_parameters),
        body_arguments=_body_arguments(document, body),
        result=py_type(result or content) if content else "None",
        item=py_type(content.inner_property) if isinstance(content, ListProperty) else "",
        item_model=None if result else _item_model(content),
        body_model=body,
        success=_success(document, raw),
        decodes=_decodes(successes, content, result),
        paging=_paging(document, raw, described),
        errors=tuple(int(status) for status in raw["responses"] if int(status) >= 300),
        example=_example(raw),
    )
    _check_names(operation)
    return operation


def _body(endpoint: Endpoint) -> ModelProperty | None:
    if not endpoint.bodies:
        return None
    prop = endpoint.bodies[0].prop
    if not isinstance(prop, ModelProperty):
        message = f"{endpoint.name} takes a body that is no object"
        raise GenerationError(message)
    return prop


def _body_arguments(document: Node, body: ModelProperty | None) -> tuple[Argument, ...]:
    if body is None:
        return ()
    return tuple(
        Argument(field.name, field.wire, field.type, field.required, field.description, field.write)
        for field in sent_schema(document, body, nested=False).fields
    )


def _path_argument(document: Node, prop: Any, described: dict[str, Node]) -> Argument:  # noqa: ANN401
    writers = {IntProperty: "number_segment", StringProperty: "text_segment"}
    if type(prop) not in writers:
        message = f"the path parameter {prop.name.get_untrusted_value()} is neither an integer nor a text"
        raise GenerationError(message)
    return _argument(document, prop, described, writers[type(prop)])


def _query_argument(document: Node, prop: Any, described: dict[str, Node]) -> Argument:  # noqa: ANN401
    if isinstance(prop, (ListProperty, ModelProperty)):
        message = f"the query parameter {prop.name.get_untrusted_value()} is no single value"
        raise GenerationError(message)
    return _argument(document, prop, described, writer(prop))


def _argument(document: Node, prop: Any, described: dict[str, Node], write: str) -> Argument:  # noqa: ANN401
    wire = str(prop.name.get_untrusted_value())
    raw = described[wire]
    text = describe(resolve(document, raw["schema"]), raw["description"])
    return Argument(str(prop.python_name), wire, sent_type(prop), prop.required, text, write)


def _successes(endpoint: Endpoint) -> list[tuple[int, Any]]:
    return [
        (response.status_code.range[0], None if isinstance(response.prop, AnyProperty) else response.prop)
        for response in endpoint.responses
        if response.status_code.range
    ]


def _result_property(raw: Node, content: Any) -> Any:  # noqa: ANN401 - the parser's properties
    """Give the property that is all there is to an answer, such as `count`; None where the answer is the result."""
    wanted = raw.get("x-sdk-result")
    if wanted is None:
        return None
    required = (content.required_properties or []) if isinstance(content, ModelProperty) else []
    found = next((prop for prop in required if prop.name.get_untrusted_value() == wanted), None)
    if found is None or py_type(found) not in _PLAIN_TYPES:
        message = f"{raw['operationId']}: x-sdk-result names {wanted}, no required plain property of the answer"
        raise GenerationError(message)
    return found


def _decodes(successes: list[tuple[int, Any]], content: Any, result: Any) -> tuple[tuple[tuple[int, ...], str], ...]:  # noqa: ANN401
    """Give, for each kind of success, its statuses and the expression of its result."""
    types = {py_type(prop) for _, prop in successes if prop}
    empty = tuple(status for status, prop in successes if prop is None)
    if len(types) > 1 or (empty and content is not None and not isinstance(content, ListProperty)):
        message = f"answers of success differ: {', '.join(sorted(types)) or 'nothing'} or an empty body"
        raise GenerationError(message)
    full = tuple(status for status, prop in successes if prop)
    nothing = "[]" if content else "None"
    decoded = [(full, _decode(content, result))] if content else []
    return tuple(decoded + ([(empty, nothing)] if empty else []))


def _decode(content: Any, result: Any) -> str:  # noqa: ANN401
    if result is None:
        return decode(content, "json.loads(answer.content)")
    return f'plain(json.loads(answer.content)["{result.name.get_untrusted_value()}"], {py_type(result)})'


def _item_model(content: Any) -> ModelProperty | None:  # noqa: ANN401
    prop = content.inner_property if isinstance(content, ListProperty) else content
    return prop if isinstance(prop, ModelProperty) else None


def _paging(document: Node, raw: Node, described: dict[str, Node]) -> Paging | None:
    names = raw.get("x-sdk-pagination")
    if not names:
        return None
    limit = resolve(document, described[names["limit"]]["schema"]) if names["limit"] in described else {}
    if not {"default", "maximum"} <= limit.keys() or not {names["page"], names["cursor"]} <= described.keys():
        message = f"{raw['operationId']} is paged, but lacks a parameter of x-sdk-pagination or the limit's bounds"
        raise GenerationError(message)
    return Paging(
        page=names["page"],
        limit=names["limit"],
        cursor=names["cursor"],
        key=names["cursor_property"],
        default_limit=limit["default"],
        maximum_limit=limit["maximum"],
    )


def _success(document: Node, raw: Node) -> str:
    first = next(answer for status, answer in raw["responses"].items() if str(status).startswith("2"))
    return one_line(resolve(document, first)["description"])


def _example(raw: Node) -> str:
    samples = [sample["source"] for sample in raw.get("x-codeSamples", []) if sample["lang"] == "Python"]
    # Without the docstring of the sample, which says again what the method is for.
    return re.sub(r'\A""".*?"""\s*', "", samples[0], flags=re.DOTALL) if samples else ""


def _check_names(operation: Operation) -> None:
    names = [argument.name for argument in (*operation.path_arguments, *operation.keywords)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        message = f"{operation.id} has several arguments called {', '.join(twice)}"
        raise GenerationError(message)
