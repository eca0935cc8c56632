"""The list of rules in its forms."""

import json
import subprocess
import sys
from importlib.metadata import version
from typing import Any

import pytest
from click.testing import CliRunner

from bigcommerce_contract.cli import main
from bigcommerce_contract.document import load_rules


def listed(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["rules", *arguments])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_text_is_a_line_a_rule_and_a_count() -> None:
    *lines, last = listed().splitlines()
    shown = [(*line.split(maxsplit=3),) for line in lines]
    assert shown == [(rule["id"], rule["level"], rule["source"], rule["title"]) for rule in load_rules()]
    levels = [rule["level"] for rule in load_rules()]
    must, should, may = (levels.count(level) for level in ("must", "should", "may"))
    assert last == f"{len(levels)} rules: {must} must, {should} should, {may} may"


def test_json_is_the_catalogue() -> None:
    shown: list[dict[str, Any]] = json.loads(listed("--format", "json"))
    assert shown == load_rules()


def test_markdown_is_a_table_with_a_row_a_rule() -> None:
    head, rule, *rows = listed("--format", "markdown").splitlines()
    assert head == "| rule | level | source | sentence | operations | spec |"
    assert rule == "| --- | --- | --- | --- | --- | --- |"
    assert [row.split("`")[1] for row in rows] == [entry["id"] for entry in load_rules()]
    assert all(row.replace("\\|", "").count("|") == 7 for row in rows)


def test_an_unknown_form_is_wrong_usage() -> None:
    result = CliRunner().invoke(main, ["rules", "--format", "yaml"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'yaml' is not one of 'text', 'json', 'markdown'" in result.stderr


def test_an_unknown_command_is_wrong_usage() -> None:
    result = CliRunner().invoke(main, ["chekc"])
    assert result.exit_code == 2
    assert "No such command 'chekc'" in result.stderr


@pytest.mark.parametrize(("command", "package"), [("check", "jsonschema_rs"), ("mock", "sqlalchemy")])
def test_what_is_not_installed_is_told_with_the_extra_that_brings_it(command: str, package: str) -> None:
    lines = f"import sys; sys.modules[{package!r}] = None; from bigcommerce_contract.cli import main; main()"
    url = ["http://127.0.0.1:1/v2"] if command == "check" else []
    ended = subprocess.run([sys.executable, "-c", lines, command, *url], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert f"needs {package}: install bigcommerce-customers[{command}]" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_help_and_version_need_no_extra() -> None:
    helped = CliRunner().invoke(main, ["--help"]).stdout
    assert all(name in helped for name in ("check", "mock", "rules"))
    assert version("bigcommerce-customers") in CliRunner().invoke(main, ["--version"]).stdout
