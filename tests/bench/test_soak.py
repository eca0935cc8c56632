"""A few seconds of what `make soak` does for an hour."""

import pytest

from bench.soak.run import Row, soak, table
from bigcommerce_customers import errors

CALLS = 250


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


def test_faults_reach_the_client_as_errors_of_its_own(rows: list[Row]) -> None:
    names = {name for row in rows for name in row.errors}
    assert all(issubclass(getattr(errors, name), errors.APIError) for name in names)


def test_memory_is_seen_of_both_sides(rows: list[Row]) -> None:
    assert all(row.mock_mb > 10 and row.client_mb > 10 for row in rows)


def test_the_table_has_a_line_for_each_row(rows: list[Row]) -> None:
    assert len(table(rows).markdown().splitlines()) == len(rows) + 4
