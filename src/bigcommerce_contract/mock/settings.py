"""What a mock server is started with."""

import re
from dataclasses import dataclass, field

# What stands in a URL as it is, so that the URLs that the server announces are the ones it serves.
_HASH = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The options of a mock server; the defaults are those of the command line.

    Attributes:
        host: The address to listen on.
        port: The TCP port to listen on; 0 takes a free one.
        database_url: A SQLAlchemy URL: `sqlite://` keeps the data in memory, `sqlite:///FILE` on disk.
        seed_customers: How many made-up customers an empty store starts with.
        stores: The store hashes that exist. The Basic form serves the first one.
        token: The access token with the scope for every operation.
        read_only_token: The access token with the scope for reading only.
        no_scope_token: The access token without any scope for customers.
        basic: User name and API token of the Basic form, as `USER:KEY`.
        workers: How many processes serve; more than one needs a database on disk or a server.
        rate_limit: Requests a store may serve in 30 seconds (OAuth form) and in an hour (Basic form).

    Raises:
        ValueError: If there is no store or one that no URL can name, two tokens are equal, `basic` lacks its colon or
            a number is out of range.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    database_url: str = field(default="sqlite://", repr=False)
    seed_customers: int = 0
    stores: tuple[str, ...] = ("abc123",)
    token: str = field(default="full-token", repr=False)
    read_only_token: str = field(default="read-only-token", repr=False)
    no_scope_token: str = field(default="no-scope-token", repr=False)
    basic: str = field(default="mock-user:mock-key", repr=False)
    rate_limit: int = 1_000_000
    workers: int = 1

    def __post_init__(self) -> None:
        """Refuse what no server can be started with."""
        _require(bool(self.stores) and all(self.stores), "Name at least one store.")
        _require(
            all(map(_HASH.fullmatch, self.stores)), "A store hash holds letters, digits, - and _, no slash or blank."
        )
        tokens = (self.token, self.read_only_token, self.no_scope_token)
        _require(all(tokens), "A token cannot be empty.")
        _require(len(set(tokens)) == len(tokens), "The three tokens must differ from each other.")
        _require(":" in self.basic, "Basic credentials must have the form USER:KEY.")
        _require(self.seed_customers >= 0, "The number of customers to seed cannot be negative.")
        _require(self.rate_limit >= 1, "The rate limit must be 1 or higher.")
        _require(self.workers >= 1, "The number of workers must be 1 or higher.")


def _require(condition: bool, message: str) -> None:  # noqa: FBT001 - reads as a sentence at every call
    if not condition:
        raise ValueError(message)
