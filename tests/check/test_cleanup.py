"""What a check leaves behind: nothing, however it ends; and what it may not touch."""

import json
import shutil
import time
from pathlib import Path
from types import SimpleNamespace

import httpx2
import pytest
from starlette.responses import Response
from tests.check.commanding import check, check_target, exploring
from tests.check.mocked import MockTarget
from tests.check.target import FOREIGN, TOKEN, Received, Target

from bigcommerce_contract.check.cleanup import new_ledger
from bigcommerce_contract.check.errors import CheckError


def test_a_clean_up_of_a_clean_store_changes_nothing(mock: MockTarget) -> None:
    before = mock.contents()
    assert check_target(mock, "--clean-up").stdout == "0 customers removed.\n"
    assert mock.writes() == []
    assert mock.contents() == before


@pytest.mark.usefixtures("walk_alone")
def test_a_run_leaves_the_store_as_it_was_where_rules_fail(mock: MockTarget, state: Path) -> None:
    def refuse_updates(seen: Received) -> Response | None:
        return Response(status_code=400) if seen.method == "PUT" else None

    before, mock.misbehave = mock.contents(), refuse_updates
    assert check_target(mock, "--rule", "update.accepted").status == 1
    assert {method for method, _ in mock.writes()} == {"POST", "PUT", "DELETE"}
    assert ("DELETE", "/stores/abc/v2/customers") not in mock.writes()
    assert mock.contents() == before
    assert not list(state.rglob("*.jsonl"))


@pytest.mark.usefixtures("walk_alone")
def test_a_run_whose_time_is_over_cleans_up(mock: MockTarget, monkeypatch: pytest.MonkeyPatch) -> None:
    def tell_time() -> float:
        return time.monotonic() + (1000 if len(mock.writes()) > 2 else 0)

    monkeypatch.setattr("bigcommerce_contract.check.pace.time", SimpleNamespace(monotonic=tell_time))
    before = mock.contents()
    ended = check_target(mock, "--max-time", "900")
    assert ended.status == 3
    assert ended.stderr == "Error: the check ended early: the time of --max-time was over\n"
    assert "not reached: the time of --max-time was over" in ended.stdout
    assert [method for method, _ in mock.writes()] == ["POST"] * 3 + ["DELETE"] * 3
    assert mock.contents() == before


def test_an_exploration_that_cannot_start_is_told(mock: MockTarget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bigcommerce_contract.check.explore.sys", SimpleNamespace(executable=shutil.which("false")))
    ended = check_target(mock, "--rule", "answer.status", "--mode", "read-only")
    assert ended.status == 3
    assert ended.stderr == "Error: the check ended early: schemathesis ended with status 1: no output\n"


def test_an_exploration_that_fails_costs_neither_the_clean_up_nor_what_the_walk_saw(
    mock: MockTarget, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        message = "schemathesis ended with status 2"
        raise CheckError(message)

    monkeypatch.setattr("bigcommerce_contract.check.traffic.explorer", exploring(fail))
    before = mock.contents()
    ended = check_target(mock, "--rule", "answer.status")
    assert (ended.status, ended.stderr) == (3, "Error: the check ended early: schemathesis ended with status 2\n")
    assert "1 rule: 1 passed" in ended.stdout
    assert mock.contents() == before


@pytest.mark.usefixtures("walk_alone")
@pytest.mark.parametrize("failing", [1, 1000])
def test_customers_of_creates_that_were_answered_with_an_error_are_removed(target: Target, failing: int) -> None:
    def store_and_fail(seen: Received) -> Response | None:
        if seen.method != "POST" or len(target.writes()) > failing:
            return None
        target.add(json.loads(seen.body))
        return Response(status_code=500)

    target.misbehave = store_and_fail
    check_target(target, "--rule", "get.customer")
    assert any(method == "POST" for method, _ in target.writes())
    assert target.customers.keys() == FOREIGN.keys()


@pytest.mark.usefixtures("walk_alone")
@pytest.mark.parametrize("answer", [Response(status_code=500), Response(status_code=204)])
def test_customers_that_cannot_be_removed_are_named_and_removed_later(target: Target, answer: Response) -> None:
    target.misbehave = lambda seen: answer if seen.method == "DELETE" else None
    ended = check_target(target, "--rule", "get.customer")
    left = sorted(target.customers.keys() - FOREIGN.keys())
    assert left
    assert f"{len(left)} customers could not be removed (id {', '.join(map(str, left))}); " in ended.stderr
    again = check_target(target, "--clean-up")
    assert again.status == 3
    assert "could not be removed" in again.stderr
    target.misbehave = lambda _: None
    assert check_target(target, "--clean-up").status == 0
    assert target.customers.keys() == FOREIGN.keys()


def test_disposable_refuses_a_store_with_customers(mock: MockTarget) -> None:
    before = mock.contents()
    ended = check_target(mock, "--mode", "disposable")
    assert (ended.status, ended.stdout) == (2, "")
    assert "the store holds customers" in ended.stderr
    assert "--yes-delete-all-customers" in ended.stderr
    assert mock.writes() == []
    assert mock.contents() == before


@pytest.mark.usefixtures("walk_alone")
def test_disposable_empties_a_store_that_was_given_away(mock: MockTarget) -> None:
    options = ("--mode", "disposable", "--yes-delete-all-customers", "--rule", "delete_all.customers")
    ended = check_target(mock, *options)
    assert (ended.status, ended.stderr) == (0, "")
    assert mock.contents() == []


@pytest.mark.usefixtures("walk_alone")
def test_read_only_writes_nothing_even_with_a_token_that_may(mock: MockTarget) -> None:
    check(mock.base_url, "--token", TOKEN, "--mode", "read-only", "--rule", "error.shape")
    assert {seen.method for seen in mock.log} == {"GET"}


def test_a_clean_up_leaves_the_customers_of_a_running_check_alone(mock: MockTarget) -> None:
    before = mock.contents()

    def create(email: str) -> int:
        body = {"first_name": "A", "last_name": "B", "email": email}
        answer = httpx2.post(f"{mock.base_url}/customers", json=body, headers={"X-Auth-Token": TOKEN})
        number: int = answer.raise_for_status().json()["id"]
        return number

    running = new_ledger([mock.base_url])
    running.intend("a@r1.contract-check.example")
    known = running.intend("b@r1.contract-check.example")
    kept = {create("a@r1.contract-check.example"), create("renamed@r1.contract-check.example")}
    running.created(known, max(kept))
    create("c@r2.contract-check.example")
    assert check_target(mock, "--clean-up").stdout == "1 customer removed.\n"
    assert {one["id"] for one in mock.contents()} - {one["id"] for one in before} == kept
    assert running.path.exists()
    running.release()
    assert check_target(mock, "--clean-up").stdout == "2 customers removed.\n"
    assert mock.contents() == before
    assert not running.path.exists()
