"""Ask whether anything that the two locks pin has a known vulnerability: `make audit`.

pip-audit and npm ask the registries that this machine is set up for. A mirror may not know of vulnerabilities; a
package that was not asked for counts as not audited, never as safe.

Exit status: 0 all of it was asked for, and nothing is known; 1 a vulnerability is known; 3 not all could be asked for.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
_BIN = Path(sys.executable).parent
_PYTHON = (
    "pip-audit",
    "--requirement=requirements.lock",
    "--require-hashes",
    "--disable-pip",
    "--format=json",
    "--progress-spinner=off",
    "--timeout=15",
)
_NODE = ("npm", "audit", "--json", "--loglevel=silent", "--fetch-retries=1", "--fetch-timeout=15000")
VULNERABLE, NOT_AUDITED = 1, 3


@dataclass(frozen=True)
class Answer:
    """What is known of the packages of one lock.

    Attributes:
        asked: How many packages were asked for.
        vulnerabilities: A line a vulnerability.
        silence: Why some could not be asked for; empty if all were.
    """

    asked: int
    vulnerabilities: tuple[str, ...] = ()
    silence: str = ""


def main() -> int:
    """Audit both locks, print a line for each, and return the exit status."""
    answers = {
        "requirements.lock": read_python(_ask(_PYTHON)),
        "package-lock.json": read_node(_ask(_NODE)),
    }
    for lock, answer in answers.items():
        _show(lock, answer)
    if any(answer.vulnerabilities for answer in answers.values()):
        return VULNERABLE
    return NOT_AUDITED if any(answer.silence for answer in answers.values()) else 0


def _ask(command: Sequence[str]) -> str:
    """Give what an auditor writes; its exit status says the same less clearly."""
    environment = {**os.environ, "PATH": f"{_BIN}{os.pathsep}{os.environ['PATH']}"}
    program = [str(_BIN / command[0]), *command[1:]]
    return subprocess.run(  # noqa: S603 - programs of the lock
        program, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False
    ).stdout


def read_python(output: str) -> Answer:
    """Read the JSON of pip-audit."""
    found = _parsed(output)
    dependencies: list[dict[str, Any]] = found.get("dependencies", [])
    if not dependencies:
        return Answer(0, silence="the service that knows of vulnerabilities cannot be reached from here")
    skipped = [entry["name"] for entry in dependencies if "skip_reason" in entry]
    known = tuple(
        f"{entry['name']} {entry['version']}: {each['id']}, mended in {', '.join(each['fix_versions']) or 'no version'}"
        for entry in dependencies
        for each in entry.get("vulns", ())
    )
    silence = f"the registry does not tell the vulnerabilities of {len(skipped)} packages" if skipped else ""
    return Answer(len(dependencies) - len(skipped), known, silence)


def read_node(output: str) -> Answer:
    """Read the JSON of `npm audit`."""
    found = _parsed(output)
    if "metadata" not in found:
        return Answer(0, silence="the registry does not tell vulnerabilities, or cannot be reached from here")
    known = tuple(f"{name}: {entry['severity']}" for name, entry in found.get("vulnerabilities", {}).items())
    return Answer(found["metadata"]["dependencies"]["total"], known)


def _parsed(output: str) -> dict[str, Any]:
    try:
        parsed: dict[str, Any] = json.loads(output)
    except ValueError:
        return {}
    return parsed


def _show(lock: str, answer: Answer) -> None:
    for line in answer.vulnerabilities:
        print(f"{lock}: {line}")
    if answer.silence:
        print(f"{lock}: not audited: {answer.silence}.", file=sys.stderr)
    else:
        print(f"{lock}: {len(answer.vulnerabilities)} known vulnerabilities in {answer.asked} packages.")


if __name__ == "__main__":
    sys.exit(main())
