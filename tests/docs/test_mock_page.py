"""The program of the page on the mock runs and prints what the mocks hold."""

import subprocess
import sys
from pathlib import Path

from tests.docs.blocks import blocks

PAGE = Path(__file__).resolve().parents[2] / "docs/mock.md"


def test_the_context_managers_give_mocks_as_the_page_shows() -> None:
    (program,) = [block.text for block in blocks(PAGE) if block.language == "python"]
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.stderr, ended.stdout) == ("", "0\n0\n")
