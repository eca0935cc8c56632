"""Pages and counts stay right however deep they lie and whatever was deleted: S05, S06, S22 to S25, S41."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.mock.client import ON_EVERY_DATABASE
from tests.mock.rows import properties

from bigcommerce_contract.mock.store import queries, ranges
from bigcommerce_contract.mock.store.customers import CustomerStore
from bigcommerce_contract.mock.store.database import Database
from bigcommerce_contract.mock.store.tables import BLOCK_IDS

pytestmark = ON_EVERY_DATABASE

MANY = 3 * BLOCK_IDS
DAY = 86_400


def made(number: int) -> dict[str, Any]:
    return {
        "first_name": "A",
        "last_name": "B",
        "email": f"{number}@example.com",
        "password_hash": "none",
        "customer_group_id": number % 3,
        "date_created": number * DAY,
        "date_modified": (number * 7919 % MANY) * DAY,
    }


@pytest.fixture(autouse=True)
def _no_query_of_another_test() -> Iterator[None]:
    yield
    queries.few.cache_clear()


@pytest.fixture
def store(database_url: str) -> Iterator[CustomerStore]:
    """Give a store in which a part of every block was deleted, and all of the second."""
    database = Database(database_url)
    store = CustomerStore(database, ignore_case=True)
    for name in ("abc123", "other"):
        store.open(name)
    store.load("abc123", map(made, range(1, MANY + 1)))
    store.load("other", map(made, range(1, 4)))
    chance = random.Random(1)
    for each in [*chance.sample(range(1, MANY), 50), *range(BLOCK_IDS, BLOCK_IDS + 60), MANY, MANY]:
        store.delete("abc123", each)
    store.create("abc123", {"first_name": "A", "last_name": "B", "email": "new@example.com", "password_hash": "none"})
    yield store
    database.close()


def everybody(store: CustomerStore) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while rows := page(store, {"min_id": found[-1]["id"] + 1 if found else 1}, limit=250, offset=0):
        found.extend(rows)
    return found


def page(store: CustomerStore, filters: dict[str, Any], *, limit: int, offset: int) -> list[dict[str, Any]]:
    return [*map(properties, store.page("abc123", filters, limit=limit, offset=offset))]


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"customer_group_id": 2},
        {"customer_group_id": 0},
        {"min_id": 100, "max_id": MANY - 100},
        {"min_date_created": moment(5 * DAY)},
        {"min_date_created": moment((MANY - 700) * DAY)},
        {"min_date_modified": moment(5 * DAY), "customer_group_id": 1},
        {"min_date_modified": moment(1000 * DAY), "max_date_modified": moment(2500 * DAY)},
        {"first_name": "a"},
        {"company": ""},
    ],
    ids=str,
)
def test_every_page_is_the_slice_of_the_whole_list(
    store: CustomerStore, filters: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    matching = [row for row in everybody(store) if all(meets(row, *each) for each in filters.items())]
    for offset in (0, 40, 499, 500, 977, 1024, 2050, len(matching) - 3, len(matching), MANY):
        assert page(store, filters, limit=40, offset=offset) == matching[offset : offset + 40]
    assert store.count("abc123", filters) == len(matching)
    # Whatever way the dates are looked up.
    monkeypatch.setattr(queries, "SELECTIVE", MANY)
    queries.few.cache_clear()
    assert page(store, filters, limit=40, offset=600) == matching[600:640]


def meets(row: dict[str, Any], name: str, wanted: Any) -> bool:  # noqa: ANN401 - by filter
    end, _, column = name.partition("_")
    limit = int(wanted.timestamp()) if isinstance(wanted, datetime) else wanted
    if end == "min":
        return bool(row[column] >= limit)
    return bool(row[column] <= limit if end == "max" else str(row[name]).casefold() == str(limit))


def test_few_and_many_matches_are_told_apart(store: CustomerStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SELECTIVE", 100)
    queries.few.cache_clear()
    queries.page.cache_clear()
    ranges.page.cache_clear()
    for days, by_index, by_block in ((MANY - 50, 1, 0), (MANY - 60, 1, 0), (50, 1, 1)):
        store.page("abc123", {"min_date_created": moment(days * DAY)}, limit=1, offset=0)
        assert (queries.page.cache_info().currsize, ranges.page.cache_info().currsize) == (by_index, by_block)


def test_deleting_all_empties_the_pages_and_keeps_the_ids(store: CustomerStore) -> None:
    store.delete_all("abc123")
    assert (store.count("abc123"), store.page("abc123", {}, limit=1, offset=0)) == (0, [])
    new = {"first_name": "A", "last_name": "B", "email": "1@example.com", "password_hash": "none"}
    created = store.create("abc123", new)
    assert created[0] == MANY + 2
    assert store.page("abc123", {}, limit=5, offset=0) == [created]
    assert store.count("other") == 3
