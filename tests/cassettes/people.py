"""The customers of the scenarios."""

from typing import Any

from tests.cassettes.store import Store

from bigcommerce_customers import Customer

PASSWORD = "12w69Y217PYR96J"
"""The one that the reference shows: everybody knows it."""
ADA: dict[str, Any] = {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com"}
GRACE: dict[str, Any] = {"first_name": "Grace", "last_name": "Hopper", "email": "grace@example.com"}
NOBODY = 4711
"""An id that no customer has."""


async def make_ada(store: Store, **more: Any) -> Customer:  # noqa: ANN401 - any property
    return await store.customers.create(**{**ADA, **more})


async def make_grace(store: Store, **more: Any) -> Customer:  # noqa: ANN401 - any property
    return await store.customers.create(**{**GRACE, **more})


async def all_of(pager: Any) -> list[Customer]:  # noqa: ANN401 - a pager of either client
    return [customer async for customer in pager]
