"""How much of the document recordings exercise: operations, parameters, statuses, properties."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.judge.observation import observe
from bigcommerce_contract.check.judge.values import as_array, as_object
from bigcommerce_contract.document import load_document, operations_of

KINDS = ("operations", "parameters", "success statuses", "error statuses", "request properties", "response properties")


@dataclass(slots=True)
class Coverage:
    """What was seen of the document.

    Attributes:
        seen: For each of `KINDS`, the names of what was exercised: ``listCustomers email``, ``createCustomer 201``.
    """

    seen: dict[str, set[str]] = field(default_factory=lambda: {kind: set[str]() for kind in KINDS})

    def note(self, exchange: Exchange) -> None:
        """Take note of an exchange."""
        asked = observe(exchange).operation
        if asked is None:
            return
        operation, status = asked.id, exchange.response.status
        self.seen["operations"].add(operation)
        self.seen["parameters"] |= {f"{operation} {name}" for name, _ in parse_qsl(exchange.request.query)}
        self.seen["success statuses" if status < 300 else "error statuses"].add(f"{operation} {status}")
        if status < 300:
            self.seen["request properties"] |= {f"{operation} {name}" for name in _names(exchange.request)}
            self.seen["response properties"] |= {f"{operation} {name}" for name in _names(exchange.response)}

    def add(self, other: "Coverage") -> None:
        """Take in what another one saw."""
        for kind in KINDS:
            self.seen[kind] |= other.seen[kind]

    def data(self, exercised: Iterable[str], rules: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Give numbers and what is missing, by kind, the rules last.

        Args:
            exercised: Ids of the rules that an exchange could have shown broken.
            rules: The rules that there are.
        """
        whole = {**documented(), "rules": {str(rule["id"]) for rule in rules}}
        seen = {**self.seen, "rules": set(exercised)}
        return {kind: _share(seen[kind] & names, names) for kind, names in whole.items()}


def _share(seen: set[str], whole: set[str]) -> dict[str, Any]:
    return {"covered": len(seen), "of": len(whole), "missing": sorted(whole - seen)}


def _names(message: Any) -> Iterator[str]:  # noqa: ANN401 - a request or a response
    try:
        parsed = message.json()
    except (ValueError, RecursionError):
        return
    for item in as_array(parsed) or [parsed]:
        yield from _paths(item)


def _paths(node: object, before: str = "") -> Iterator[str]:
    for name, value in (as_object(node) or {}).items():
        yield f"{before}{name}"
        for item in as_array(value) or [value]:
            yield from _paths(item, f"{before}{name}.")


@cache
def documented() -> dict[str, set[str]]:
    """Give the names of what the document has, by kind."""
    whole: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for operation in operations_of(load_document()):
        name = operation["operationId"]
        whole["operations"].add(name)
        queries = (_resolved(each) for each in operation.get("parameters", []))
        whole["parameters"] |= {f"{name} {each['name']}" for each in queries if each["in"] == "query"}
        whole["request properties"] |= {f"{name} {path}" for path in _content(operation.get("requestBody", {}))}
        for status, response in operation["responses"].items():
            kind = "success statuses" if int(status) < 300 else "error statuses"
            whole[kind].add(f"{name} {status}")
            if int(status) < 300:
                whole["response properties"] |= {f"{name} {path}" for path in _content(_resolved(response))}
    return whole


def _content(part: dict[str, Any]) -> Iterator[str]:
    for media in part.get("content", {}).values():
        yield from _properties(media["schema"])


def _properties(schema: dict[str, Any], before: str = "") -> Iterator[str]:
    whole = _resolved(schema)
    if "items" in whole:
        yield from _properties(whole["items"], before)
    for name, child in whole.get("properties", {}).items():
        yield f"{before}{name}"
        yield from _properties(child, f"{before}{name}.")


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    found: Any = load_document() if "$ref" in node else node
    for key in node.get("$ref", "#").split("/")[1:]:
        found = found[key]
    resolved: dict[str, Any] = found
    return resolved


def to_text(data: Mapping[str, Mapping[str, Any]]) -> str:
    """Give a line a kind, with what is missing."""
    return "".join(f"{_line(kind, share)}\n" for kind, share in data.items())


def _line(kind: str, share: Mapping[str, Any]) -> str:
    percent = 100 * share["covered"] // max(1, share["of"])
    missing = f"  missing: {', '.join(share['missing'])}" if share["missing"] else ""
    return f"coverage of {kind}: {percent} % ({share['covered']} of {share['of']}){missing}"
