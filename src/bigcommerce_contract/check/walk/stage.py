"""The stage of a walk: the connection, the customers made so far, and one short call for each operation."""

import zlib
from collections.abc import Callable
from typing import Any, cast

from bigcommerce_contract.check.exchange import Exchange, Form, Role
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.walk.facts import paging
from bigcommerce_contract.check.walk.session import Session

Customer = dict[str, Any]
_MAIN = (Role.FULL, Role.BASIC, Role.READ_ONLY, Role.NONE)
_LARGEST_ID = 2**31 - 1


class Stage:
    """What the steps of a walk share.

    Attributes:
        mode: How much may be done to the store.
        main: The credential used where a step does not ask for another: the one that may do most.
        cast: Customers with many different values, as last shown; their ids never change during the walk.
        made: Ids of the customers created and not deleted again.
        token: A short text of this run, by which its values differ from those of all others.
        validates: Whether the server offers to check passwords, as far as known.
        sleep: Waits so many seconds.
    """

    def __init__(self, session: Session, mode: Mode, sleep: Callable[[float], None]) -> None:
        """Set the stage; nothing is sent yet."""
        self._session = session
        self.mode = mode
        self.roles = session.roles
        self.main = next((role for role in _MAIN if role in session.roles), Role.NONE)
        self.cast: list[Customer] = []
        self.made: list[int] = []
        self.token = f"{zlib.crc32(session.marker.email('token').partition('@')[2].encode()) % 10**6:06d}"
        self.validates = True
        self.sleep = sleep

    @property
    def forms(self) -> tuple[tuple[Role, Form], ...]:
        """The credentials that may write, each with its form of the API."""
        known: tuple[tuple[Role, Form], ...] = ((Role.FULL, "oauth"), (Role.BASIC, "basic"))
        return tuple((role, form) for role, form in known if role in self.roles)

    @property
    def readers(self) -> tuple[Role, ...]:
        """The credentials besides the main one that may read."""
        return tuple(
            role for role in (Role.BASIC, Role.READ_ONLY, Role.FULL) if role in self.roles and role != self.main
        )

    def email(self, label: str = "customer") -> str:
        """Give an address of this run that nobody has yet."""
        return self._session.marker.email(label)

    @property
    def last_name(self) -> str:
        """The last name by which the customers of a check are known."""
        return self._session.marker.last_name

    def send(self, method: str, path: str, *, role: Role | None = None, **options: Any) -> Exchange:  # noqa: ANN401
        """Send a request, by default with the main credential; `options` are those of `Session.send`."""
        return self._session.send(method, path, role=role or self.main, **options)

    def list(self, role: Role | None = None, /, **query: object) -> Exchange:
        """List customers."""
        return self.send("GET", "/customers", role=role, query=query)

    def everybody(self, role: Role | None = None) -> Exchange:
        """List all customers on one page; in a store that is not ours, those from our first one on."""
        ids = [*self.made, *(customer["id"] for customer in self.cast)]
        narrow = {"min_id": min(ids)} if ids and self.mode is not Mode.DISPOSABLE else {}
        return self.list(role, limit=paging("limit")["maximum"], **narrow)

    def count(self, role: Role | None = None, /, **query: object) -> Exchange:
        """Count customers."""
        return self.send("GET", "/customers/count", role=role, query=query)

    def get(self, customer_id: int, role: Role | None = None) -> Exchange:
        """Get a customer."""
        return self.send("GET", f"/customers/{customer_id}", role=role)

    def update(self, customer_id: int, body: object, role: Role | None = None) -> Exchange:
        """Update a customer."""
        return self.send("PUT", f"/customers/{customer_id}", role=role, json=body)

    def delete(self, customer_id: int, role: Role | None = None) -> Exchange:
        """Delete a customer."""
        exchange = self.send("DELETE", f"/customers/{customer_id}", role=role)
        if exchange.response.status < 300 and customer_id in self.made:
            self.made.remove(customer_id)
        return exchange

    def validate(self, customer_id: int, password: str, role: Role | None = None) -> Exchange:
        """Ask whether a password is the customer's."""
        return self.send("POST", f"/customers/{customer_id}/validate", role=role, json={"password": password})

    def person(self, label: str, **more: object) -> Customer:
        """Give a valid create request with an address of its own."""
        return {"first_name": label.capitalize(), "last_name": self.last_name, "email": self.email(label)} | more

    def post(self, body: object, role: Role | None = None, **options: Any) -> Exchange:  # noqa: ANN401
        """Send a create request and remember what it made."""
        exchange = self.send("POST", "/customers", role=role, json=body, **options)
        self.remember(exchange)
        return exchange

    def remember(self, exchange: Exchange) -> None:
        """Note the customer that a create request made, so that it is deleted in the end."""
        made = identity(customer_of(exchange))
        if made is not None and not exchange.shielded and made not in self.made:
            self.made.append(made)

    def create(self, body: Customer, role: Role | None = None) -> int | None:
        """Create a customer.

        Returns:
            Its id, looked up in the list where the answer does not say it; None where there is no such customer.
        """
        made = identity(customer_of(self.post(body, role)))
        return made if made is not None else self._look_up(body)

    def newcomer(self, label: str, **more: object) -> int | None:
        """Create a valid customer with an address of its own and give its id."""
        return self.create(self.person(label, **more))

    def absent(self) -> int:
        """Give an id that no customer has, as far as the walk knows."""
        known: list[int] = [*self.made, *(customer["id"] for customer in self.cast), 0]
        return min(max(known) + 100_000, _LARGEST_ID)

    def _look_up(self, body: Customer) -> int | None:
        if not isinstance(body.get("email"), str):
            return None
        shown = customers_of(self.list(email=body["email"]))
        found = identity(shown[0]) if shown else None
        if found is not None and found not in self.made:
            self.made.append(found)
        return found


def customer_of(exchange: Exchange) -> Customer:
    """Give the customer that an answer shows; empty where it shows none."""
    shown = _json(exchange)
    return cast("Customer", shown) if isinstance(shown, dict) and exchange.response.status < 300 else {}


def customers_of(exchange: Exchange) -> list[Customer]:
    """Give the customers that a list shows."""
    shown = _json(exchange)
    items = cast("list[object]", shown) if isinstance(shown, list) and exchange.response.status < 300 else []
    return [cast("Customer", item) for item in items if isinstance(item, dict)]


def identity(customer: Customer) -> int | None:
    """Give the id of a customer; None where it has none."""
    value = customer.get("id")
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _json(exchange: Exchange) -> object:
    try:
        return exchange.response.json()
    except (ValueError, RecursionError):
        return None
