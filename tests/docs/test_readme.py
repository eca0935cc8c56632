"""Every block of the README does what the README says."""

import re
import shlex
import subprocess
import sys
from collections.abc import Generator
from itertools import pairwise
from pathlib import Path

import pytest
from tests.check.recorded.story import story
from tests.check.recorded.writing import write_cassette
from tests.docs.blocks import Block, blocks

from bigcommerce_contract.document import load_rules

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = blocks(ROOT / "README.md")
SHELL = [command for block in BLOCKS if block.language == "sh" for command in block.commands()]
ANNOUNCED = "http://127.0.0.1:8080"


def local(command: str) -> list[str]:
    """Give the arguments of a command of ours, with the program of this environment."""
    program, *arguments = shlex.split(command)
    return [str(Path(sys.executable).with_name(program)), *arguments]


@pytest.fixture(scope="module")
def mock() -> Generator[str]:
    """Start the mock as the README does, on a free port; give its URL."""
    (start,) = [command for command in SHELL if command.startswith("bigcommerce-contract mock")]
    with subprocess.Popen([*local(start), "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().removeprefix("listening on ").strip()
        finally:
            process.kill()


def test_no_block_is_of_a_kind_that_no_test_runs() -> None:
    known = re.compile(r"make (check|docs|test)|pip install |bigcommerce-contract (mock|check|verify) ")
    assert [command for command in SHELL if not known.match(command)] == []
    assert {block.language for block in BLOCKS} == {"sh", "python", "text"}


@pytest.mark.parametrize(
    ("program", "printed"),
    [
        pytest.param(block, after, id=f"line {block.line}")
        for block, after in pairwise(BLOCKS)
        if block.language == "python" and "def test_" not in block.text
    ],
)
def test_the_program_prints_what_is_shown_below_it(mock: str, program: Block, printed: Block) -> None:
    source = program.text.replace(ANNOUNCED, mock)
    ended = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert printed.language == "text"
    assert ended.stdout == printed.text


def test_the_check_of_a_running_server_passes_and_writes_its_report(mock: str, tmp_path: Path) -> None:
    (check,) = [command for command in SHELL if command.startswith("bigcommerce-contract check")]
    arguments = local(check.replace(ANNOUNCED, mock))
    ended = subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert re.search(r" passed, 0 failed, 0 warned, \d+ not tested ", ended.stdout.splitlines()[-1])
    assert [file.name for file in tmp_path.iterdir()] == ["contract.html"]


@pytest.mark.parametrize(
    ("test", "outcome"),
    [pytest.param(*pair, id=f"line {pair[0].line}") for pair in pairwise(BLOCKS) if "def test_" in pair[0].text],
)
def test_the_test_passes_as_shown_below_it(mock: str, tmp_path: Path, test: Block, outcome: Block) -> None:
    (tmp_path / "test_shown.py").write_text(test.text.replace(ANNOUNCED, mock))
    pytest_ = [sys.executable, "-m", "pytest", "-p", "no:schemathesis", "--rootdir", ".", "test_shown.py"]
    ended = subprocess.run(pytest_, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stdout
    assert f"= {outcome.text.strip()} in " in ended.stdout


def test_cassettes_are_judged_and_the_report_written(tmp_path: Path) -> None:
    (verify,) = [command for command in SHELL if command.startswith("bigcommerce-contract verify")]
    (tmp_path / "tests/cassettes").mkdir(parents=True)
    write_cassette(tmp_path / "tests/cassettes/story.yaml", *story())
    ended = subprocess.run(local(verify), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "# Contract check" in (tmp_path / "contract.md").read_text()


def test_make_check_exercises_every_rule_and_prints_the_lines_shown() -> None:
    ended = subprocess.run(["make", "check"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    rules = len(load_rules())
    summary = re.fullmatch(
        rf"{rules} rules: {rules} passed, 0 failed, 0 warned, 0 not tested · [\d,]+ requests in [\d.]+ s, "
        r"[\d.]+ s of it waiting for the target",
        ended.stdout.splitlines()[-1],
    )
    assert summary
    assert f"taken apart into {rules} rules" in (ROOT / "README.md").read_text()
    shown = next(block for block in BLOCKS if block.language == "text")
    lines = [line for line in shown.text.splitlines() if line != "..."]
    measured = re.compile(r"[\d,]+ requests in [\d.]+ s, [\d.]+ s")
    printed = {measured.sub("", line).rstrip() for line in ended.stdout.splitlines()}
    assert [line for line in lines if measured.sub("", line).rstrip() not in printed] == []


def test_make_docs_writes_the_page() -> None:
    page = ROOT / "build/docs/index.html"
    page.unlink(missing_ok=True)
    ended = subprocess.run(["make", "docs"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_every_picture_exists_and_is_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text())
    assert len(pictures) == 2
    assert [name for name in pictures if (ROOT / name).stat().st_size > 150_000] == []
