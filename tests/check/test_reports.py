"""The reports of one run with a verdict of each kind, and how their files are written."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import httpx2
import pytest
from starlette.responses import Response as Served
from tests.check.commanding import WALK_ALONE, check_target
from tests.check.reporting import FORMATS, STATUSES, Run
from tests.check.target import TOKEN, Target

from bigcommerce_contract.api import Judge
from bigcommerce_contract.api.report import Report
from bigcommerce_contract.check.exchange import Exchange, Request, Response, Role
from bigcommerce_contract.check.judge import Finding
from bigcommerce_contract.check.report import Facts, render
from bigcommerce_contract.check.verdicts import Status, Verdict
from bigcommerce_contract.document import load_rules

_ORIGIN = "document: /components/schemas/Customer/properties/company, /components/schemas/Company"


@pytest.fixture
def report(run: Run) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(run.text("json"))
    return parsed


def test_the_run_is_as_the_tests_want_it(run: Run) -> None:
    told = "Not tested: access.form.basic (must): needs --basic and --basic-url\n"
    assert (run.ended.status, run.ended.stderr) == (1, told)


def test_json_says_what_was_run_and_sums_up(run: Run, report: dict[str, Any]) -> None:
    assert list(report) == ["target", "mode", "seed", "duration_s", "waited_s", "requests", "summary", "rules"]
    assert (report["target"], report["mode"], report["seed"]) == (run.target.base_url, "read-only", 7)
    assert 0 < report["duration_s"] < 60
    assert report["requests"] == run.sent
    assert report["summary"] == {"passed": 1, "failed": 1, "warned": 1, "not_tested": 1}


def test_json_has_an_entry_a_rule(report: dict[str, Any]) -> None:
    assert {rule["id"]: (rule["level"], rule["status"]) for rule in report["rules"]} == STATUSES
    for rule in report["rules"]:
        assert list(rule) == ["id", "level", "status", "title", "spec", "reason", "same_cause_as", "evidence"]
        assert rule["spec"]
        assert all(pointer.startswith("/") for pointer in rule["spec"])
        assert (rule["reason"] is None) == (rule["status"] == "passed")
        assert bool(rule["evidence"]) == (rule["status"] in {"failed", "warned"})


def test_json_shows_the_exchanges_and_lines_that_repeat_them(run: Run, report: dict[str, Any]) -> None:
    rule = next(rule for rule in report["rules"] if rule["id"] == "customer.company")
    last = rule["evidence"][-1]
    assert list(last) == ["request", "response", "message", "curl"]
    assert list(last["request"]) == ["method", "url", "headers", "body"]
    assert list(last["response"]) == ["status", "headers", "body"]
    assert last["request"]["method"] == "GET"
    assert last["request"]["url"].startswith(f"{run.target.base_url}/customers")
    assert last["request"]["headers"]["X-Auth-Token"] == "*** (full)"
    assert last["request"]["body"] is None
    assert last["response"]["status"] == 200
    assert json.loads(last["response"]["body"])


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_line_to_paste_repeats_the_exchange(run: Run, report: dict[str, Any]) -> None:
    rule = next(rule for rule in report["rules"] if rule["id"] == "customer.company")
    last = rule["evidence"][-1]
    again = subprocess.run(
        ["sh", "-c", last["curl"]],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "BIGCOMMERCE_ACCESS_TOKEN": TOKEN},
    )
    assert last["response"]["body"] in again.stdout
    assert run.target.log[-1].method == last["request"]["method"]


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_a_line_with_a_masked_password_can_be_pasted_too(target: Target) -> None:
    target.misbehave = lambda received: Served(status_code=500) if received.method == "POST" else None
    judge, password = Judge(), "a-password-much-longer-than-its-mask"
    hooks = {"response": [judge.observe_response]}
    with httpx2.Client(event_hooks=hooks, headers={"X-Auth-Token": TOKEN}) as client:
        client.post(f"{target.base_url}/customers", json={"_authentication": {"password": password}})
    report = json.loads(judge.report().render("json"))
    line = next(rule["evidence"][-1]["curl"] for rule in report["rules"] if rule["id"] == "error.server")
    again = subprocess.run(["sh", "-c", line], capture_output=True, timeout=10, check=True)
    assert b" 500 " in again.stdout
    assert json.loads(target.log[-1].body) == {"_authentication": {"password": "***"}}
    assert {name for name, value in target.log[-1].headers.items() if target.log[0].headers.get(name) != value} <= {
        *("content-length", "user-agent", "x-auth-token")
    }


def test_junit_has_a_case_a_rule(run: Run) -> None:
    suites = ET.fromstring(run.text("junit"))  # noqa: S314 - our own file
    (suite,) = suites
    for element in (suites, suite):
        numbers = {name: element.get(name) for name in ("tests", "failures", "skipped", "errors")}
        assert numbers == {"tests": "4", "failures": "1", "skipped": "1", "errors": "0"}
    shown = {case.get("name"): [child.tag for child in case] for case in suite}
    assert shown == {
        "access.form.basic": ["skipped"],
        "list.limit.too_high": ["system-out"],
        "customer.company": ["failure"],
        "count.shape": [],
    }
    failure, skipped = next(suite.iter("failure")), next(suite.iter("skipped"))
    assert failure.get("type") == "must"
    assert "company is" in str(failure.get("message"))
    told = str(failure.text).splitlines()
    assert [line[:5] for line in told[1:3]] == ["curl ", "→ 200"]
    assert told[-2:] == [_ORIGIN, "seed 7"]
    assert skipped.get("message") == "needs --basic and --basic-url"


def test_markdown_lists_what_was_not_kept_first(run: Run) -> None:
    text = run.text("markdown")
    headings = [line for line in text.splitlines() if line.startswith(("#", "<details>"))]
    assert headings == [
        "# Contract check",
        "## Failed: 1",
        "## Warned: 1",
        "## Not tested: 1",
        "<details><summary>Passed: 1</summary>",
    ]
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == list(reversed(STATUSES))[1:2] + list(STATUSES)[1::-1] + [
        "count.shape"
    ]
    assert all(row.replace("\\|", "").count("|") == 5 for row in rows)
    shown = text[text.index(f"`customer.company` · `{_ORIGIN}`") :].splitlines()
    assert [line[:9] for line in shown[2:4]] == ["    curl ", "    → 200"]


@pytest.mark.parametrize("form", ["file", "standard output"])
def test_text_is_a_line_a_rule_and_one_that_sums_up(run: Run, form: str) -> None:
    text = run.text("text") if form == "file" else run.ended.stdout
    lines = text.splitlines()
    for rule, (level, status) in STATUSES.items():
        begin = [*status.split("_"), level, rule]
        assert [line.split()[: len(begin)] for line in lines].count(begin) == 1
    assert lines[-1].startswith("4 rules: 1 passed, 1 failed, 1 warned, 1 not tested · ")
    assert f" {run.sent} requests in " in lines[-1]
    assert "needs --basic and --basic-url" in text
    assert "[red]" in text


@pytest.mark.usefixtures("walk_alone")
def test_no_report_steers_a_terminal(target: Target, tmp_path: Path) -> None:
    target.misbehave = lambda seen: (
        Served("\x1b[2J\x00\x9b2J cleared".encode()) if seen.target.endswith("/count") else None
    )
    files = [word for name in FORMATS for word in ("--report", f"{name}={tmp_path / name}")]
    ended = check_target(target, "--rule", "count.shape", "--mode", "read-only", *files)
    texts = [ended.stdout, *(tmp_path.joinpath(name).read_text() for name in FORMATS)]
    assert ended.status == 1
    assert "[2J" in ended.stdout
    assert [text for text in texts if not {"\x1b", "\x00", "\x9b"}.isdisjoint(text)] == []


@pytest.mark.usefixtures("walk_alone")
def test_json_on_standard_output_is_the_report_and_nothing_else(target: Target) -> None:
    ended = check_target(target, "--rule", "count.shape", "--mode", "read-only", "--format", "json")
    assert json.loads(ended.stdout)["summary"]["passed"] == 1


@pytest.mark.usefixtures("walk_alone")
@pytest.mark.parametrize("before", ["", "of last week"])
def test_a_report_is_written_whole_or_not_at_all(
    target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    def fill_the_disk(path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            file.write(content[:10])
        raise OSError(28, "No space left on device")

    path = tmp_path / "report.json"
    if before:
        path.write_text(before)
    monkeypatch.setattr(Path, "write_bytes", fill_the_disk)
    ended = check_target(target, "--rule", "count.shape", "--mode", "read-only", "--report", f"json={path}")
    assert ended.status == 2
    assert ended.stderr == f"Error: --report json={path}: No space left on device\n"
    assert [file.read_text() for file in tmp_path.glob("*report*")] == ([before] if before else [])
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*"))


@pytest.mark.usefixtures("walk_alone")
def test_a_run_that_cannot_begin_touches_no_report(target: Target, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("of last week")
    target.misbehave = lambda _: Served(status_code=401)
    assert check_target(target, "--report", f"json={path}").status == 3
    assert path.read_text() == "of last week"


def test_a_reader_that_leaves_does_not_change_the_verdict(target: Target, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    options = ["--rule", "list.array", "--mode", "read-only", "--report", f"json={path}"]
    with subprocess.Popen(
        [*WALK_ALONE, target.base_url, "--token", TOKEN, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (0, b"")
    assert json.loads(path.read_text())["summary"]["failed"] == 0


@pytest.mark.parametrize("form", ["html", "junit", "markdown", "text"])
def test_a_rule_that_no_schema_can_say_is_told_to_stand_nowhere_in_the_document(form: str) -> None:
    rule = next(rule for rule in load_rules() if rule["id"] == "create.email.unique")
    exchange = Exchange(Request("POST", "/customers"), Response(201), Role.FULL)
    verdict = Verdict(rule, Status.FAILED, "taken", (Finding(rule["id"], "taken", (exchange,)),))
    facts = Facts("http://127.0.0.1", "marked", 1, 1.0, 1, [verdict], str)
    (result,) = json.loads(render("sarif", facts))["runs"][0]["results"]
    ((place,), related) = result["locations"], result["relatedLocations"]
    file, line = place["physicalLocation"]["artifactLocation"]["uri"], place["physicalLocation"]["region"]["startLine"]
    assert (file, related) == ("spec/rules.yaml", [])
    assert "create.email.unique" in Path(file).read_text().splitlines()[line - 1]
    assert "document: nowhere, since no schema can say it" in render(form, facts)
    assert "document: nowhere, since no schema can say it" in str(Report(facts))


def test_text_of_a_target_stays_text_in_a_cell_of_markdown() -> None:
    rule = next(rule for rule in load_rules() if rule["id"] == "create.email.unique")
    exchange = Exchange(Request("POST", "/customers"), Response(201), Role.FULL)
    told = "<img src=//e.example/x.png> @team ``` [a](http://e)"
    verdict = Verdict(rule, Status.FAILED, told, (Finding(rule["id"], told, (exchange,)),))
    text = render("markdown", Facts("http://127.0.0.1", "marked", 1, 1.0, 1, [verdict], str))
    assert f"| ```` {told} ```` |" in text


def test_text_shows_what_a_target_said_letter_by_letter(tmp_path: Path) -> None:
    said = ":smile: \u2028[red] :x: \t.\t \\"
    asked = Request("POST", "/customers", "", (), f'{{"notes":"{said}"}}'.encode())
    shown = Exchange(asked, Response(500, (), said.encode()), Role.UNSTATED, base_url="https://x.example/stores/a/v2")
    rule = next(rule for rule in load_rules() if rule["id"] == "error.shape")
    verdict = Verdict(rule, Status.FAILED, f"got {said}", (Finding(rule["id"], f"got {said}", (shown,)),))
    facts = Facts(str(tmp_path), "watched", 0, 0.0, 1, [verdict], mask=str)
    lines = render("text", facts).split("\n")
    assert f"    → 500 {said}" in lines
    assert any(f'{{"notes":"{said}"}}' in line for line in lines)
    assert any(line.startswith("  got :smile: \u2028[red] ") for line in lines)
