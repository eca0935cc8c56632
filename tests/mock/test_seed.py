"""Made-up customers: reproducible, believable, valid, with hard cases."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.mock.client import Api

from bigcommerce_contract.document import load_document
from bigcommerce_contract.mock.settings import Settings

COUNT = 600


@pytest.fixture
def seeded(serve: Callable[..., Api]) -> list[dict[str, Any]]:
    """Give all customers of a seeded store; receiving them holds them against the document."""
    api = serve(Settings(seed_customers=COUNT))
    pages = [api.get(limit=250, page=page).json() for page in (1, 2, 3)]
    return [customer for page in pages for customer in page]


def test_the_first_customers_are_those_of_the_reference(seeded: list[dict[str, Any]]) -> None:
    examples = load_document()["components"]["examples"]["ReferenceList"]["value"]
    for example, customer in zip(examples, seeded, strict=False):
        assert {**customer, "addresses": None} == {
            **example,
            "addresses": None,
            "form_fields": None,
            "reset_pass_on_login": False,
            "accepts_marketing": False,
        }


def test_ids_and_addresses_are_unique_and_dates_rise(seeded: list[dict[str, Any]]) -> None:
    assert [customer["id"] for customer in seeded] == list(range(1, COUNT + 1))
    assert len({customer["email"].lower() for customer in seeded}) == COUNT
    assert seeded[-1]["date_created"].endswith("2024 00:00:00 +0000") or "2024" in seeded[-1]["date_created"]


def test_the_hard_cases_of_real_stores_are_there(seeded: list[dict[str, Any]]) -> None:
    assert any(customer["first_name"] == "" for customer in seeded)
    assert any(customer["first_name"].endswith(" ") for customer in seeded[1:])
    assert any(not customer["last_name"].isascii() for customer in seeded)
    assert any(customer["last_name"].startswith(" ") for customer in seeded)
    assert any(not customer["first_name"].isascii() and customer["first_name"].endswith("🦉") for customer in seeded)
    assert any(len(customer["notes"]) > 1000 for customer in seeded)
    assert any(len(customer["last_name"]) == 100 for customer in seeded)
    assert any(customer["email"].isupper() for customer in seeded)
    assert any({*"&/'\"<>ö"} <= {*customer["company"]} for customer in seeded)
    assert any(customer["date_modified"] != customer["date_created"] for customer in seeded)
    assert {customer["date_created"].split()[3] for customer in seeded} == {str(year) for year in range(2012, 2025)}
    assert {customer["company"] == "" for customer in seeded} == {True, False}
    assert {customer["customer_group_id"] for customer in seeded} > {0, 1, 2}


def test_the_same_number_gives_the_same_customers(serve: Callable[..., Api], seeded: list[dict[str, Any]]) -> None:
    again = serve(Settings(seed_customers=COUNT)).get(limit=250).json()
    assert again == seeded[:250]


def test_customers_of_several_seeds_fit_into_one_store(api: Api) -> None:
    for random_seed in range(4):
        answer = api.control("POST", "/_mock/seed", json={"customers": 300, "random_seed": random_seed})
        assert answer.json() == {"count": 300 * (random_seed + 1)}


@pytest.mark.parametrize("random_seed", [0, 1])
@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("before", [0, 1])
def test_the_same_customers_are_refused_also_where_they_are_few(
    api: Api, before: int, count: int, random_seed: int
) -> None:
    for number in range(before):
        api.create(f"{number}@example.com")
    for status in (200, 409):
        answer = api.control("POST", "/_mock/seed", json={"customers": count, "random_seed": random_seed})
        assert answer.status_code == status
    assert api.ids() == list(range(1, before + count + 1))


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_small_numbers_are_exact(serve: Callable[..., Api], count: int) -> None:
    assert serve(Settings(seed_customers=count)).ids() == list(range(1, count + 1))


def test_a_store_that_holds_customers_is_not_seeded_again(serve: Callable[..., Api], tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/store.sqlite", seed_customers=3)
    serve(settings).send("DELETE", "/customers/2")
    assert serve(settings).ids() == [1, 3]
