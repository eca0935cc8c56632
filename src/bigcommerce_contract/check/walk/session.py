"""What the walk needs of the connection to a target."""

from collections.abc import Mapping
from typing import Any, Protocol

from bigcommerce_contract.check.exchange import Exchange, Form, Role

Query = Mapping[str, Any] | list[tuple[str, Any]] | str | None


class Marks(Protocol):
    """Makes addresses that no other run and no person has."""

    last_name: str

    def email(self, label: str = "customer") -> str:
        """Give an address that this run has not used before."""
        ...


class Session(Protocol):
    """Sends requests in the name of a role and gives back the exchanges."""

    @property
    def roles(self) -> frozenset[Role]:
        """The credentials that there are."""
        ...

    @property
    def marker(self) -> Marks:
        """The marks of this run."""
        ...

    def send(  # noqa: PLR0913 - one keyword for each part of a request
        self,
        method: str,
        path: str,
        *,
        role: Role = Role.FULL,
        form: Form | None = None,
        query: Query = None,
        json: object = ...,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Exchange:
        """Send one request; an answer is never an error, whatever its status."""
        ...
