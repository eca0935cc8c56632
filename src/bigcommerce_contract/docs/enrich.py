"""The document as the page shows it: with its guides, and with what a reader asks of every operation."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from bigcommerce_contract.document import operations_of

Rules = Sequence[Mapping[str, Any]]


def enrich(document: Mapping[str, Any], guides: str, rules: Rules) -> dict[str, Any]:
    """Copy the document and put into its descriptions what it says elsewhere.

    Args:
        document: The bundle.
        guides: Markdown for the introduction; each heading becomes an entry of the page's sidebar.
        rules: The catalogue; each operation links to its own.

    Returns:
        A document of the same API.
    """
    shown = deepcopy(dict(document))
    # The other paragraphs are the guides in short, for readers of the document alone.
    lead = shown["info"]["description"].partition("\n\n")[0]
    shown["info"]["description"] = f"{lead}\n\n{guides}"
    for operation in operations_of(shown):
        own = [rule["id"] for rule in rules if operation["operationId"] in rule["operations"]]
        parts = [operation["description"].rstrip(), _access(operation, shown), _limits(operation), _links(own)]
        operation["description"] = "\n\n".join(parts)
    return shown


def _access(operation: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    required = operation.get("security", document["security"])
    scopes = [f"`{scope}`" for entry in required for named in entry.values() for scope in named]
    basic = any(not named for entry in required for named in entry.values())
    ways = [f"an access token with the scope {' or '.join(scopes)}"] if scopes else []
    return f"**Who may call it:** {'; '.join([*ways, *(['any account of the Basic form'] if basic else [])])}."


def _limits(operation: Mapping[str, Any]) -> str:
    statuses = " or ".join(f"`{status}`" for status in ("429", "509") if status in operation["responses"])
    guide = "[Errors and retries](#description/errors-and-retries)"
    return f"**Rate limit:** each call counts; {statuses} says that it is used up. What to do then: {guide}."


def _links(ids: Sequence[str]) -> str:
    links = ", ".join(f"[`{name}`](#rule-{name})" for name in ids)
    return f"<details><summary>{len(ids)} rules of the contract</summary>\n\n{links}\n\n</details>"
