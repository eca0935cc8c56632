"""What a user of the client does all day, drawn with a seed, and what came of it."""

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bigcommerce_customers import APIConnectionError, APIError, BigCommerce, NotFoundError

_MOST_ALIVE = 500


@dataclass
class Outcomes:
    """What came of the calls since the last look.

    Attributes:
        calls: How many there were.
        errors: The client's errors by class; anything else is raised.
        customers: How many customers the store last said it has.
        lost_deletes: Deletes of one customer whose answer was lost, carried out or not.
    """

    calls: int = 0
    errors: Counter[str] = field(default_factory=Counter[str])
    customers: int = 0
    lost_deletes: int = 0


class Traffic:
    """Calls of all kinds on a store of their own, which grows to some hundred customers and is emptied again.

    Args:
        client: The client.
        seed: The same number draws the same calls.
    """

    def __init__(self, client: BigCommerce, seed: int) -> None:
        self._customers = client.customers
        self._random = random.Random(seed)  # noqa: S311 - traffic, no secret
        self._ids: list[int] = []
        self._picked = 0
        self._made = 0
        self.outcomes = Outcomes()

    def step(self) -> None:
        """Carry out one call; an error of the client is counted."""
        calls: list[Any] = [self._create, self._create, self._list, self._count, self._find]
        if self._ids:
            calls += [self._get, self._get, self._update, self._delete, self._validate]
        if len(self._ids) > _MOST_ALIVE:
            calls = [self._delete_all]
        self.outcomes.calls += 1
        try:
            self._random.choice(calls)()
        except APIError as error:
            self.outcomes.errors[type(error).__name__] += 1
            if isinstance(error, NotFoundError) and self._picked in self._ids:
                # It was deleted, and the answer that said so was lost.
                self._ids.remove(self._picked)

    def _pick(self) -> int:
        self._picked = self._random.choice(self._ids)
        return self._picked

    def _create(self) -> None:
        self._made += 1
        email = f"soak-{self._made}@example.com"
        created = self._customers.create(first_name="Söhne & Co", last_name=str(self._made), email=email)
        self._ids.append(created.id)

    def _get(self) -> None:
        self._customers.get(self._pick())

    def _list(self) -> None:
        next(iter(self._customers.list(limit=self._random.choice((1, 50, 250)))), None)

    def _find(self) -> None:
        list(self._customers.list(email=f"soak-{self._random.randint(1, self._made + 1)}@example.com"))

    def _count(self) -> None:
        self.outcomes.customers = self._customers.count()

    def _update(self) -> None:
        self._customers.update(self._pick(), notes="n" * self._random.randrange(500))

    def _validate(self) -> None:
        self._customers.validate_password(self._pick(), password="of somebody else")  # noqa: S106

    def _delete(self) -> None:
        try:
            self._customers.delete(self._pick())
        except APIConnectionError:
            self.outcomes.lost_deletes += 1
            raise
        self._ids.remove(self._picked)

    def _delete_all(self) -> None:
        self._customers.delete_all(confirm=True)
        self._ids.clear()
