"""What a page shows, as a program to run: blocks with their output below them, and tables."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from tests.docs.blocks import Block, blocks

PYTEST = (sys.executable, "-m", "pytest", "-p", "no:schemathesis", "-p", "no:cacheprovider", "--rootdir", ".")


def shown_programs(page: Path) -> list[tuple[Block, Block]]:
    """Give the programs of a page, each with what it shall print."""
    return [(block, after) for block, after in _shown(page) if "def test_" not in block.text]


def shown_tests(page: Path) -> list[tuple[Block, Block]]:
    """Give the tests of a page, each with the outcome that pytest shall name."""
    return [(block, after) for block, after in _shown(page) if "def test_" in block.text]


def _shown(page: Path) -> list[tuple[Block, Block]]:
    found = blocks(page)
    shown = [(block, after) for block, after in pairwise(found) if block.language == "python"]
    assert [block.line for block, after in shown if after.language != "text"] == []
    return shown


def output(program: str, environment: Mapping[str, str]) -> str:
    """Run a program without a word on standard error; give what it prints."""
    command = [sys.executable, "-W", "error", "-c", program]
    whole = {**os.environ, **environment}
    ended = subprocess.run(command, env=whole, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def outcome(test: str, folder: Path) -> tuple[str, str]:
    """Run a test in a folder as a user would; give the summary of pytest without the time, and all that it printed."""
    (folder / "test_shown.py").write_text(test)
    command = [*PYTEST, "test_shown.py"]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    summary = re.search(r"^=+ (.+) in [\d.]+s .*=$", ended.stdout, flags=re.MULTILINE)
    return summary[1] if summary else ended.stderr, ended.stdout


def table(page: Path, heading: str) -> list[list[str]]:
    """Give the rows of the table below a heading, without its head."""
    section = page.read_text().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines[1:]]
