"""The command as a whole: interrupted where no subcommand ends in order yet, and where nothing can be written."""

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
INTERRUPTED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where a shell has put the tests in the background
module = sys.argv.pop(1)
class Interrupting:
    def find_spec(self, name, *_):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from bigcommerce_contract.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("click", ["rules"]),
        ("bigcommerce_contract.mock.command", ["mock", "--port", "0"]),
        ("bigcommerce_contract.mock.server", ["mock", "--port", "0"]),
        ("bigcommerce_contract.mock.seed", ["mock", "--port", "0", "--seed-customers", "1"]),
        ("bigcommerce_contract.check.command", ["check", "http://127.0.0.1:1/stores/abc123/v2"]),
        ("bigcommerce_contract.docs.command", ["docs"]),
    ],
)
def test_an_interrupt_is_told_in_one_line_wherever_it_comes(module: str, arguments: list[str]) -> None:
    command = [sys.executable, "-c", INTERRUPTED, module, *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "Error: interrupted\n")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [["rules"], ["mock", "--port", "0"], ["verify", "cassettes/oauth/lifecycle"]])
def test_a_full_disk_behind_standard_output_is_told_in_one_line(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "bigcommerce_contract", *arguments]
    with FULL.open("wb") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (3, "Error: Nothing more can be written: No space left on device.\n")
