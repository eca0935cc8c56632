"""What a mock server is started with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from bigcommerce_contract.document import load_document, operations_of
from bigcommerce_contract.mock.behaviour import Behaviour
from bigcommerce_contract.mock.faults.spec import Fault

STORE_HASH = re.compile(r"[A-Za-z0-9_-]{1,100}")
"""What stands in a URL as it is, so that the URLs that the server announces are the ones it serves."""


@dataclass(frozen=True, kw_only=True)
class StoreSettings:
    """A store with credentials and a plan of its own.

    Attributes:
        hash: The store hash.
        tokens: Its access tokens, each with the names of its scopes.
        basic: User names and API tokens of the Basic form, as `USER:KEY`. They name the store, which no URL of that
            form does.
        rate_limit: Requests that it serves in 30 seconds of the OAuth form.
        hourly_limit: Requests that it serves in an hour of the Basic form.
        seed_customers: How many made-up customers it starts with, where it is empty.

    Raises:
        ValueError: If the hash cannot stand in a URL, a credential is empty, the document does not know a scope or a
            number is out of range.
    """

    hash: str
    tokens: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]], repr=False)
    basic: tuple[str, ...] = field(default=(), repr=False)
    rate_limit: int = 1_000_000
    hourly_limit: int = 1_000_000
    seed_customers: int = 0

    def __post_init__(self) -> None:
        """Refuse what no server can be started with."""
        _require_hashes(self.hash)
        _require(all(self.tokens), "A token cannot be empty.")
        unknown = {scope for scopes in self.tokens.values() for scope in scopes if scope not in _scopes()}
        told = f"There is no scope {', '.join(sorted(unknown))}. Take {' or '.join(sorted(_scopes()))}."
        _require(not unknown, told)
        _require(all(":" in each for each in self.basic), "Basic credentials must have the form USER:KEY.")
        _require(self.seed_customers >= 0, "The number of customers to seed cannot be negative.")
        _require(min(self.rate_limit, self.hourly_limit) >= 1, "The rate limit must be 1 or higher.")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The options of a mock server; the defaults are those of the command line.

    Attributes:
        host: The address to listen on.
        port: The TCP port to listen on; 0 takes a free one.
        database_url: A SQLAlchemy URL: `sqlite://` keeps the data in memory, `sqlite:///FILE` on disk,
            `postgresql://USER@HOST/NAME` in PostgreSQL.
        seed_customers: How many made-up customers an empty store starts with.
        stores: The store hashes that exist, with the credentials below. The Basic form serves the first one.
        own_stores: Further stores, with credentials and plans of their own.
        any_store: Whether every other store hash exists too, with the credentials below, empty at its first request.
        token: The access token with the scope for every operation.
        read_only_token: The access token with the scope for reading only.
        no_scope_token: The access token without any scope for customers.
        basic: User name and API token of the Basic form, as `USER:KEY`.
        rate_limit: Requests a store may serve in 30 seconds (OAuth form) and in an hour (Basic form).
        workers: How many processes serve; more than one needs a database on disk or a server.
        behaviour: The switches for what no source settles.
        faults: What goes wrong on purpose.
        fault_seed: The same number gives the same faults to the same requests.
        control: Whether `/_mock/` and the header `X-Mock-Fault` are served.
        access_log: Whether each request is told on standard error.
        tls_self_signed: Whether to speak https, with a certificate of an authority that is made for this run.

    Raises:
        ValueError: If the address is empty, there is no store or one that no URL can name, or one twice, two tokens or
            two stores' Basic credentials are equal, `basic` lacks its colon or a number is out of range.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    database_url: str = field(default="sqlite://", repr=False)
    seed_customers: int = 0
    stores: tuple[str, ...] = ("abc123",)
    own_stores: tuple[StoreSettings, ...] = ()
    any_store: bool = False
    token: str = field(default="full-token", repr=False)
    read_only_token: str = field(default="read-only-token", repr=False)
    no_scope_token: str = field(default="no-scope-token", repr=False)
    basic: str = field(default="mock-user:mock-key", repr=False)
    rate_limit: int = 1_000_000
    workers: int = 1
    behaviour: Behaviour = field(default_factory=Behaviour)
    faults: tuple[Fault, ...] = ()
    fault_seed: int = 0
    control: bool = True
    access_log: bool = False
    tls_self_signed: bool = False

    def __post_init__(self) -> None:
        """Refuse what no server can be started with."""
        # An empty address would be that of every interface.
        _require(bool(self.host.strip()), "Name an address to listen on, such as 127.0.0.1.")
        names = self.store_names()
        _require(bool(names) and all(names), "Name at least one store.")
        _require_hashes(*names)
        _require(len(set(names)) == len(names), "A store is named twice.")
        tokens = (self.token, self.read_only_token, self.no_scope_token)
        _require(all(tokens), "A token cannot be empty.")
        _require(len(set(tokens)) == len(tokens), "The three tokens must differ from each other.")
        _require(":" in self.basic, "Basic credentials must have the form USER:KEY.")
        self._require_different_basic()
        _require(self.seed_customers >= 0, "The number of customers to seed cannot be negative.")
        _require(self.rate_limit >= 1, "The rate limit must be 1 or higher.")
        aimed = {fault.store for fault in self.faults} - {None, *names}
        _require(not aimed or self.any_store, f"There is no store {', '.join(map(str, aimed))} for a fault to strike.")
        _require(self.workers >= 1, "The number of workers must be 1 or higher.")

    def _require_different_basic(self) -> None:
        shared = (self.basic,) if self.stores else ()
        given = [*shared, *(each for store in self.own_stores for each in set(store.basic))]
        users = {each.partition(":")[0] for each in given if given.count(each) > 1}
        told = (
            f"Basic credentials of {', '.join(sorted(users))} are given twice. They name the store: each has its own."
        )
        _require(not users, told)

    def store_names(self) -> tuple[str, ...]:
        """Give the hashes of all stores that exist from the start."""
        return (*self.stores, *(store.hash for store in self.own_stores))

    def first(self) -> tuple[str, str, str]:
        """Give a store with a token and Basic credentials that open it; empty where it has none."""
        if self.stores:
            return self.stores[0], self.token, self.basic
        own = self.own_stores[0]
        return own.hash, next(iter(own.tokens), ""), next(iter(own.basic), ":")

    def seeds(self) -> dict[str, int]:
        """Give the number of customers that each store starts with."""
        own = {store.hash: store.seed_customers for store in self.own_stores}
        return dict.fromkeys(self.stores, self.seed_customers) | own


def _require_hashes(*names: str) -> None:
    told = "A store hash holds letters, digits, - and _, no slash or blank."
    _require(all(map(STORE_HASH.fullmatch, names)), told)


@cache
def _scopes() -> frozenset[str]:
    document = load_document()
    needs = [need for each in operations_of(document) for need in each.get("security", document["security"])]
    return frozenset(scope for need in needs for scopes in need.values() for scope in scopes)


def _require(condition: bool, message: str) -> None:  # noqa: FBT001 - reads as a sentence at every call
    if not condition:
        raise ValueError(message)
