"""The exit statuses of the command, as a script sees them, and the project's own check of its mock."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.responses import JSONResponse, Response
from tests.check.commanding import check, check_target, ending, exploring, rules, start
from tests.check.mocked import MockTarget
from tests.check.target import BASIC, NO_SCOPE_TOKEN, READ_ONLY_TOKEN, TOKEN, Received, Target

from bigcommerce_contract.check.errors import CheckError

_ROOT = Path(__file__).resolve().parents[2]


def wrong_count(seen: Received) -> Response | None:
    return JSONResponse({"count": "three"}) if seen.target.endswith("/count") else None


def page_of_none(seen: Received) -> Response | None:
    limit = re.search(r"limit=(\d+)", seen.target)
    return JSONResponse([]) if limit and int(limit[1]) > 250 else None


def test_status_0_no_rule_failed_with_the_whole_check_and_all_credentials(mock: MockTarget) -> None:
    before = mock.contents()
    credentials = ["--token", TOKEN, "--read-only-token", READ_ONLY_TOKEN, "--no-scope-token", NO_SCOPE_TOKEN]
    credentials += ["--basic", BASIC, "--basic-url", mock.basic_url]
    process = start(mock.base_url, *credentials, "--rule", "answer.status", "--format", "json", "--seed", "3")
    ended = ending(process)
    assert (ended.status, ended.stderr) == (0, "")
    assert rules(ended.stdout)["answer.status"]["status"] == "passed"
    assert any("x-schemathesis-testcaseid" in seen.headers for seen in mock.log)
    assert json.loads(ended.stdout)["seed"] == 3
    assert mock.contents() == before


@pytest.mark.usefixtures("walk_alone")
def test_status_0_where_only_a_should_rule_is_broken(mock: MockTarget) -> None:
    mock.misbehave = page_of_none
    ended = check_target(mock, "--rule", "list.limit.too_high", "--mode", "read-only")
    assert (ended.status, ended.stderr) == (0, "")
    assert "1 rule: 0 passed, 0 failed, 1 warned, 0 not tested" in ended.stdout


@pytest.mark.usefixtures("walk_alone")
def test_status_0_where_a_token_without_a_scope_is_refused_like_an_unknown_one(mock: MockTarget) -> None:
    mock.misbehave = lambda seen: JSONResponse([], 401) if seen.headers.get("x-auth-token") == NO_SCOPE_TOKEN else None
    options = ["--no-scope-token", NO_SCOPE_TOKEN, "--rule", "access.scope.none.refused", "--mode", "read-only"]
    ended = check_target(mock, *options)
    assert (ended.status, ended.stderr) == (0, "")
    assert "1 rule: 1 passed, 0 failed, 0 warned, 0 not tested" in ended.stdout


@pytest.mark.usefixtures("walk_alone")
def test_status_0_where_nothing_could_be_tested(mock: MockTarget) -> None:
    ended = check_target(mock, "--rule", "access.form.basic")
    told = "Not tested: access.form.basic (must): needs --basic and --basic-url\n"
    assert (ended.status, ended.stderr) == (0, told)
    assert "1 rule: 0 passed, 0 failed, 0 warned, 1 not tested" in ended.stdout


@pytest.mark.usefixtures("walk_alone")
def test_status_1_a_must_rule_failed(mock: MockTarget) -> None:
    mock.misbehave = wrong_count
    ended = check_target(mock, "--rule", "count.shape", "--mode", "read-only")
    assert (ended.status, ended.stderr) == (1, "")
    assert "failed count.shape (must)" in ended.stdout


def test_status_1_outweighs_an_early_end(mock: MockTarget, monkeypatch: pytest.MonkeyPatch) -> None:
    def end_early(*_: object) -> None:
        message = "it had enough"
        raise CheckError(message)

    monkeypatch.setattr("bigcommerce_contract.check.traffic.explorer", exploring(end_early))
    mock.misbehave = wrong_count
    ended = check_target(mock, "--mode", "read-only", "--rule", "count.shape", "--rule", "error.server")
    assert (ended.status, ended.stderr) == (1, "Error: the check ended early: it had enough\n")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("--token", TOKEN, "--rule", "no.such"), 2, "there is no such rule"),
        (("--token", "wrong"), 3, "refuses --token"),
    ],
)
def test_statuses_2_and_3_hold_for_the_process(
    target: Target, arguments: tuple[str, ...], status: int, told: str
) -> None:
    ended = ending(start(target.base_url, *arguments))
    assert (ended.status, ended.stdout) == (status, "")
    assert told in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_credentials_come_from_the_environment_as_well(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIGCOMMERCE_ACCESS_TOKEN", "wrong-token")
    monkeypatch.setenv("BIGCOMMERCE_READ_ONLY_TOKEN", "")
    assert "refuses --token" in check(target.base_url).stderr
    assert target.log[0].headers["x-auth-token"] == "wrong-token"


def test_a_header_goes_with_every_request(target: Target) -> None:
    target.misbehave = lambda _: Response(status_code=404)
    check_target(target, "--header", "X-Edge: one", "--header", "X-Two:")
    assert {(seen.headers["x-edge"], seen.headers["x-two"]) for seen in target.log} == {("one", "")}


def test_a_fault_of_ours_is_a_line_and_the_store_is_cleaned(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError(TOKEN)

    monkeypatch.setattr("bigcommerce_contract.check.traffic.run_walk", fail)
    ended = check_target(target)
    assert (ended.status, ended.stdout) == (3, "")
    assert ended.stderr.startswith("Error: this program itself failed: ZeroDivisionError in test_command.py, line ")


@pytest.mark.parametrize(("arguments", "status"), [(["--rule", "get.missing"], 0), (["--rule", "no.such"], 2)])
def test_the_script_checks_a_mock_of_its_own(arguments: list[str], status: int) -> None:
    command = [sys.executable, str(_ROOT / "scripts" / "check_mock.py"), *arguments, "--max-time", "60"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert ended.returncode == status, ended.stderr
    assert ("1 rule: 1 passed, 0 failed, 0 warned, 0 not tested" in ended.stdout) == (status == 0)
