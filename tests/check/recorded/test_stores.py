"""Stores are told apart, and forgotten where somebody else may have changed them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.check.judge.script import BASE, customer, error
from tests.check.recorded.story import created, exchange
from tests.check.recorded.writing import at, cassette, write, write_cassette

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.recorded.judging import FileResult, judge_file

OTHER = "https://api.bigcommerce.com/stores/xyz789/v2"
BASIC = "https://shop.example/api/v2"
GONE = exchange("GET", "/customers/7", 404, error(404))


def judged(tmp_path: Path, *exchanges: Exchange, base_url: str | None = None) -> FileResult:
    return judge_file(write_cassette(tmp_path / "stores.yaml", *exchanges), base_url)


def test_each_store_is_judged_for_itself(tmp_path: Path) -> None:
    result = judged(tmp_path, created(7), at(OTHER, GONE))
    assert (result.stores, result.tally.counts) == ([BASE, OTHER], {})
    assert "get.customer" in judged(tmp_path, created(7), GONE).tally.counts


def test_both_forms_are_recognized(tmp_path: Path) -> None:
    result = judged(
        tmp_path,
        at(BASIC, GONE),
        at(BASE.replace("https://api", "http://proxy/x"), GONE),
        at("https://x.example", GONE),
    )
    assert (result.exchanges, result.judged, len(result.stores)) == (3, 2, 2)


def test_a_base_url_names_the_one_store(tmp_path: Path) -> None:
    mine = "http://127.0.0.1:8000/crm"
    result = judged(tmp_path, at(mine, created(7)), created(8), at(mine, GONE), base_url=mine)
    assert (result.stores, result.judged, set(result.tally.counts)) == ([mine], 2, {"get.customer"})


@pytest.mark.parametrize("path", ["/customers/7/addresses", "/orders", "/time"])
def test_what_the_document_does_not_describe_is_not_judged(tmp_path: Path, path: str) -> None:
    result = judged(tmp_path, exchange("GET", path, 500, {"odd": True}))
    assert result.tally.counts == {}


@pytest.mark.parametrize(
    "between",
    [
        at(BASIC, exchange("DELETE", "/customers/7", 404, error(404))),
        at("https://api.bigcommerce.com/stores/abc123/v3", exchange("DELETE", "/customers", 204, query="id:in=7")),
        exchange("PUT", "/customers/7", 200, customer(7), body={"notes": "REDACTED"}),
    ],
    ids=["other form", "other API of the host", "masked write"],
)
def test_a_store_is_forgotten_after_a_write_that_may_concern_it(tmp_path: Path, between: Exchange) -> None:
    result = judged(tmp_path, created(7), between, GONE)
    assert result.tally.counts == {}


@pytest.mark.parametrize(
    "between", [at(BASIC, GONE), at(OTHER, exchange("DELETE", "/customers/7", 204))], ids=["read", "other store"]
)
def test_a_store_is_remembered_beside_others(tmp_path: Path, between: Exchange) -> None:
    assert "get.customer" in judged(tmp_path, created(7), between, GONE).tally.counts


@pytest.mark.parametrize(("later", "rules"), [("01:30", set[str]()), ("00:59", {"get.customer"})])
def test_a_pause_of_more_than_an_hour_parts_two_recordings(tmp_path: Path, later: str, rules: set[str]) -> None:
    document = cassette([created(7), GONE])
    for interaction, time in zip(document["interactions"], ("00:00", later), strict=True):
        interaction["response"]["headers"]["Date"] = [f"Tue, 13 Nov 2012 {time}:00 GMT"]
    assert set(judge_file(write(tmp_path / "times.yaml", document)).tally.counts) == rules


def test_what_is_masked_or_missing_proves_nothing(tmp_path: Path) -> None:
    masked = exchange("GET", "/customers/7", 200, customer(7, email="REDACTED"))
    document: dict[str, Any] = cassette([masked, replace(masked, response=replace(masked.response, body=b"\xff"))])
    document["interactions"][1]["response"]["headers"]["Content-Encoding"] = ["br"]
    result = judge_file(write(tmp_path / "masked.yaml", document))
    assert (result.masked, result.judged, result.tally.counts) == (2, 0, {})
