"""The line that a person at a terminal sees while a check runs."""

import json
import os
import subprocess

from tests.check.commanding import WALK_ALONE
from tests.check.mocked import MockTarget
from tests.check.target import TOKEN


def shown(mock: MockTarget, *words: str, **environment: str) -> tuple[str, str]:
    """Run a check with a terminal for its errors and a pipe for its report; give what came on both."""
    ours, theirs = os.openpty()
    arguments = [*WALK_ALONE, mock.base_url, "--token", TOKEN, "--rule", "list.order", "--format", "json", *words]
    there = {name: value for name, value in os.environ.items() if name != "CI"}
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=theirs, text=True, env={**there, "TERM": "xterm", **environment}
    ) as process:
        os.close(theirs)
        seen = b"".join(iter(lambda: _read(ours), b""))
        assert process.stdout
        report = process.stdout.read()
    os.close(ours)
    assert process.returncode == 0, seen
    return seen.decode(), report


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that nobody holds the other end any more
        return b""


def test_a_terminal_shows_how_far_the_run_has_come_and_the_report_is_kept_apart(mock: MockTarget) -> None:
    seen, report = shown(mock)
    assert " requests · 0 rules broken · " in seen
    assert "clean-up" in seen
    assert json.loads(report)["summary"]["passed"] == 1


def test_a_terminal_of_a_ci_stays_quiet(mock: MockTarget) -> None:
    seen, report = shown(mock, CI="true")
    assert seen == ""
    assert json.loads(report)["summary"]["passed"] == 1


def test_a_terminal_shows_how_far_a_rehearsal_has_come(mock: MockTarget) -> None:
    seen, plan = shown(mock, "--plan")
    assert " requests planned, none sent · " in seen
    assert json.loads(plan)["rules"] == 1
    assert mock.log == []
