"""A broken exchange in a recording is named by the rule that it breaks; a correct recording breaks none."""

from collections.abc import Callable
from dataclasses import replace
from json import dumps, loads
from pathlib import Path
from typing import Any

import pytest
from tests.check.judge.script import customer, error
from tests.check.recorded.story import created, exchange, story
from tests.check.recorded.writing import har, write, write_cassette

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.recorded.judging import FileResult, judge_file

Change = Callable[[Any], Any]


def judged(tmp_path: Path, exchanges: list[Exchange]) -> FileResult:
    return judge_file(write_cassette(tmp_path / "story.json", *exchanges))


def named(result: FileResult) -> set[str]:
    assert result.error is None
    return set(result.tally.counts)


def answering(number: int, status: int, change: Change = lambda answer: answer) -> list[Exchange]:
    """Give the story with another answer at one place, counted from 1."""
    exchanges = story()
    exchange = exchanges[number - 1]
    body = exchange.response.body
    changed = dumps(change(loads(body))).encode() if body else b""
    response = replace(exchange.response, status=status, body=changed)
    exchanges[number - 1] = replace(exchange, response=response)
    return exchanges


def with_(**values: Any) -> Change:  # noqa: ANN401 - JSON is any
    return lambda answer: {**answer, **values}


def test_the_story_breaks_no_rule_and_exercises_many(tmp_path: Path) -> None:
    result = judged(tmp_path, story())
    assert (named(result), result.judged, result.masked) == (set(), 12, 0)
    assert {
        "access.credentials.missing",
        "create.stored",
        "create.password.set",
        "create.read_only.id",
        "delete.customer",
        "get.customer",
        "list.filter.email",
        "list.limit",
        "update.keeps",
        "update.stored",
    } <= result.tally.exercised


BREACHES: list[tuple[int, int, Change, str]] = [
    (1, 200, lambda _: {"count": 3}, "access.credentials.missing"),
    (2, 200, with_(store_credit=0), "customer.store_credit"),
    (2, 200, with_(first_name="Other"), "create.stored"),
    (3, 200, with_(last_name="Other"), "create.stored"),
    (3, 200, with_(id=8), "get.customer"),
    (4, 200, lambda items: items[::-1], "list.order"),
    (4, 200, lambda items: [customer(1), *items], "list.limit"),
    (5, 200, lambda items: [customer(3), *items], "list.filter.email"),
    (6, 200, with_(success=False), "create.password.set"),
    (7, 201, lambda _: customer(9), "create.read_only.id"),
    (8, 200, with_(company="Lost"), "update.keeps"),
    (9, 200, with_(notes=""), "update.stored"),
    (10, 200, with_(count="12"), "count.shape"),
    (10, 500, lambda _: error(500), "error.server"),
    (12, 200, lambda _: customer(7), "delete.customer"),
    (12, 404, lambda _: {"detail": "Not Found"}, "error.shape"),
]


@pytest.mark.parametrize(("number", "status", "change", "rule"), BREACHES)
def test_a_broken_exchange_is_named(tmp_path: Path, number: int, status: int, change: Change, rule: str) -> None:
    result = judged(tmp_path, answering(number, status, change))
    assert rule in named(result)
    shown_by = number + 1 if rule == "update.keeps" else number
    assert f"story.json, exchange {shown_by}: " in result.tally.kept[rule][0].message


def test_a_har_file_is_judged_in_the_order_of_its_times(tmp_path: Path) -> None:
    archive = har(story())
    archive["log"]["entries"].reverse()
    result = judge_file(write(tmp_path / "story.har", archive))
    assert (named(result), result.judged) == (set(), 12)


def test_an_address_may_belong_to_somebody_who_was_never_seen(tmp_path: Path) -> None:
    refused = exchange("POST", "/customers", 400, error(400), body={**_names(), "email": "taken@example.com"})
    moved = exchange("PUT", "/customers/7", 409, error(409), body={"email": "taken@example.com"})
    seen = exchange("GET", "/customers", 200, [customer(3, email="taken@example.com")], query="limit=1")
    assert named(judged(tmp_path, [refused, created(7), moved, seen])) == set()


def test_an_address_that_was_seen_being_given_is_in_use(tmp_path: Path) -> None:
    twice = exchange("POST", "/customers", 200, customer(8, email="c7@example.com"), body=_names(7))
    assert "create.email.unique" in named(judged(tmp_path, [created(7), twice]))


def _names(number: int = 9) -> dict[str, str]:
    return {name: customer(number)[name] for name in ("first_name", "last_name", "email")}
