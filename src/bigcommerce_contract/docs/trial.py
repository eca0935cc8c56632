"""A server that the page may send requests to."""

from dataclasses import dataclass, field


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
