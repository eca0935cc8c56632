"""An audit tells what is known, and never takes silence for safety."""

import json
import os
import subprocess
import sys

import pytest

from audit import read_node, read_python

from .checkout import ROOT

SAFE: dict[str, object] = {"name": "attrs", "version": "26.1.0", "vulns": []}
BROKEN: dict[str, object] = {
    "name": "jinja2",
    "version": "2.4",
    "vulns": [{"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"]}],
}
SKIPPED = {"name": "anyio", "skip_reason": "Dependency not found on PyPI and could not be audited: anyio (4.16.0)"}


def test_what_cannot_be_asked_ends_with_a_status_of_its_own_and_a_line_for_each_lock() -> None:
    # The port of a service that no machine runs: whatever an auditor asks, nothing answers.
    closed = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    command = [sys.executable, "scripts/audit.py"]
    environment = {**os.environ, **closed, "NO_PROXY": "", "no_proxy": ""}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert [line.partition(": not audited: ")[0] for line in ended.stderr.splitlines()] == [
        "requirements.lock",
        "package-lock.json",
    ]


def test_python_packages_that_were_asked_for_and_are_safe_are_counted() -> None:
    answer = read_python(json.dumps({"dependencies": [SAFE, SAFE]}))
    assert (answer.asked, answer.vulnerabilities, answer.silence) == (2, (), "")


def test_a_vulnerability_is_told_with_the_version_that_mends_it() -> None:
    answer = read_python(json.dumps({"dependencies": [SAFE, BROKEN]}))
    assert answer.vulnerabilities == ("jinja2 2.4: PYSEC-2019-217, mended in 2.10.1",)


def test_a_package_that_a_registry_does_not_know_is_not_taken_for_safe() -> None:
    answer = read_python(json.dumps({"dependencies": [SAFE, SKIPPED]}))
    assert answer.asked == 1
    assert answer.silence == "the registry does not tell the vulnerabilities of 1 packages"


@pytest.mark.parametrize("output", ["", "no JSON", "{}", '{"dependencies": []}'])
def test_no_answer_is_not_taken_for_safety(output: str) -> None:
    assert read_python(output).silence
    assert read_node(output).silence


def test_a_vulnerability_of_a_node_package_is_told() -> None:
    found = {"vulnerabilities": {"tar": {"severity": "high"}}, "metadata": {"dependencies": {"total": 7}}}
    answer = read_node(json.dumps(found))
    assert (answer.asked, answer.vulnerabilities, answer.silence) == (7, ("tar: high",), "")
