"""What a reader of `bench/RESULTS.md` sees of what was measured, and of what was not."""

import json
from pathlib import Path

import pytest

from bench import results
from bench.report import Section, Table
from bench.spread import Spread, ratio, share

TABLE = Table(("a", "b"), (("1|2", "3"),), "A title", folded=True)
SECTION = Section("mock", "The mock server", ("How.",), (TABLE,), {"numbers": (1.23456789, 2)}, ("A finding.",))


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
    results.save(SECTION, busy_cores=0.1, minutes=3.4)
    shown = page(folder)
    assert "## The mock server" in shown
    assert "in 3.4 minutes; before it, other work kept 0.10 of " in shown
    assert "<details><summary>A title</summary>" in shown
    assert r"| 1\|2 | 3 |" in shown
    assert "* A finding." in shown


def test_a_part_that_was_not_measured_says_so(folder: Path) -> None:
    assert "## sdk\n\nNot measured in this run." in page(folder)


def test_numbers_of_a_busy_machine_say_so(folder: Path) -> None:
    results.save(SECTION, busy_cores=500, minutes=3.4)
    assert "these numbers are worth little" in page(folder)


def test_a_part_is_kept_until_it_is_forgotten(folder: Path) -> None:
    assert folder.exists()
    assert not results.is_saved("mock")
    results.save(SECTION, busy_cores=0.1, minutes=3.4)
    assert results.is_saved("mock")
    results.forget("mock")
    assert not results.is_saved("mock")


def test_the_page_for_programs_holds_the_facts_in_short_numbers(folder: Path) -> None:
    results.save(SECTION, busy_cores=0.1, minutes=3.4)
    page(folder)
    found = json.loads((folder / "bench" / "results.json").read_text())
    assert found["parts"]["mock"]["section"]["facts"] == {"numbers": [1.2346, 2]}


def test_ratios_compare_within_a_round() -> None:
    assert ratio([2, 40, 6], [4, 10, 1]) == Spread(4, 0.5, 6)


def test_a_share_comes_with_wilsons_interval() -> None:
    assert share(5, 10) == "5 of 10: 50% (24% to 76%)"
    assert share(0, 10) == "0 of 10: 0% (0% to 28%)"
    assert share(0, 0) == "none tried"
