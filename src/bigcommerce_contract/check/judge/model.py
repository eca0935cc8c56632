"""What the judge knows of the store: the customers it has seen, and what it expects of each."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from bigcommerce_contract.check.exchange import Exchange, Form, Request
from bigcommerce_contract.check.judge.finding import World


class Password(Enum):
    """What is known of a password that is not known itself."""

    UNKNOWN = "unknown"
    GENERATED = "generated"


@dataclass(slots=True)
class Expectation:
    """A value that a property must keep, and the rule that is broken where it does not.

    Attributes:
        value: The value last seen or sent.
        rule: The rule to blame where another value shows up.
        tick: When the value was last seen.
        source: The exchange that set it.
    """

    value: Any
    rule: str
    tick: int
    source: Exchange


@dataclass(slots=True)
class Known:
    """A customer the judge has seen.

    Attributes:
        id: The customer's id.
        form: The form of the API through which the customer was last written or shown.
        ours: Whether it was created in this run, so that nobody else changes it.
        shown: The representation last shown, updated by what was written since.
        expected: What its properties must be.
        seen: Tick at which it was last shown to exist.
        by_get: What the last get showed, with its tick.
        by_list: What the last list showed, with its tick.
        written: Tick of the last write to it.
        updated: Whether it was ever updated.
        password: Its password where known.
        password_rule: The rule to blame where the password does not fit.
        refused: Property values that were refused, with the rule that refused them.
        source: The exchange that last showed or wrote it.
    """

    id: int
    form: Form
    ours: bool
    source: Exchange
    shown: dict[str, Any] = field(default_factory=dict[str, Any])
    expected: dict[str, Expectation] = field(default_factory=dict[str, Expectation])
    seen: int = 0
    by_get: tuple[int, dict[str, Any], Exchange] | None = None
    by_list: tuple[int, dict[str, Any], Exchange] | None = None
    written: int = 0
    updated: bool = False
    password: str | Password = Password.UNKNOWN
    password_rule: str = ""
    refused: dict[str, tuple[Any, str]] = field(default_factory=dict[str, tuple[Any, str]])


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list as it was read.

    Attributes:
        number: Which page.
        ids: The ids of its customers in their order.
        tick: When it was read.
        exchange: The exchange that showed it.
    """

    number: int
    ids: list[int]
    tick: int
    exchange: Exchange


@dataclass(slots=True)
class Model:
    """The store as far as the judge knows it.

    Attributes:
        world: Whether others write to the store.
        complete: Whether `alive` holds every customer of the store.
        fresh_addresses: Whether an address that no customer is known to have can be given to one.
        tick: Number of the exchange under judgement.
        alive: The customers known to exist, by id.
        deleted: The rule and the exchange by which a customer was deleted, by id.
        refused_emails: Refused creates: the rule and the exchange by e-mail address.
        unplaced: E-mail addresses of accepted creates whose answer does not say the id.
        updates: Tick of the last update by id, the latest last.
        last_delete: Tick of the last deletion of one customer.
        pages: The last two pages read of a query, the newer one last.
        created_plain: Whether a create without `_authentication` was accepted.
        created_with_authentication: Whether one with it was.
        updated_plain: Whether an update without `_authentication` was accepted.
        broken: The rules already found broken.
        answers: Statuses that each operation was answered with in each form of the API, what says nothing of it aside.
        unavailable: The last request, if the server was not available to it, and how many times in a row.
    """

    world: World
    complete: bool = False
    fresh_addresses: bool = True
    tick: int = 0
    alive: dict[int, Known] = field(default_factory=dict[int, Known])
    deleted: dict[int, tuple[str, Exchange]] = field(default_factory=dict[int, tuple[str, Exchange]])
    refused_emails: dict[str, tuple[str, Exchange]] = field(default_factory=dict[str, tuple[str, Exchange]])
    unplaced: set[str] = field(default_factory=set[str])
    updates: dict[int, int] = field(default_factory=dict[int, int])
    last_delete: int = -1
    pages: dict[tuple[object, ...], list[Page]] = field(default_factory=dict[tuple[object, ...], list[Page]])
    created_plain: bool = False
    created_with_authentication: bool = False
    updated_plain: bool = False
    broken: set[str] = field(default_factory=set[str])
    answers: dict[str, set[int]] = field(default_factory=dict[str, set[int]])
    unavailable: tuple[Request, int] | None = None

    @property
    def closed(self) -> bool:
        """Whether claims on the whole store can be made."""
        return self.world is World.CLOSED and self.complete

    def times_unavailable(self, exchange: Exchange) -> int:
        """Tell how many times in a row the server was not available to the same request, up to the one before."""
        return self.unavailable[1] if self.unavailable and self.unavailable[0] == exchange.request else 0

    def trusted(self) -> list[Known]:
        """Give the customers that nobody else can have changed, sorted by id."""
        return [self.alive[key] for key in sorted(self.alive) if self.alive[key].ours or self.world is World.CLOSED]

    def trusts(self, known: Known) -> bool:
        """Tell whether nobody else can have changed the customer."""
        return known.ours or self.world is World.CLOSED

    def by_email(self, email: str) -> Known | None:
        """Find a trusted customer by e-mail address, case ignored."""
        wanted = email.casefold()
        return next((known for known in self.trusted() if _email(known) == wanted), None)

    def last_update_besides(self, customer_id: int) -> int:
        """Give the tick at which another customer was last updated, -1 if none was."""
        return next((when for key, when in reversed(self.updates.items()) if key != customer_id), -1)


def _email(known: Known) -> str:
    email = known.shown.get("email")
    return email.casefold() if isinstance(email, str) else ""
