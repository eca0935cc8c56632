"""A few seconds of what `make soak` does for an hour, and what is read from such an hour."""

from collections import Counter

import httpx2
import pytest

from bench.soak import run
from bench.soak.reading import Row, errors_table, growth, leaks, table, unexplained
from bench.soak.run import FAULTS, soak
from bench.soak.traffic import Traffic
from bigcommerce_contract.api import Judge
from bigcommerce_contract.mock.testing import Mock
from bigcommerce_customers import BigCommerce, errors

CALLS = 1500


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    told: list[Row] = []
    found = soak(minutes=2, every_s=0.5, most=CALLS, seed=1, tell=told.append)
    assert told == found
    return found


def test_all_calls_are_made_and_counted(rows: list[Row]) -> None:
    assert sum(row.calls for row in rows) == CALLS


def test_the_judge_finds_no_breach(rows: list[Row]) -> None:
    assert rows[-1].breaches == ()


def test_a_breach_is_told_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = Judge()
    request = httpx2.Request("GET", "http://127.0.0.1/stores/xyz/v2/customers/count")
    judge.observe_response(httpx2.Response(200, json={"count": 1}, request=request))
    monkeypatch.setattr(run, "Judge", lambda: judge)
    told = soak(minutes=1, every_s=0.05, most=200, seed=1, tell=lambda _: None)
    assert {row.breaches for row in told} == {("access.credentials.missing",)}
    assert len(told) > 1


def test_faults_reach_the_client_as_errors_of_its_own(rows: list[Row]) -> None:
    assert any(row.errors for row in rows)
    assert unexplained(rows, FAULTS) == []
    assert all(issubclass(getattr(errors, name), errors.APIError) for name in FAULTS.values())


def test_memory_is_seen_of_both_sides(rows: list[Row]) -> None:
    assert all(row.mock_mb > 10 and row.client_mb > 10 for row in rows)


def test_the_table_has_a_line_for_each_row(rows: list[Row]) -> None:
    assert len(table(rows).markdown().splitlines()) == len(rows) + 4


def hour(mock_mb: float, errors: Counter[str], lost_deletes: int = 0) -> list[Row]:
    """Give sixty rows of a thousand calls, the mock's memory growing by so much from row to row after a jump."""
    return [
        Row(minute, 1000, errors, 7, lost_deletes, 50 + mock_mb * minute, 40 + (minute > 9), ()) for minute in range(60)
    ]


def test_memory_that_grows_with_every_call_is_a_leak() -> None:
    leaking = hour(1, Counter())
    assert dict(growth(leaking)) == pytest.approx({"mock": 2**20 / 1000, "client and judge": 0})
    assert leaks(leaking) == ["mock"]
    assert leaks(hour(0.01, Counter())) == []
    assert leaks(leaking[:9]) == []


def test_an_error_that_no_fault_explains_is_named() -> None:
    rows = hour(0, Counter({"InternalServerError": 12, "NotFoundError": 1, "ConflictError": 2}), lost_deletes=2)
    assert unexplained(rows, FAULTS) == ["ConflictError"]
    shown = {row[0]: row[1:4] for row in errors_table(rows, FAULTS).rows}
    # 600, five times the root of it, and ten.
    assert shown["InternalServerError"] == ("720", "600", "733")
    assert shown["NotFoundError"] == ("60", "120", "120")
    assert shown["ConflictError"] == ("120", "0", "0")


def test_an_error_that_comes_more_often_than_its_faults_is_named() -> None:
    assert unexplained(hour(0, Counter({"InternalServerError": 500, "NotFoundError": 300})), FAULTS) == [
        "InternalServerError",
        "NotFoundError",
    ]
    assert unexplained(hour(0, Counter({"InternalServerError": 12})), FAULTS) == []
    assert unexplained(hour(0, Counter({"InternalServerError": 13})), FAULTS) == ["InternalServerError"]


def test_customers_are_gone_only_where_the_answer_to_a_delete_was_lost() -> None:
    assert unexplained(hour(0, Counter({"NotFoundError": 3}), lost_deletes=3), FAULTS) == []
    assert unexplained(hour(0, Counter({"NotFoundError": 3}), lost_deletes=2), FAULTS) == ["NotFoundError"]


def test_deletes_whose_answer_is_lost_are_counted(bigcommerce_mock: Mock) -> None:
    bigcommerce_mock.fault("drop-after:operation=deleteCustomer")
    traffic = Traffic(BigCommerce(**bigcommerce_mock.arguments, max_retries=0), seed=1)
    for _ in range(200):
        traffic.step()
    seen = traffic.outcomes
    assert seen.lost_deletes == seen.errors["APIConnectionError"]
    assert 0 < seen.errors["NotFoundError"] <= seen.lost_deletes
