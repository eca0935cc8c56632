"""One Python expression for each property: its type, how it is read from JSON, how it is sent.

These stand in for openapi-python-client's property templates, whose code is several statements for each property.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from openapi_python_client.parser.properties import AnyProperty, LiteralEnumProperty, ModelProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from .failure import GenerationError
from .properties import DecimalProperty, Rfc2822Property

Property = Any

_TYPES: Final[Mapping[type, str]] = MappingProxyType(
    {
        AnyProperty: "Any",
        BooleanProperty: "bool",
        DateProperty: "dt.date",
        DateTimeProperty: "dt.datetime",
        DecimalProperty: "Decimal",
        FloatProperty: "float",
        IntProperty: "int",
        NoneProperty: "None",
        Rfc2822Property: "dt.datetime",
        StringProperty: "str",
        UuidProperty: "UUID",
    }
)
# Where a class has more than one form that is sent without doubt, the caller may give either.
_SENT_TYPES: Final[Mapping[type, str]] = MappingProxyType(
    {**_TYPES, DecimalProperty: "Decimal | str", Rfc2822Property: "dt.datetime | dt.date"}
)
# What a property reads from JSON, and what it writes; a class that is missing is the same in Python and JSON.
_READERS: Final[Mapping[type, str]] = MappingProxyType(
    {
        DateProperty: "dt.date.fromisoformat({})",
        DateTimeProperty: "dt.datetime.fromisoformat({})",
        # By way of text, so that 0.1 does not become the nearest binary fraction.
        DecimalProperty: "Decimal(str({}))",
        Rfc2822Property: "parse_rfc2822({})",
        UuidProperty: "UUID({})",
    }
)
_WRITERS: Final[Mapping[type, str]] = MappingProxyType(
    {
        DateProperty: "{}.isoformat()",
        DateTimeProperty: "{}.isoformat()",
        DecimalProperty: "decimal_text({})",
        ModelProperty: "{}.to_dict()",
        Rfc2822Property: "format_rfc2822({})",
        UuidProperty: "str({})",
    }
)
# The function of the runtime that converts a set of classes for a parameter or a body.
_CONVERTERS: Final[Mapping[frozenset[type], str]] = MappingProxyType(
    {
        frozenset({DecimalProperty}): "decimal_text",
        frozenset({DecimalProperty, FloatProperty}): "amount_json",
        frozenset({DateProperty}): "date_argument",
        frozenset({Rfc2822Property}): "rfc2822_filter",
        frozenset({Rfc2822Property, DateProperty}): "rfc2822_filter",
        frozenset({Rfc2822Property, DateTimeProperty}): "rfc2822_filter",
        frozenset({Rfc2822Property, DateTimeProperty, DateProperty}): "rfc2822_filter",
        frozenset({UuidProperty}): "uuid_argument",
    }
)
# The function that takes a class which is sent as it is. Where there may be several, the type checker alone tells.
_TAKERS: Final[Mapping[frozenset[type], str]] = MappingProxyType(
    {
        frozenset({BooleanProperty}): "boolean_argument",
        frozenset({FloatProperty}): "number_argument",
        frozenset({IntProperty}): "integer_argument",
        frozenset({ModelProperty}): "object_argument",
        frozenset({StringProperty}): "text_argument",
    }
)
_SENT_AS_THEY_ARE: Final = frozenset({BooleanProperty, FloatProperty, IntProperty, StringProperty, LiteralEnumProperty})


def py_type(prop: Property) -> str:
    """Give the type of a property that is read."""
    return _type(prop, _TYPES)


def sent_type(prop: Property) -> str:
    """Give the type of an argument that is sent."""
    return _type(prop, _SENT_TYPES)


def _type(prop: Property, names: Mapping[type, str]) -> str:
    if isinstance(prop, ModelProperty):
        return str(prop.class_info.name)
    if isinstance(prop, ListProperty):
        return f"list[{_type(prop.inner_property, names)}]"
    if isinstance(prop, LiteralEnumProperty):
        values = ", ".join(sorted(map(repr, prop.values)))
        # Open: a value that the document does not know yet must not fail a page.
        return f"Literal[{values}] | {prop.value_type.__name__}"
    if isinstance(prop, UnionProperty):
        members = [_type(inner, names).split(" | ") for inner in prop.inner_properties]
        return " | ".join(dict.fromkeys(name for member in members for name in member))
    return _known(prop, names)


def _known(prop: Property, names: Mapping[type, str]) -> str:
    if _class(prop) not in names:
        message = f"the property {_name(prop)} is a {_class(prop).__name__}, for which the templates have no type"
        raise GenerationError(message)
    return names[_class(prop)]


def decode(prop: Property, value: str) -> str:
    """Give the expression that makes a property of its JSON value."""
    if isinstance(prop, ModelProperty):
        return f"{prop.class_info.name}.from_dict({value})"
    return _convert(prop, value, _READERS, decode)


def encode(prop: Property, value: str) -> str:
    """Give the expression that makes the JSON value of a property that was read."""
    return _convert(prop, value, _WRITERS, encode)


def _convert(prop: Property, value: str, forms: Mapping[type, str], again: Callable[[Property, str], str]) -> str:
    if isinstance(prop, ListProperty):
        item = again(prop.inner_property, "item")
        source = f"array({value})" if again is decode else value
        return value if item == "item" else f"[{item} for item in {source}]"
    if isinstance(prop, UnionProperty):
        return _optional(again(_only_member(prop), value), value, "None")
    return forms.get(_class(prop), "{}").format(value)


def _only_member(prop: UnionProperty) -> Property:
    members = [inner for inner in prop.inner_properties if not isinstance(inner, NoneProperty)]
    if len(members) != 1:
        message = f"the property {_name(prop)} may be one of several types in an answer, which the client cannot tell"
        raise GenerationError(message)
    return members[0]


def writer(prop: Property) -> str:
    """Give the name of the function that takes an argument and makes what is sent of it."""
    if is_converted(prop):
        return _CONVERTERS[_classes(prop)]
    _check_plain(prop)
    return _TAKERS.get(_classes(prop), "any_argument")


def is_converted(prop: Property) -> bool:
    """Tell whether an argument is sent in another form than Python has it."""
    return _classes(prop) in _CONVERTERS


def _optional(converted: str, value: str, absent: str) -> str:
    return value if converted == value else f"{absent} if {value} is None else {converted}"


def _classes(prop: Property) -> frozenset[type]:
    inner: list[Property] = list(prop.inner_properties) if isinstance(prop, UnionProperty) else [prop]
    return frozenset(_class(member) for member in inner)


def _class(prop: object) -> type:
    return type(prop)


def _check_plain(prop: Property) -> None:
    if isinstance(prop, ListProperty):
        _check_plain(prop.inner_property)
    elif not _classes(prop) <= _SENT_AS_THEY_ARE | {ModelProperty}:
        message = f"the property {_name(prop)} is a {type(prop).__name__}, which the templates cannot send"
        raise GenerationError(message)


def is_nullable(prop: Property) -> bool:
    """Tell whether a property may be null."""
    return isinstance(prop, UnionProperty) and any(isinstance(inner, NoneProperty) for inner in prop.inner_properties)


def _name(prop: Property) -> str:
    return str(prop.name.get_untrusted_value())
