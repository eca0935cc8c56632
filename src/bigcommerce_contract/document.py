"""The contract's two data files: the OpenAPI document and the catalogue of rules."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).resolve().parent
_PACKAGED = _HERE / "data"
_CHECKOUT = _HERE.parents[1]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_document() -> dict[str, Any]:
    """Give the bundled OpenAPI document.

    Returns:
        The parsed document. It is shared between callers: treat it as read-only.

    Raises:
        FileNotFoundError: If neither the installed package nor the checkout holds it.
    """
    document: dict[str, Any] = _parse("openapi.yaml", _CHECKOUT / "generated")
    return document


@cache
def load_rules() -> list[dict[str, Any]]:
    """Give the catalogue of rules, in the order of `spec/rules.yaml`.

    Returns:
        One mapping a rule. The list is shared between callers: treat it as read-only.

    Raises:
        FileNotFoundError: If neither the installed package nor the checkout holds it.
    """
    rules: list[dict[str, Any]] = _parse("rules.yaml", _CHECKOUT / "spec")["rules"]
    return rules


def operations_of(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give every operation of a document."""
    for path in document["paths"].values():
        yield from (member for member in path.values() if isinstance(member, dict) and "operationId" in member)


@cache
def password_properties() -> frozenset[str]:
    """Give the names of the properties that hold passwords."""
    properties = (schema.get("properties", {}) for schema in load_document()["components"]["schemas"].values())
    return frozenset(name for part in properties for name, each in part.items() if each.get("format") == "password")


@cache
def document_line(pointer: str) -> int:
    """Give the line of `generated/openapi.yaml` at which what a JSON pointer names begins.

    Args:
        pointer: A pointer as the catalogue has it, such as `/paths/~1customers/get`.

    Returns:
        The line, counted from 1; that of the last part that exists, if the pointer leads nowhere.
    """
    return _line(_nodes("openapi.yaml", _CHECKOUT / "generated"), pointer)


@cache
def rule_line(rule_id: str) -> int:
    """Give the line of `spec/rules.yaml` at which a rule begins; 1 for one that is not in the catalogue."""
    place = next((place for place, rule in enumerate(load_rules()) if rule["id"] == rule_id), None)
    return 1 if place is None else _line(_nodes("rules.yaml", _CHECKOUT / "spec"), f"/rules/{place}")


def _line(node: yaml.Node | None, pointer: str) -> int:
    line = 1
    for part in pointer.partition("/")[2].split("/"):
        found = _child(node, part.replace("~1", "/").replace("~0", "~"))
        if found is None:
            break
        line, node = found
    return line


def _child(node: yaml.Node | None, name: str) -> tuple[int, yaml.Node] | None:
    """Give the line of a key and its value, or of an item of a list and the item."""
    if isinstance(node, yaml.MappingNode):
        pairs: list[tuple[yaml.Node, yaml.Node]] = node.value
        return next(((key.start_mark.line + 1, value) for key, value in pairs if key.value == name), None)
    items: list[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else []
    item = items[int(name)] if name.isdecimal() and int(name) < len(items) else None
    return (item.start_mark.line + 1, item) if item is not None else None


@cache
def _nodes(name: str, checkout_folder: Path) -> yaml.Node | None:
    return yaml.compose(_find(name, checkout_folder).read_bytes(), Loader=_LOADER)


def locate(name: str, folder: str) -> Path:
    """Give the path of a data file.

    Args:
        name: Its path in the installed package's data.
        folder: The folder of a checkout in which it stands under the same path: `generated` or `spec`.

    Returns:
        The path in the package where that holds it, else the one in the checkout.
    """
    return _find(name, _CHECKOUT / folder)


def _parse(name: str, checkout_folder: Path) -> Any:  # noqa: ANN401 - YAML is any
    return yaml.load(_find(name, checkout_folder).read_bytes(), Loader=_LOADER)  # noqa: S506 - a safe loader


def _find(name: str, checkout_folder: Path) -> Path:
    packaged = _PACKAGED / name
    return packaged if packaged.exists() else checkout_folder / name
