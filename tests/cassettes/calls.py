"""A call of the client for every operation."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.cassettes.people import GRACE, PASSWORD, all_of

Call = Callable[[Any, int], Awaitable[Any]]
CALLS: dict[str, Call] = {
    "listCustomers": lambda customers, _: all_of(customers.list()),
    "countCustomers": lambda customers, _: customers.count(),
    "getCustomer": lambda customers, customer_id: customers.get(customer_id),
    "createCustomer": lambda customers, _: customers.create(**GRACE),
    "updateCustomer": lambda customers, customer_id: customers.update(customer_id, notes="Prefers letters."),
    "deleteCustomer": lambda customers, customer_id: customers.delete(customer_id),
    "deleteAllCustomers": lambda customers, _: customers.delete_all(confirm=True),
    "validatePassword": lambda customers, customer_id: customers.validate_password(customer_id, password=PASSWORD),
}
"""What asks for each operation: the customers of either client, and the id of one of them."""
