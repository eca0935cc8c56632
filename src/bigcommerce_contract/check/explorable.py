"""The document as schemathesis gets it: what takes its generators seconds is said in a way that takes them none."""

from collections.abc import Iterator
from typing import Any, cast

from bigcommerce_contract.document import load_document

_LONGEST = 300
_LOOKAHEAD = "(?="


def explorable_document() -> dict[str, Any]:
    """Return a copy of the document to generate from; answers are judged by the document itself.

    A pattern with a look-ahead gives way to the schema's own examples, and texts end after a few hundred characters:
    trying lengths around 65,535 and drawing strings until a look-ahead holds was measured at 30 seconds a run.
    """
    return dict(_entries(load_document()))


def _explorable(node: object) -> object:
    if isinstance(node, list):
        return [_explorable(item) for item in cast("list[object]", node)]
    return dict(_entries(cast("dict[str, Any]", node))) if isinstance(node, dict) else node


def _entries(node: dict[str, Any]) -> Iterator[tuple[str, object]]:
    unmatched = _LOOKAHEAD in str(node.get("pattern", "")) and "examples" in node
    for name, value in node.items():
        if unmatched and name in {"pattern", "minLength", "maxLength", "format"}:
            continue
        yield name, min(value, _LONGEST) if name == "maxLength" and isinstance(value, int) else _explorable(value)
    if unmatched:
        yield "enum", node["examples"]
