"""A stand-in for the runner of GitHub Actions: carries out the `run` steps of a composite action, in order."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ACTIONS = Path(__file__).resolve().parents[2] / ".github/actions"
EXPRESSION = re.compile(r"\$\{\{(.+?)\}\}")
CONTEXT = re.compile(r"\b(inputs|steps)((?:\.[\w-]+)+)")
# As the documentation of `shell: bash` has it.
BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail")


@dataclass(frozen=True)
class Ended:
    """What came of an action.

    Attributes:
        status: Exit status of the step that ended it, 0 if all went well.
        outputs: The action's outputs.
        log: What its steps printed.
        summary: The job summary.
        environments: The variables that each step was given, by the step's name.
    """

    status: int
    outputs: dict[str, str]
    log: str
    summary: str
    environments: dict[str, dict[str, str]]


@dataclass
class Runner:
    """A job on a machine.

    Attributes:
        temp: Folder of the job, RUNNER_TEMP.
        workspace: Where the steps work.
    """

    temp: Path
    workspace: Path
    _files: int = field(default=0, init=False)

    def use(self, action: str, inputs: Mapping[str, str] | None = None) -> Ended:
        """Carry out an action of this repository."""
        defined = yaml.safe_load((ACTIONS / action / "action.yml").read_text())
        assert set(inputs or {}) <= set(defined["inputs"])
        given = {name: (inputs or {}).get(name, entry["default"]) for name, entry in defined["inputs"].items()}
        known: dict[str, Any] = {"inputs": given, "steps": {}}
        files = {name: self._file() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        status, log, environments = 0, "", dict[str, dict[str, str]]()
        for step in defined["runs"]["steps"]:
            if status or not evaluate(step.get("if", "true"), known):
                continue
            if "uses" in step:
                assert step["uses"].startswith("actions/setup-python@")
                known["steps"][step["id"]] = {"outputs": {"python-path": sys.executable}}
                continue
            environments[step["name"]] = {name: fill(value, known) for name, value in step.get("env", {}).items()}
            files["GITHUB_OUTPUT"] = self._file()
            own = {**environments[step["name"]], **{name: str(path) for name, path in files.items()}}
            status, printed = self._bash(step["run"], {**own, "GITHUB_ACTION_PATH": str(ACTIONS / action)})
            log += printed
            if "id" in step:
                known["steps"][step["id"]] = {"outputs": read_outputs(files["GITHUB_OUTPUT"])}
        outputs = {name: fill(entry["value"], known) for name, entry in defined["outputs"].items()}
        return Ended(status, outputs, log, files["GITHUB_STEP_SUMMARY"].read_text(), environments)

    def _file(self) -> Path:
        self._files += 1
        file = self.temp / f"command-{self._files}"
        file.touch()
        return file

    def _bash(self, script: str, environment: Mapping[str, str]) -> tuple[int, str]:
        """Run a script; what it leaves in the background holds no pipe of ours, so its output goes to a file."""
        program, printed = self._file(), self._file()
        program.write_text(script)
        machine = {**os.environ, "RUNNER_TEMP": str(self.temp), "XDG_STATE_HOME": str(self.temp / "state")}
        command, variables = [*BASH, str(program)], {**machine, **environment}
        with printed.open("w") as output:
            ended = subprocess.run(
                command, cwd=self.workspace, env=variables, stdout=output, stderr=output, timeout=300, check=False
            )
        return ended.returncode, printed.read_text()


def evaluate(expression: str, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - expressions have no types
    """Give the value of an expression of a workflow; of its language, what these actions use."""

    def look_up(match: re.Match[str]) -> str:
        value: Any = known[match[1]]
        for name in match[2].removeprefix(".").split("."):
            value = value.get(name, {})
        return repr(value or "")

    python = CONTEXT.sub(look_up, expression.replace("||", " or ").replace("&&", " and "))
    return eval(python.strip(), {"__builtins__": {}}, {"true": True, "false": False})  # noqa: S307 - of our own actions


def fill(text: str, known: Mapping[str, Any]) -> str:
    """Give a text with the values of its expressions."""
    return EXPRESSION.sub(lambda match: str(evaluate(match[1], known)), str(text))


def read_outputs(file: Path) -> dict[str, str]:
    """Give what a step wrote to GITHUB_OUTPUT."""
    parts = [line.partition("=") for line in file.read_text().splitlines()]
    return {name: value for name, _, value in parts}
