"""Some hundred inputs of what `make fuzz-atheris` tries for minutes."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.fuzz.guided import MISSING

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.skipif(not find_spec("atheris"), reason=MISSING)
@pytest.mark.parametrize("target", ["sdk", "mock", "judge"])
def test_nothing_is_found_in_some_hundred_inputs(target: str) -> None:
    done = run("-m", "tests.fuzz.guided", target, "--runs=300", "--seed=1")
    assert done.returncode == 0, done.stderr
    assert "number_of_executed_units: 30" in done.stderr


def test_without_atheris_one_line_says_what_is_missing() -> None:
    without = "import sys; sys.modules['atheris'] = None; from tests.fuzz.guided import main; main(['sdk'])"
    done = run("-c", without)
    assert (done.returncode, done.stderr) == (1, f"{MISSING}\n")
