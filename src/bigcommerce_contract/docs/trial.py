"""A server that the page may send requests to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Trial:
    """Where requests of the page go, and the credentials that are filled in.

    Attributes:
        servers: URLs in place of the document's servers, in the same order: OAuth form, Basic form.
        token: Access token of the OAuth form.
        basic: User name and API token of the Basic form.
    """

    servers: tuple[str, ...]
    token: str = field(repr=False)
    basic: tuple[str, str] = field(repr=False)

    def aim(self, document: dict[str, Any]) -> None:
        """Point the document at the server, and leave its filters unticked until the reader chooses one.

        Args:
            document: A copy of the document, which is changed.
        """
        document["servers"] = [
            {"url": url, "description": server["description"]}
            for url, server in zip(self.servers, document["servers"], strict=True)
        ]
        for parameter in _filters(document):
            parameter["examples"] = {"filter": {"value": parameter.pop("example"), "x-disabled": True}}

    def authentication(self) -> dict[str, object]:
        """Give the credentials in the form that Scalar's configuration has."""
        username, password = self.basic
        return {
            "preferredSecurityScheme": "XAuthToken",
            "securitySchemes": {
                "XAuthToken": {"value": self.token},
                "BasicAuth": {"username": username, "password": password},
            },
        }


def _filters(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    parameters: list[dict[str, Any]] = [*document["components"]["parameters"].values()]
    yield from (parameter for parameter in parameters if parameter["in"] == "query" and "example" in parameter)
