"""What the document says of the parts of traffic: which headers there are, and where passwords stand."""

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeGuard, cast

from bigcommerce_contract.document import load_document, password_properties


def as_object(value: object) -> dict[str, Any] | None:
    """Give a JSON object, None for anything else."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def as_array(value: object) -> list[Any] | None:
    """Give a JSON array, None for anything else."""
    return value if _is_array(value) else None


def _is_array(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


@cache
def documented_headers() -> dict[str, str]:
    """Give the names of the response headers of the document, as it writes them, by their lower-case form."""
    responses = load_document()["components"]["responses"].values()
    names = {name for response in responses for name in response.get("headers", {})}
    return {name.lower(): name for name in (*names, "Content-Type")}


@cache
def longest_text() -> int:
    """Give the number of characters of the longest text that a property may hold."""
    properties = (schema.get("properties", {}) for schema in load_document()["components"]["schemas"].values())
    longest: int = max(each.get("maxLength", 0) for part in properties for each in part.values())
    return longest


@cache
def documented_passwords() -> frozenset[str]:
    """Give the passwords that the document shows: everybody knows them."""
    return frozenset(_shown(load_document()))


def _shown(node: object) -> Iterator[str]:
    items: list[tuple[Any, Any]] = [*(as_object(node) or {}).items(), *enumerate(as_array(node) or [])]
    for key, child in items:
        if key in password_properties() and isinstance(child, str):
            yield child
        yield from _shown(child)
