"""What can be done to a running mock."""

from collections.abc import Iterable
from dataclasses import dataclass

from bigcommerce_contract.mock.clock import Clock
from bigcommerce_contract.mock.contract import Contract
from bigcommerce_contract.mock.control.log import RequestLog
from bigcommerce_contract.mock.faults.draw import Faults
from bigcommerce_contract.mock.ratelimit import RateLimiter
from bigcommerce_contract.mock.store.customers import CustomerStore, EmailInUseError
from bigcommerce_contract.mock.store.snapshots import Snapshots


class SeededBeforeError(ValueError):
    """What would be seeded is there already. The message is one line that says what to do."""

    def __init__(self) -> None:
        """Say it."""
        super().__init__("These customers are there already. Give another random_seed.")


@dataclass(frozen=True)
class Control:
    """The handles of a running mock.

    Attributes:
        clock: Dates the customers.
        faults: What goes wrong on purpose.
        log: What was asked and answered.
        limiter: Counts the requests.
        customers: The customers of all stores.
        snapshots: The copies of all stores.
        contract: The document.
    """

    clock: Clock
    faults: Faults
    log: RequestLog
    limiter: RateLimiter
    customers: CustomerStore
    snapshots: Snapshots
    contract: Contract

    def reset(self, store: str) -> None:
        """Empty a store and begin its ids at 1; forget its requests."""
        self.snapshots.reset(store)
        self.log.clear(store)
        self.limiter.forget(store)

    def reset_all(self, stores: Iterable[str]) -> None:
        """Empty these stores; faults and clock become those of the start."""
        for store in stores:
            self.reset(store)
        self.log.clear()
        self.faults.reset()
        self.clock.reset()

    def seed(self, store: str, count: int, random_seed: int = 0) -> int:
        """Add made-up customers to a store.

        Args:
            store: The store hash.
            count: How many.
            random_seed: The same number gives the same customers.

        Returns:
            How many customers the store holds now.

        Raises:
            SeededBeforeError: If the same customers were added before.
        """
        from bigcommerce_contract.mock import seed  # noqa: PLC0415 - a fifth of the start, and seldom needed

        examples = self.contract.example("listCustomers", 200)
        try:
            self.customers.load(store, seed.customers(count, examples, random_seed))
        except EmailInUseError:
            raise SeededBeforeError from None
        return self.customers.count(store)
