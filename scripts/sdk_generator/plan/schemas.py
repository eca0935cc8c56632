"""The classes of the schemas: frozen models of what is read, typed dictionaries of what is sent."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.union import UnionProperty

from sdk_generator.document import Node, resolve
from sdk_generator.failure import GenerationError
from sdk_generator.filters import decode, encode, is_converted, py_type, sent_type, writer
from sdk_generator.plan.texts import describe


@frozen
class Field:
    """A property of a schema as the templates need it.

    Attributes:
        name: Its name in Python.
        wire: Its name in JSON.
        type: Its type.
        required: Whether it must be there.
        description: What the document says of it.
        read: The expression that makes it of JSON.
        write: The expression that makes JSON of it; of a request, the function that takes and writes it.
    """

    name: str
    wire: str
    type: str
    required: bool
    description: str
    read: str
    write: str


@frozen
class Schema:
    """A class to write.

    Attributes:
        name: Its name, the component's.
        module: The module of a model.
        description: The component's description.
        fields: Its properties, in the document's order.
        uses: Names and modules of other classes that it holds.
        writable: The typed dictionary that an update takes of it, if there is one.
        writable_fields: The properties that it has in common with that.
    """

    name: str
    module: str
    description: str
    fields: tuple[Field, ...]
    uses: tuple[tuple[str, str], ...] = ()
    writable: str = ""
    writable_fields: tuple[str, ...] = ()


def properties_of(model: Any) -> list[Any]:  # noqa: ANN401 - the parser's model
    """Give the properties of a model in the document's order."""
    made = {str(prop.name.get_untrusted_value()): prop for prop in _properties(model)}
    order: dict[Any, Any] = model.data.properties or {}
    return [made[str(name.get_untrusted_value())] for name in order]


def _properties(model: Any) -> list[Any]:  # noqa: ANN401
    return [*(model.required_properties or []), *(model.optional_properties or [])]


def models_in(props: Iterable[Any]) -> dict[str, ModelProperty]:
    """Give all models that some properties hold, directly or deeper, by name."""
    found: dict[str, ModelProperty] = {}
    waiting = list(props)
    while waiting:
        prop = waiting.pop()
        if isinstance(prop, ListProperty):
            waiting.append(prop.inner_property)
        elif isinstance(prop, UnionProperty):
            waiting += prop.inner_properties
        elif isinstance(prop, ModelProperty) and str(prop.class_info.name) not in found:
            found[str(prop.class_info.name)] = prop
            waiting += _properties(prop)
    return found


def read_schema(document: Node, model: ModelProperty, update: ModelProperty | None) -> Schema:
    """Plan the frozen model of a schema that answers hold.

    Args:
        document: The document.
        model: The parser's model.
        update: The schema of the body that changes such an object, if there is one.
    """
    schema = _component(document, model)
    fields = tuple(_read_field(document, schema, prop) for prop in properties_of(model))
    held = models_in(properties_of(model))
    uses = sorted((name, str(inner.class_info.module_name)) for name, inner in held.items())
    sent = {str(prop.name.get_untrusted_value()) for prop in properties_of(update)} if update else set[str]()
    return Schema(
        name=str(model.class_info.name),
        module=str(model.class_info.module_name),
        description=schema.get("description", ""),
        fields=fields,
        uses=tuple(uses),
        writable=str(update.class_info.name) if update else "",
        writable_fields=tuple(field.name for field in fields if field.wire in sent),
    )


def sent_schema(document: Node, model: ModelProperty, *, nested: bool) -> Schema:
    """Plan the typed dictionary of a schema that requests hold.

    Args:
        document: The document.
        model: The parser's model.
        nested: Whether it is part of a body, so that its values are sent as they are.
    """
    schema = _component(document, model)
    if schema.get("additionalProperties") is not False:
        message = f"the schema {model.class_info.name} is sent, but not closed with additionalProperties: false"
        raise GenerationError(message)
    fields = tuple(_sent_field(document, schema, prop) for prop in properties_of(model))
    for field, prop in zip(fields, properties_of(model), strict=True) if nested else ():
        if field.name != field.wire or is_converted(prop):
            message = f"{model.class_info.name}.{field.wire} would be converted, which a nested property cannot be"
            raise GenerationError(message)
    return Schema(str(model.class_info.name), "", schema.get("description", ""), fields)


def _component(document: Node, model: ModelProperty) -> Node:
    components: Mapping[str, Node] = document["components"]["schemas"]
    name = str(model.name.get_untrusted_value())
    for component in (str(model.class_info.name), name):
        if component in components:
            return components[component]
    message = f"the object {name} is described in place: make it a component of its own"
    raise GenerationError(message)


def _read_field(document: Node, schema: Node, prop: Any) -> Field:  # noqa: ANN401
    source = _resolved(document, schema, prop)
    wire = str(prop.name.get_untrusted_value())
    name = source.get("x-sdk-name", str(prop.python_name))
    type_ = py_type(prop)
    value = f'data["{wire}"]' if prop.required else f'data.get("{wire}")'
    read = decode(prop, value)
    if not prop.required:
        type_ = type_ if type_.endswith("None") else f"{type_} | None"
        required_read = decode(prop, f'data["{wire}"]')
        if read != value and not read.startswith("None if"):
            read = f"None if {value} is None else {required_read}"
    write = encode(prop, f"self.{name}")
    if not prop.required and write != f"self.{name}" and not write.startswith("None if"):
        write = f"None if self.{name} is None else {write}"
    return Field(name, wire, type_, prop.required, describe(source), read, write)


def _sent_field(document: Node, schema: Node, prop: Any) -> Field:  # noqa: ANN401
    source = _resolved(document, schema, prop)
    wire = str(prop.name.get_untrusted_value())
    name = source.get("x-sdk-name", str(prop.python_name))
    return Field(name, wire, sent_type(prop), prop.required, describe(source), "", writer(prop))


def _resolved(document: Node, schema: Node, prop: Any) -> Node:  # noqa: ANN401
    wire = str(prop.name.get_untrusted_value())
    source = resolve(document, schema["properties"][wire])
    if not source.get("description"):
        message = f"the property {wire} has no description"
        raise GenerationError(message)
    return source
