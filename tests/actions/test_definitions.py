"""What the files of the actions and workflows may hold; zizmor and the schemas are part of make lint."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.actions.runner import ACTIONS
from tests.project.checkout import ROOT

DEFINITIONS = sorted(ACTIONS.glob("*/action.yml"))
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"uses: ([\w-]+/[\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$")
OWN = re.compile(r"uses: \$/(\.github/(?:actions/[\w-]+|workflows/[\w-]+\.yml))$")
LOCKED = re.compile(r"^([a-z0-9._-]+==\S+)", flags=re.MULTILINE)


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """Give the steps of an action, or of all jobs of a workflow."""
    content = yaml.safe_load(path.read_text())
    for holder in [content["runs"]] if "runs" in content else content["jobs"].values():
        yield from holder.get("steps", [])


@pytest.mark.parametrize("path", [*DEFINITIONS, *WORKFLOWS], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_script_holds_a_value_of_an_expression(path: Path) -> None:
    scripts = [step["run"] for step in steps(path) if "run" in step]
    assert [script for script in scripts if "${{" in script] == []


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.parent.name)
def test_every_script_of_an_action_stands_in_a_file_that_can_be_run(path: Path) -> None:
    scripts = [str(step["run"]) for step in steps(path) if "run" in step]
    names = [script.removeprefix('"$GITHUB_ACTION_PATH/').removesuffix('"') for script in scripts]
    assert names
    assert [name for name in names if not os.access(path.parent / name, os.X_OK)] == []


def test_every_action_of_others_is_pinned_by_its_commit_and_everywhere_by_the_same() -> None:
    lines = [line.strip() for path in (*DEFINITIONS, *WORKFLOWS) for line in path.read_text().splitlines()]
    used = [line.removeprefix("- ") for line in lines if "uses:" in line and not line.startswith("#")]
    found = [PINNED.search(line) for line in used if not OWN.search(line)]
    assert len(found) > 5
    pins = {(match[1], match[2], match[3]) if match else None for match in found}
    assert None not in pins
    assert len({pin[0] for pin in pins if pin}) == len(pins)
    own = [match[1] for line in used if (match := OWN.search(line))]
    assert [name for name in own if not (ROOT / name).exists()] == []
    assert {str(path.parent.relative_to(ROOT)) for path in DEFINITIONS} <= set(own)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_do_nothing_but_what_its_jobs_say(path: Path) -> None:
    content = yaml.safe_load(path.read_text())
    assert content["permissions"] == {}
    assert [name for name, job in content["jobs"].items() if "permissions" not in job] == []


def test_ci_runs_what_must_hold_with_the_tags_of_the_releases() -> None:
    (checkout, _, run) = steps(ROOT / ".github/workflows/ci.yml")
    assert (checkout["with"]["fetch-depth"], run["run"]) == (0, ".ci/run")


def test_the_actions_install_nothing_that_the_tests_do_not_run_with() -> None:
    all_locked = set(LOCKED.findall((ROOT / "requirements.lock").read_text()))
    of_actions = LOCKED.findall((ACTIONS / "requirements.lock").read_text())
    assert {name.partition("==")[0] for name in of_actions} >= {"schemathesis", "trustme", "hatchling"}
    assert [entry for entry in of_actions if entry not in all_locked] == []
