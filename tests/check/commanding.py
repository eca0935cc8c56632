"""The command as a user calls it: in this process for its answers, in another for signals."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from tests.check.target import TOKEN, Target

from bigcommerce_contract.check.explore import Exploration
from bigcommerce_contract.check.pace import Stop
from bigcommerce_contract.cli import main

Explore = Callable[[Stop], None]

_QUICK = (
    "from contextlib import nullcontext; from bigcommerce_contract.check import traffic; "
    "traffic.explorer = lambda _: nullcontext(lambda _: None); "
)
COMMAND = [sys.executable, "-c", "from bigcommerce_contract.cli import main; main()", "check"]
WALK_ALONE = [*COMMAND[:2], _QUICK + COMMAND[2], "check"]


def exploring(explore: Callable[[Exploration], None]) -> Callable[[Exploration], AbstractContextManager[Explore]]:
    """Give what stands for `explorer`: it starts nothing, and calls ``explore`` with the exploration when told to."""

    def start(exploration: Exploration) -> AbstractContextManager[Explore]:
        def go(_: Stop) -> None:
            explore(exploration)

        return nullcontext(go)

    return start


explore_nothing = exploring(lambda _: None)


@dataclass(frozen=True)
class Ended:
    status: int
    stdout: str
    stderr: str


def check(*arguments: str) -> Ended:
    """Run ``bigcommerce-contract check`` in this process."""
    result = CliRunner().invoke(main, ["check", *arguments])
    return Ended(result.exit_code, result.stdout, result.stderr)


def check_target(target: Target, *arguments: str) -> Ended:
    return check(target.base_url, "--token", TOKEN, *arguments)


def refused(status: int, *arguments: str) -> str:
    """Run the command where it must end with ``status`` and one line on standard error; give that line."""
    ended = check(*arguments)
    assert (ended.status, ended.stdout) == (status, "")
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert ended.stderr.startswith("Error: ")
    assert "itself failed" not in ended.stderr
    return ended.stderr


def start(*arguments: str) -> subprocess.Popen[str]:
    """Start the command in a process of its own."""
    return subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ending(process: subprocess.Popen[str]) -> Ended:
    stdout, stderr = process.communicate(timeout=60)
    return Ended(process.returncode, stdout, stderr)


def rules(report: str | Path) -> dict[str, dict[str, Any]]:
    """Give the rules of a JSON report by their ids."""
    text = report.read_text() if isinstance(report, Path) else report
    return {rule["id"]: rule for rule in json.loads(text)["rules"]}


def options(name: str, values: Sequence[str]) -> list[str]:
    """Give an option once for each value."""
    return [word for value in values for word in (name, value)]
