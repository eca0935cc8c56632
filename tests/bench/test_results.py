"""What a reader of `bench/RESULTS.md` sees of what was measured, and of what was not."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench import __main__ as command
from bench import results
from bench.commit import CHANGED, UNKNOWN, commit
from bench.paths import ROOT
from bench.report import Section, Table
from bench.spread import Spread, ratio, share

TABLE = Table(("a", "b"), (("1|2", "3"),), "A title", folded=True)
SECTION = Section("mock", "The mock server", ("How.",), (TABLE,), {"numbers": (1.23456789, 2)}, ("A finding.",))
RUN = results.Run(busy_cores=0.1, minutes=3.4, commit="0123456789ab", effort="full run")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(results, "BUILD", tmp_path / "build")
    monkeypatch.setattr(results, "FOLDER", tmp_path / "bench")
    monkeypatch.setattr(results, "ROOT", tmp_path)
    return tmp_path


def page(folder: Path) -> str:
    results.publish(("mock", "sdk"))
    return (folder / "bench" / "RESULTS.md").read_text()


def test_a_part_that_was_measured_is_shown_with_how_and_when(folder: Path) -> None:
    results.save(SECTION, RUN)
    shown = page(folder)
    assert "## The mock server" in shown
    assert "in 3.4 minutes: a full run of commit 0123456789ab; before it, other work kept 0.10 of " in shown
    assert "different code" not in shown
    assert "<details><summary>A title</summary>" in shown
    assert r"| 1\|2 | 3 |" in shown
    assert "* A finding." in shown


def test_a_part_that_was_not_measured_says_so(folder: Path) -> None:
    assert "## sdk\n\nNot measured in this run." in page(folder)


def test_numbers_of_a_busy_machine_say_so(folder: Path) -> None:
    results.save(SECTION, replace(RUN, busy_cores=500))
    assert "these numbers are worth little" in page(folder)


def test_parts_of_different_code_are_named_at_the_head(folder: Path) -> None:
    results.save(SECTION, RUN)
    results.save(replace(SECTION, name="sdk"), replace(RUN, commit="ba9876543210", effort="quick run with --minutes 5"))
    head, _, parts = page(folder).partition("## The mock server")
    assert "different code, by commit: mock of 0123456789ab, sdk of ba9876543210." in head
    assert "a quick run with --minutes 5 of commit ba9876543210" in parts


def test_a_part_that_an_earlier_version_measured_is_still_shown(folder: Path) -> None:
    results.save(SECTION, RUN)
    file = folder / "build" / "mock.json"
    saved = json.loads(file.read_text())
    file.write_text(json.dumps({name: saved[name] for name in ("machine", "busy_cores", "minutes", "section")}))
    assert "in 3.4 minutes; before it" in page(folder)
    assert "different code" not in page(folder)
    results.save(replace(SECTION, name="sdk"), RUN)
    assert "different code, by commit: mock of unknown, sdk of 0123456789ab." in page(folder)


@pytest.mark.parametrize(
    ("arguments", "effort"),
    [
        (("mock", "--quick"), "quick run"),
        (("mock", "--minutes=5"), "full run"),
        (("check", "--minutes=5", "--peer=a", "--peer=b"), "full run with --minutes 5 --peer a --peer b"),
    ],
)
def test_a_run_keeps_what_was_measured_and_how(
    arguments: tuple[str, ...], effort: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(*_: object) -> Section:
        return replace(SECTION, name=arguments[0])

    monkeypatch.setattr(command, "stop_servers_on_sigterm", lambda: None)
    monkeypatch.setattr(command, "busy_cores", lambda: 0.5)
    monkeypatch.setattr(command, f"_{arguments[0]}", found)
    assert CliRunner().invoke(command.main, arguments).exit_code == 0
    saved = json.loads((folder / "build" / f"{arguments[0]}.json").read_text())
    assert (saved["effort"], saved["commit"], saved["busy_cores"]) == (effort, commit(ROOT), 0.5)


def git(folder: Path, *arguments: str) -> str:
    told = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-C", str(folder), *arguments)
    return subprocess.run(["git", *told], check=True, capture_output=True, text=True).stdout.strip()


def test_a_commit_is_told_with_a_mark_where_more_than_results_has_changed(tmp_path: Path) -> None:
    (tmp_path / "bench").mkdir()
    files = tmp_path / "code.py", tmp_path / "bench" / "RESULTS.md"
    for file in files:
        file.write_text("1")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message=A commit")
    told = commit(tmp_path)
    assert git(tmp_path, "rev-parse", told) == git(tmp_path, "rev-parse", "HEAD")
    files[1].write_text("2")
    assert commit(tmp_path) == told
    files[0].write_text("2")
    assert commit(tmp_path) == told + CHANGED
    assert commit(tmp_path / "bench") == UNKNOWN


def test_a_part_is_kept_until_it_is_forgotten(folder: Path) -> None:
    assert folder.exists()
    assert not results.is_saved("mock")
    results.save(SECTION, RUN)
    assert results.is_saved("mock")
    results.forget("mock")
    assert not results.is_saved("mock")


def test_the_page_for_programs_holds_the_facts_in_short_numbers(folder: Path) -> None:
    results.save(SECTION, RUN)
    page(folder)
    found = json.loads((folder / "bench" / "results.json").read_text())
    assert found["parts"]["mock"]["section"]["facts"] == {"numbers": [1.2346, 2]}


def test_ratios_compare_within_a_round() -> None:
    assert ratio([2, 40, 6], [4, 10, 1]) == Spread(4, 0.5, 6)


def test_a_share_comes_with_wilsons_interval() -> None:
    assert share(5, 10) == "5 of 10: 50% (24% to 76%)"
    assert share(0, 10) == "0 of 10: 0% (0% to 28%)"
    assert share(0, 0) == "none tried"
