"""The actions, step by step as a runner carries them out."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest
from starlette.responses import JSONResponse, Response
from tests.actions.runner import ACTIONS, Ended, Runner
from tests.check.target import FOREIGN, TOKEN, Received, Target, serve

SERVER_RULES = "--rule count.shape\n--rule create.location\n--rule list.order"
INJECTED = "::error title=injected::by the server"


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """Give a runner on which this environment is the one that the actions install."""
    (tmp_path / "temp").mkdir()
    (tmp_path / "workspace").mkdir()
    (tmp_path / "temp/bigcommerce-contract").symlink_to(sys.prefix)
    return Runner(tmp_path / "temp", tmp_path / "workspace")


@pytest.fixture(autouse=True)
def _ended_job(tmp_path: Path) -> Iterator[None]:
    """End what the steps left running, as a runner does at the end of a job."""
    yield
    for file in (tmp_path / "temp").glob("command-*"):
        for line in file.read_text().splitlines():
            if line.startswith("pid="):
                with suppress(ProcessLookupError):
                    os.kill(int(line.removeprefix("pid=")), signal.SIGTERM)


@pytest.fixture
def target() -> Iterator[Target]:
    with serve(Target()) as served:
        for number, email in FOREIGN.items():
            served.add({"id": number, "email": email, "first_name": "A", "last_name": "Person"})
        yield served


def check(runner: Runner, target: Target, **inputs: str) -> Ended:
    given = {"url": target.base_url, "token": TOKEN, "options": SERVER_RULES, **inputs}
    return runner.use("contract-check", given)


def lie(received: Received) -> Response | None:
    """Answer the count with a text, and a line that would be a command to the runner."""
    if received.target.endswith("/customers/count"):
        return Response(f'{{"count": "3"}}\n{INJECTED}\n', media_type="application/json")
    return None


def test_the_mock_is_installed_from_the_locked_packages_and_serves_until_the_job_ends(tmp_path: Path) -> None:
    (tmp_path / "temp").mkdir()
    runner = Runner(tmp_path / "temp", tmp_path)
    ended = runner.use("mock", {"port": "0", "options": "--seed-customers 7\n\n--store north\n--token secret-1"})
    assert ended.status == 0, ended.log
    outputs = ended.outputs
    assert outputs["base-url"] == f"{outputs['url']}/stores/north/v2"
    user, _, key = outputs["basic"].partition(":")
    count = f"{outputs['base-url']}/customers/count"
    assert httpx2.get(count, headers={"X-Auth-Token": outputs["token"]}).json() == {"count": 7}
    assert httpx2.get(count, headers={"X-Auth-Token": outputs["read-only-token"]}).json() == {"count": 7}
    assert httpx2.get(count, headers={"X-Auth-Token": outputs["no-scope-token"]}).status_code == 403
    assert httpx2.get(f"{outputs['basic-url']}/customers/count", auth=(user, key)).json() == {"count": 7}
    assert (outputs["token"], outputs["authority"]) == ("secret-1", "")
    assert f"listening on {outputs['url']}\n" in Path(outputs["log"]).read_text()
    installed = tmp_path / "temp/bigcommerce-contract"
    version = [str(installed / "bin/python"), "-c", "import bigcommerce_contract as it; print(it.__file__)"]
    assert subprocess.check_output(version, text=True).startswith(str(installed))


def test_a_mock_behind_https_names_its_certificate(runner: Runner) -> None:
    ended = runner.use("mock", {"port": "0", "options": "--tls-self-signed"})
    assert ended.outputs["url"].startswith("https://")
    assert "BEGIN CERTIFICATE" in Path(ended.outputs["authority"]).read_text()


def test_a_mock_that_does_not_start_shows_its_log_and_fails(runner: Runner) -> None:
    ended = runner.use("mock", {"options": "--fault nonsense"})
    assert ended.status == 1
    assert set(ended.outputs.values()) == {""}
    assert "Error: There is no fault nonsense." in ended.log
    assert "::error title=The mock server did not start::" in ended.log


@pytest.mark.parametrize("hostile", ["$(touch here)", "`touch here`", "a; touch here", 'a"; touch here; "'])
def test_an_input_is_an_argument_and_never_a_program(runner: Runner, hostile: str) -> None:
    ended = runner.use("mock", {"port": "0", "options": f"--token {hostile}"})
    assert ended.outputs["token"] == hostile
    assert list(runner.workspace.iterdir()) == []


def test_without_a_url_the_mock_is_started_and_keeps_the_contract(runner: Runner) -> None:
    ended = runner.use("contract-check", {"options": "--rule access.scope.none.refused\n--rule access.form.basic"})
    assert ended.status == 0, ended.log
    assert (ended.outputs["status"], ended.outputs["kept"]) == ("0", "true")
    assert ended.environments["Check the contract"]["MODE"] == "disposable"
    assert {name: ended.outputs[name] for name in ("passed", "failed", "not-tested")} == {
        "passed": "2",
        "failed": "0",
        "not-tested": "0",
    }


def test_a_server_that_breaks_a_must_rule_fails_after_all_was_published(runner: Runner, target: Target) -> None:
    target.misbehave = lie
    ended = check(runner, target)
    assert ended.status == 1
    assert ended.environments["Check the contract"]["MODE"] == "marked"
    outputs = ended.outputs
    counted = {name: outputs[name] for name in ("status", "kept", "passed", "failed", "warned", "not-tested")}
    assert counted == {"status": "1", "kept": "false", "passed": "1", "failed": "1", "warned": "1", "not-tested": "0"}
    assert "## Failed: 1" in ended.summary
    assert "| `count.shape` | must | The count is an object whose count is an integer. |" in ended.summary
    commands = [line for line in ended.log.splitlines() if line.startswith(("::error", "::warning"))]
    shown = [line.partition(" the new")[0].partition("an object")[0] for line in commands if line != INJECTED]
    assert sorted(shown) == [
        "::error title=count.shape (must)::The count is ",
        "::warning title=create.location (should)::A 201 names",
    ]
    reports = {name: (runner.workspace / outputs[name]).read_text() for name in ("json", "junit", "sarif", "html")}
    assert json.loads(reports["json"])["summary"]["failed"] == 1
    assert 'failures="1"' in reports["junit"].splitlines()[1]
    results = json.loads(reports["sarif"])["runs"][0]["results"]
    assert {(result["ruleId"], result["level"]) for result in results} == {
        ("count.shape", "error"),
        ("create.location", "warning"),
    }
    assert (runner.workspace / outputs["markdown"]).read_text() == ended.summary
    assert reports["html"].startswith("<!doctype html>")


def test_what_the_server_answers_is_no_command_to_the_runner(runner: Runner, target: Target) -> None:
    target.misbehave = lie
    log = check(runner, target).log
    start = next(line for line in log.splitlines() if line.startswith("::stop-commands::"))
    fence = start.removeprefix("::stop-commands::")
    before, fenced, after = log.partition(start)[0], *log.partition(start)[2].split(f"\n::{fence}::\n")
    assert INJECTED in fenced
    assert not [line for line in (before + after).splitlines() if line.lstrip().startswith(INJECTED)]
    assert fence not in check(runner, target).log


def test_a_server_that_cannot_be_judged_fails_and_says_so(runner: Runner, target: Target) -> None:
    check(runner, target)
    ended = check(runner, target, token="another-secret-token")
    assert ended.status == 3
    assert (ended.outputs["status"], ended.outputs["kept"], ended.outputs["json"]) == ("3", "false", "")
    assert "::error title=The contract could not be checked::Error: " in ended.log
    assert ended.summary.startswith("# Contract check\n\n    Error: ")
    assert list((runner.workspace / "contract-reports").iterdir()) == []


def test_credentials_reach_the_check_by_variables_and_no_output(runner: Runner, target: Target) -> None:
    target.misbehave = lambda received: JSONResponse([received.headers], 500) if "count" in received.target else None
    ended = check(runner, target, basic="somebody:secret-key-7", **{"basic-url": target.basic_url})
    variables = ended.environments["Check the contract"]
    assert (variables["BIGCOMMERCE_ACCESS_TOKEN"], variables["BIGCOMMERCE_BASIC"]) == (TOKEN, "somebody:secret-key-7")
    everything = [ended.log, ended.summary, *(file.read_text() for file in runner.workspace.glob("**/*.*"))]
    assert [text for text in everything if TOKEN in text or "secret-key-7" in text] == []


def test_a_summary_that_github_would_refuse_is_cut(tmp_path: Path) -> None:
    report, errors, shown = tmp_path / "contract.md", tmp_path / "errors", tmp_path / "summary.md"
    report.write_text("# Contract check\n" + "ä line\n" * 200_000)
    errors.touch()
    command = [sys.executable, "-I", str(ACTIONS / "publish.py"), str(tmp_path), "1", str(errors)]
    variables = {"GITHUB_STEP_SUMMARY": str(shown), "GITHUB_OUTPUT": str(tmp_path / "outputs")}
    subprocess.run(command, check=True, env=variables)
    assert 900_000 < len(shown.read_bytes()) < 1024**2
    assert shown.read_text().endswith(f"line\n\nCut here: the rest stands in the report `{report}`.\n")
