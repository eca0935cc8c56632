"""Who sends a request, and what that allows (S01 to S04; spec/DECISIONS.md)."""

import base64
import binascii
from typing import NamedTuple

from bigcommerce_contract.mock.contract import Form, Operation
from bigcommerce_contract.mock.errors import ApiError
from bigcommerce_contract.mock.tenants import Tenant, Tenants


class Caller(NamedTuple):
    """Somebody with known credentials.

    Attributes:
        tenant: The store that the credentials belong to.
        scheme: The security scheme, by its name in the document.
        roles: The roles (scopes) that the credentials carry.
    """

    tenant: Tenant
    scheme: str
    roles: frozenset[str]

    @property
    def store(self) -> str:
        """The store hash."""
        return self.tenant.store


def identify(tenants: Tenants, form: Form, store: str | None, credentials: str) -> Caller:
    """Find out who sends a request.

    Args:
        tenants: The stores.
        form: The form of the API that is asked.
        store: The store hash of the path; None in the form that has none.
        credentials: The value of the form's header; empty where it is missing.

    Returns:
        The caller.

    Raises:
        ApiError: 401 where the store or the credentials are unknown.
    """
    if store is None:
        tenant = tenants.by_basic(_user_and_key(credentials))
        if tenant is None:
            raise ApiError(401, headers={"WWW-Authenticate": "Basic"})
        return Caller(tenant, form.scheme, frozenset())
    tenant = tenants.find(store)
    roles = tenant.roles(credentials.encode("latin-1")) if tenant else None
    if tenant is None or roles is None:
        raise ApiError(401)
    return Caller(tenant, form.scheme, roles)


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


def _user_and_key(credentials: str) -> bytes:
    scheme, _, encoded = credentials.partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""
