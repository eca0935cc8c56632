"""What the client raises where a read-only property is sent."""

from typing import Any

import pytest
from tests.cassettes.people import ADA, make_ada
from tests.cassettes.store import Store

from bigcommerce_customers import BadRequestError

pytestmark = [pytest.mark.vcr, pytest.mark.anyio]

VALUES: dict[str, Any] = {
    "id": 7,
    "date_created": "Mon, 03 Jun 2024 09:00:00 +0000",
    "date_modified": "Mon, 03 Jun 2024 09:00:00 +0000",
    "addresses": {"url": "", "resource": ""},
    "form_fields": None,
    "accepts_marketing": True,
}


def message(name: str) -> str:
    return f"The field '{name}' cannot be written to. Please remove it from your request before trying again."


@pytest.mark.parametrize("name", VALUES)
async def test_a_create_with(store: Store, name: str) -> None:
    with pytest.raises(BadRequestError) as refused:
        await store.client(sends={name: VALUES[name]}).customers.create(**ADA)
    assert (refused.value.status, refused.value.message, refused.value.field) == (400, message(name), name)


@pytest.mark.parametrize("name", VALUES)
async def test_an_update_with(store: Store, name: str) -> None:
    ada = await make_ada(store)
    with pytest.raises(BadRequestError) as refused:
        await store.client(sends={name: VALUES[name]}).customers.update(ada.id, notes="Prefers letters.")
    assert (refused.value.status, refused.value.message, refused.value.field) == (400, message(name), name)
    assert await store.customers.get(ada.id) == ada


async def test_a_customer_that_is_sent_back_whole(store: Store) -> None:
    ada = await make_ada(store)
    with pytest.raises(BadRequestError) as refused:
        await store.client(sends=ada.to_dict()).customers.update(ada.id)
    assert refused.value.field in VALUES
