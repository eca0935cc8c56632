"""Listing, filters, paging and counting: S05 to S25, S41; spec/DECISIONS.md."""

from typing import Any

import pytest
from tests.mock.client import ON_EVERY_DATABASE, Api, Clock

pytestmark = ON_EVERY_DATABASE


@pytest.fixture
def people(api: Api, clock: Clock) -> Api:
    """Serve three customers, a day apart, who differ in every property that can be filtered by."""
    for number, name in enumerate(("Ada", "Bob", "Cyd"), start=1):
        api.create(
            f"{name}@example.com",
            first_name=name,
            last_name=f"{name}son",
            company=f"{name} Ltd",
            phone=f"00{number}",
            store_credit=number + 0.5,
            customer_group_id=number,
            tax_exempt_category=name[0],
        )
        clock.now += 86_400
    api.put(1, {"notes": "modified on the fourth day"})
    return api


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("first_name", "Bob"),
        ("first_name", "bOB"),
        ("last_name", "Bobson"),
        ("company", "bob LTD"),
        ("email", "BOB@example.com"),
        ("phone", "002"),
        ("store_credit", "2.5"),
        ("store_credit", "2.5000"),
        ("customer_group_id", "2"),
        ("tax_exempt_category", "B"),
    ],
)
def test_a_filter_selects_the_matching_customers_and_no_others(people: Api, name: str, value: str) -> None:
    assert people.ids(**{name: value}) == [2]
    assert people.get("/customers/count", **{name: value}).json() == {"count": 1}


@pytest.mark.parametrize(
    ("name", "value"),
    [("first_name", "Bo"), ("first_name", "Bob "), ("company", ""), ("tax_exempt_category", "b"), ("phone", "2")],
)
def test_a_text_filter_compares_the_whole_value(people: Api, name: str, value: str) -> None:
    assert people.ids(**{name: value}) == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"min_id": 2}, [2, 3]),
        ({"max_id": 2}, [1, 2]),
        ({"min_id": 2, "max_id": 2}, [2]),
        ({"min_id": 3, "max_id": 1}, []),
        # The clock starts at Tue, 14 Nov 2023 22:13:20 +0000.
        ({"min_date_created": "Wed, 15 Nov 2023 22:13:20 +0000"}, [2, 3]),
        ({"min_date_created": "2023-11-15T22:13:20.5Z"}, [3]),
        ({"min_date_created": "Wed, 15 Nov 2023 23:13:20 +0100"}, [2, 3]),
        ({"min_date_created": "2023-11-15"}, [2, 3]),
        ({"min_date_created": "Wed, 15 Nov 2023 22:13:20 -0000"}, [2, 3]),
        ({"min_date_created": "2023-11-15t22:13:20z"}, [2, 3]),
        ({"max_date_created": "2023-11-15T17:13:20-05:00"}, [1, 2]),
        ({"max_date_created": "2023-11-15T22:13:19.9Z"}, [1]),
        ({"max_date_created": "2023-11-15"}, [1]),
        ({"min_date_modified": "2023-11-17T00:00:00Z"}, [1]),
        ({"max_date_modified": "2023-11-17T00:00:00Z"}, [2, 3]),
        ({"first_name": "Bob", "min_id": 3}, []),
        ({"first_name": "Bob", "company": "Bob Ltd", "max_id": 3}, [2]),
    ],
)
def test_ranges_include_their_ends_and_filters_combine(
    people: Api, filters: dict[str, Any], expected: list[int]
) -> None:
    assert people.ids(**filters) == expected
    assert people.get("/customers/count", **filters).json() == {"count": len(expected)}


def test_a_list_is_sorted_by_id_and_carries_the_newest_modification(people: Api) -> None:
    answer = people.get()
    assert [customer["id"] for customer in answer.json()] == [1, 2, 3]
    assert answer.headers["Last-Modified"] == "Fri, 17 Nov 2023 22:13:20 +0000"
    assert answer.json()[0]["date_modified"] == "Fri, 17 Nov 2023 22:13:20 +0000"
    first, second = people.get("/customers/1"), people.get("/customers/2")
    assert first.headers["Last-Modified"] == first.json()["date_modified"] != first.json()["date_created"]
    assert second.headers["Last-Modified"] == second.json()["date_modified"] != answer.headers["Last-Modified"]
    assert "Last-Modified" not in people.get("/customers/count").headers


def test_an_empty_list_is_204_without_a_body_and_the_count_is_zero(api: Api) -> None:
    answer = api.get()
    assert (answer.status_code, answer.content) == (204, b"")
    assert api.get("/customers/count").json() == {"count": 0}


def test_pages_hold_fifty_customers_unless_told_and_end_with_204(api: Api) -> None:
    for number in range(53):
        api.create(f"customer{number}@example.com")
    assert api.ids() == list(range(1, 51))
    assert api.ids(page=2) == [51, 52, 53]
    assert api.ids(page=3) == []
    assert api.ids(limit=20, page=2) == list(range(21, 41))
    assert api.ids(limit=250) == list(range(1, 54))
    assert api.ids(limit=1, page=2, min_id=10) == [11]


def test_a_limit_above_the_maximum_is_413_and_names_it(api: Api) -> None:
    answer = api.get(limit=251)
    assert answer.status_code == 413
    assert answer.json()[0]["details"] == {"max_limit": 250}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", "0"),
        ("page", "-1"),
        ("page", "x"),
        ("page", ""),
        ("limit", "0"),
        ("limit", "1.0"),
        ("min_id", "9" * 30),
        ("customer_group_id", "1,2"),
        ("email", "nobody"),
        ("store_credit", "much"),
        ("store_credit", "1e3"),
        ("min_date_created", "yesterday"),
        ("max_date_created", "2023-02-30"),
        ("min_date_modified", "Wed, 31 Feb 2023 00:00:00 +0000"),
        ("max_date_modified", "Wed, 15 Nov 2023 22:13:20  0000"),
    ],
)
def test_a_malformed_parameter_is_named(api: Api, name: str, value: str) -> None:
    answer = api.get(**{name: value})
    assert answer.status_code == 400
    assert answer.json() == [{"status": 400, "message": f"The field '{name}' is invalid."}]


@pytest.mark.parametrize("path", ["/customers", "/customers/count", "/customers/1"])
def test_an_unknown_parameter_is_refused_and_named(people: Api, path: str) -> None:
    answer = people.get(path, colour="red")
    assert answer.status_code == 400
    assert answer.json()[0]["message"] == "The field 'colour' is not supported by this resource."


@pytest.mark.parametrize("name", ["page", "limit"])
def test_the_count_knows_no_paging(api: Api, name: str) -> None:
    answer = api.get("/customers/count", **{name: "1"})
    assert answer.json()[0]["message"] == f"The field '{name}' is not supported by this resource."


def test_a_parameter_given_twice_is_invalid(api: Api) -> None:
    assert api.get("/customers?first_name=a&first_name=b").json()[0]["message"] == "The field 'first_name' is invalid."


def test_a_leap_second_is_a_moment(people: Api) -> None:
    assert people.ids(min_date_created="2016-12-31T23:59:60Z") == [1, 2, 3]
