"""The customers that every server holds or answers with: those of the mock."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from starlette.testclient import TestClient

from bench.paths import DOCUMENT
from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.settings import Settings

CUSTOMERS = 1000
GROUP = 2
PAGE = 50
_HEADERS = {"X-Auth-Token": Settings().token}


@dataclass(frozen=True)
class Data:
    """What the peers are given.

    Attributes:
        customers: All customers, as the API serves them.
        page: The first 50 of group 2, which is what a list is asked for.
        created: What answers a create request.
    """

    customers: list[dict[str, Any]]
    page: list[dict[str, Any]]
    created: dict[str, Any]


NEW = {"first_name": "Ada", "last_name": "Lovelace", "email": "{email}"}
"""The body of a create request."""


def made_up() -> Data:
    """Make the customers up, in the mock server itself."""
    with TestClient(create_app(Settings(seed_customers=CUSTOMERS)), base_url="http://127.0.0.1") as client:

        def get(**query: int) -> list[dict[str, Any]]:
            answer = client.get("/stores/abc123/v2/customers", params=query, headers=_HEADERS)
            customers: list[dict[str, Any]] = answer.json()
            return customers

        pages = [get(page=number, limit=250) for number in range(1, CUSTOMERS // 250 + 1)]
        page = get(customer_group_id=GROUP, limit=PAGE)
    return Data([customer for page in pages for customer in page], page, pages[0][0])


def with_examples(data: Data, file: Path) -> None:
    """Write the document with the very answers that the mock gives as its examples, for servers that answer with them.

    Args:
        data: The customers.
        file: The JSON file to write.
    """
    document = yaml.safe_load(DOCUMENT.read_text())
    responses = document["components"]["responses"]
    _set_example(responses["CustomerList"], data.page)
    for name in ("CustomerFound", "CustomerCreated", "CustomerCreatedOk"):
        _set_example(responses[name], data.created)
    file.write_text(json.dumps(document))


def _set_example(response: Mapping[str, Any], value: object) -> None:
    content = response["content"]["application/json"]
    content.pop("examples", None)
    content["example"] = value
