"""Who sends a request, and what that allows (S01 to S04; spec/DECISIONS.md)."""

import base64
import binascii
import hmac
from dataclasses import dataclass

from bigcommerce_contract.mock.contract import Contract, Form, Operation
from bigcommerce_contract.mock.errors import ApiError
from bigcommerce_contract.mock.settings import Settings


@dataclass(frozen=True)
class Caller:
    """Somebody with known credentials.

    Attributes:
        store: The store hash.
        scheme: The security scheme, by its name in the document.
        roles: The roles (scopes) that the credentials carry.
    """

    store: str
    scheme: str
    roles: frozenset[str]


class Gatekeeper:
    """Knows the stores and their credentials.

    Args:
        contract: Names the roles.
        settings: Names stores, tokens and the Basic user.
    """

    def __init__(self, contract: Contract, settings: Settings) -> None:
        """Give each token its roles."""
        everything, reading = contract.roles()
        self._stores = settings.stores
        self._basic = settings.basic.encode()
        self._tokens = {
            settings.token.encode(): everything,
            settings.read_only_token.encode(): reading,
            settings.no_scope_token.encode(): frozenset[str](),
        }

    def identify(self, form: Form, store: str | None, credentials: str) -> Caller:
        """Find out who sends a request.

        Args:
            form: The form of the API that is asked.
            store: The store hash of the path; None in the form that has none.
            credentials: The value of the form's header; empty where it is missing.

        Returns:
            The caller.

        Raises:
            ApiError: 401 where the store or the credentials are unknown.
        """
        if store is None:
            self._require_basic(credentials)
            return Caller(self._stores[0], form.scheme, frozenset())
        roles = self._roles(credentials.encode("latin-1"))
        if roles is None or store not in self._stores:
            raise ApiError(401)
        return Caller(store, form.scheme, roles)

    def _roles(self, sent: bytes) -> frozenset[str] | None:
        # Every token is compared, in constant time, so that an answer's delay tells nothing.
        found = [roles for token, roles in self._tokens.items() if hmac.compare_digest(token, sent)]
        return found[0] if found else None

    def _require_basic(self, credentials: str) -> None:
        scheme, _, encoded = credentials.partition(" ")
        try:
            sent = base64.b64decode(encoded.strip(), validate=True)
        except (binascii.Error, ValueError):
            sent = b""
        if scheme.lower() != "basic" or not hmac.compare_digest(self._basic, sent):
            raise ApiError(401, headers={"WWW-Authenticate": "Basic"})


def require_scope(caller: Caller, operation: Operation) -> None:
    """Make sure that a caller may use an operation.

    Args:
        caller: Who asks.
        operation: What for.

    Raises:
        ApiError: 403 where no alternative of the operation's security is met.
    """
    for scheme, roles in operation.requirements:
        if scheme == caller.scheme and roles <= caller.roles:
            return
    raise ApiError(403)
