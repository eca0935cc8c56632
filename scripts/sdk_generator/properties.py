"""Property classes for string formats that openapi-python-client does not know."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, ClassVar, Final

from attrs import define
from openapi_python_client.parser import properties as parser
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.string import StringProperty


@define
class Rfc2822Property(DateTimeProperty):
    """A moment written as `Tue, 13 Nov 2012 21:16:41 +0000`; the parser itself takes date-time for ISO 8601."""

    # Its own name, as unions of the parser drop a member whose name they have seen.
    _type_string: ClassVar[str] = "Rfc2822"


@define
class DecimalProperty(StringProperty):
    """A decimal number written as text."""

    _type_string: ClassVar[str] = "Decimal"


_FORMATS: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {"date-time-rfc-2822": Rfc2822Property, "decimal": DecimalProperty}
)


@contextmanager
def own_formats() -> Generator[None]:
    """Let the parser make our classes for our formats; it has no other way to add one."""
    original = parser._string_based_property  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - there is no public way

    def string_based_property(**arguments: Any) -> Any:  # noqa: ANN401 - passed on as they are
        made = original(**arguments)
        own = _FORMATS.get(arguments["data"].schema_format)
        if own is None or not isinstance(made, StringProperty):
            return made
        return own(
            name=made.name,
            required=made.required,
            default=None,
            python_name=made.python_name,
            description=made.description,
            example=made.example,
        )

    setattr(parser, "_string_based_property", string_based_property)  # noqa: B010 - a private name of another package
    try:
        yield
    finally:
        setattr(parser, "_string_based_property", original)  # noqa: B010
