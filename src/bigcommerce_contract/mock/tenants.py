"""The stores that one server holds apart: each with its credentials and its plan."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from bigcommerce_contract.mock.contract import Contract
from bigcommerce_contract.mock.settings import STORE_HASH, Settings, StoreSettings

Roles = frozenset[str]

_MOST_ON_DEMAND = 10_000


@dataclass(frozen=True)
class Tenant:
    """A store.

    Attributes:
        store: The store hash.
        tokens: Its access tokens with their scopes.
        basic: Its credentials of the Basic form, as `USER:KEY`.
        rate_limit: Requests in 30 seconds of the OAuth form.
        hourly_limit: Requests in an hour of the Basic form.
    """

    store: str
    tokens: Mapping[bytes, Roles] = field(repr=False)
    basic: tuple[bytes, ...] = field(repr=False)
    rate_limit: int
    hourly_limit: int

    def roles(self, token: bytes) -> Roles | None:
        """Give the scopes of a token; None where it is unknown to this store."""
        # Every token is compared, in constant time, so that an answer's delay tells nothing.
        found = [roles for known, roles in self.tokens.items() if hmac.compare_digest(known, token)]
        return found[0] if found else None


class Tenants:
    """All stores of a server.

    Args:
        contract: Names the scopes.
        settings: Names the stores.
    """

    def __init__(self, contract: Contract, settings: Settings) -> None:
        """Give each store its credentials."""
        self._everything, self._reading = contract.roles()
        self._settings = settings
        self._tenants = {name: self._shared(name) for name in settings.stores}
        self._tenants |= {store.hash: self._own(store) for store in settings.own_stores}

    def find(self, store: str) -> Tenant | None:
        """Give a store by its hash; where any store may exist, it exists from now on."""
        tenant = self._tenants.get(store)
        if tenant is None and self._settings.any_store and STORE_HASH.fullmatch(store):
            if len(self._tenants) >= _MOST_ON_DEMAND:
                self._tenants.pop(next(reversed(self._tenants)))
            tenant = self._tenants[store] = self._shared(store)
        return tenant

    def names(self) -> list[str]:
        """Give the hashes of all stores that exist so far, the first one first."""
        return list(self._tenants)

    def by_basic(self, credentials: bytes) -> Tenant | None:
        """Give the store that credentials of the Basic form belong to; the first, where several share them.

        Where any store may exist, its hash is a user name too: no URL of the Basic form could name it.
        """
        known = [(each, tenant) for tenant in self._tenants.values() for each in tenant.basic]
        # As with tokens, every one is compared.
        found = [tenant for each, tenant in known if hmac.compare_digest(each, credentials)]
        return found[0] if found else self._by_user_name(credentials)

    def _by_user_name(self, credentials: bytes) -> Tenant | None:
        user, _, key = credentials.partition(b":")
        shared_key = self._settings.basic.partition(":")[2].encode()
        if not self._settings.any_store or not hmac.compare_digest(key, shared_key):
            return None
        return self.find(user.decode("latin-1"))

    def _shared(self, store: str) -> Tenant:
        settings = self._settings
        tokens = {
            settings.token.encode(): self._everything,
            settings.read_only_token.encode(): self._reading,
            settings.no_scope_token.encode(): frozenset[str](),
        }
        return Tenant(store, tokens, (settings.basic.encode(),), settings.rate_limit, settings.rate_limit)

    def _own(self, store: StoreSettings) -> Tenant:
        tokens = {token.encode(): frozenset(scopes) for token, scopes in store.tokens.items()}
        basic = tuple(each.encode() for each in store.basic)
        return Tenant(store.hash, tokens, basic, store.rate_limit, store.hourly_limit)
