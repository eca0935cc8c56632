"""The dry run: it sends nothing, and a run keeps to what it said."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.check.commanding import check_target, refused, rules
from tests.check.mocked import MockTarget, mock_target
from tests.check.target import BASIC, NO_SCOPE_TOKEN, READ_ONLY_TOKEN, TOKEN, Target

from bigcommerce_contract.check.ledger import ledger_folder

_CREDENTIALS = ("--read-only-token", READ_ONLY_TOKEN, "--no-scope-token", NO_SCOPE_TOKEN, "--basic", BASIC)


def plan_of(target: Target, *words: str) -> dict[str, Any]:
    ended = check_target(target, *words, "--plan", "--format", "json")
    assert (ended.status, ended.stderr) == (0, "")
    plan: dict[str, Any] = json.loads(ended.stdout)
    return plan


@pytest.mark.parametrize("mode", ["read-only", "marked", "disposable"])
def test_a_plan_sends_nothing_and_leaves_nothing(target: Target, tmp_path: Path, mode: str) -> None:
    target.misbehave = lambda _: pytest.fail("the target was sent something")
    ended = check_target(target, "--mode", mode, "--rule", "create.accepted", "--rule", "count.shape", "--plan")
    assert (ended.status, ended.stderr) == (0, "")
    assert f"{target.base_url} · mode {mode} · seed 1 · nothing was sent\n" in ended.stdout
    assert target.log == []
    assert not ledger_folder().exists()
    assert not [*tmp_path.rglob("*.jsonl")]


@pytest.mark.usefixtures("walk_alone")
def test_a_run_on_a_store_of_its_own_keeps_to_the_plan() -> None:
    with mock_target(seeded=0) as mock:
        words = ("--mode", "disposable", *_CREDENTIALS, "--basic-url", mock.basic_url)
        plan = plan_of(mock, *words)
        assert mock.log == []
        ended = check_target(mock, *words, "--format", "json")
        assert ended.status == 0
        assert plan["requests"] * 0.6 < len(mock.log) <= plan["requests"]
        assert plan["customers_created"] * 0.8 <= mock.created <= plan["customers_created"]
        assert _untested(ended.stdout) == plan["not_tested"] == {}
        assert plan["not_sent"] == []


def test_a_run_with_generated_requests_keeps_to_the_plan(mock: MockTarget) -> None:
    words = ("--rule", "create.accepted", "--rule", "answer.status")
    plan = plan_of(mock, *words)
    before = mock.contents()
    mock.created = 0
    mock.log.clear()
    check_target(mock, *words)
    assert plan["requests"] * 0.7 < len(mock.log) <= plan["requests"]
    assert plan["customers_created"] * 0.7 < mock.created <= plan["customers_created"]
    assert mock.contents() == before


@pytest.mark.usefixtures("walk_alone")
def test_a_plan_tells_what_a_mode_and_missing_credentials_exclude(target: Target) -> None:
    plan = plan_of(target, "--mode", "read-only", "--rate", "5/s")
    assert plan["not_sent"] == [
        "createCustomer",
        "deleteAllCustomers",
        "deleteCustomer",
        "updateCustomer",
        "validatePassword",
    ]
    assert plan["not_tested"]["create.accepted"] == "needs --mode marked or disposable"
    assert plan["not_tested"]["access.scope.none.refused"] == "needs --no-scope-token"
    assert plan["customers_created"] == 0
    assert plan["seconds_at_rate"] == pytest.approx(plan["requests"] / 5, abs=0.1)
    text = check_target(target, "--mode", "read-only", "--rate", "5/s", "--plan").stdout
    assert "Only GET requests are sent.\n" in text
    assert f"At most {plan['requests']:,} requests and 0 customers created" in text
    assert "  not tested  create.accepted (needs --mode marked or disposable)\n" in text
    assert "Not sent: createCustomer, deleteAllCustomers" in text


def test_a_plan_takes_no_reports(target: Target, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    told = refused(2, target.base_url, "--token", TOKEN, "--plan", "--report", f"json={report}")
    assert told == "Error: --plan checks nothing that could be reported: leave out --report\n"
    assert not report.exists()


def _untested(report: str) -> dict[str, str]:
    return {name: rule["reason"] for name, rule in rules(report).items() if rule["status"] == "not_tested"}
