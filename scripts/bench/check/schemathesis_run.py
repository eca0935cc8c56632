"""A run of schemathesis, and what it complained of."""

import json
from collections.abc import Sequence
from pathlib import Path

from bench.check.peer import PeerError, Target, run
from bench.environments import PythonEnvironment
from bench.paths import DOCUMENT

ENVIRONMENT = PythonEnvironment("schemathesis", ("schemathesis",))
_RAN = frozenset({0, 1})


def complaints_of(
    target: Target, seed: int, folder: Path, options: Sequence[str], config: Path | None = None
) -> frozenset[str]:
    """Run schemathesis on a server.

    Args:
        target: The server.
        seed: Its ``--seed``.
        folder: Where it may leave files.
        options: Options of ``schemathesis run``.
        config: A configuration file.

    Returns:
        Code and operation of each failure.

    Raises:
        PeerError: It did not run, or reports errors of its own.
    """
    report = folder / "report.json"
    command = [str(ENVIRONMENT.python), "-m", "schemathesis.cli", *([f"--config-file={config}"] if config else [])]
    outputs = ["--report=json", f"--report-json-path={report}"]
    status = run([*command, "run", str(DOCUMENT), f"--url={target.url}", f"--seed={seed}", *outputs, *options], folder)
    if status not in _RAN or not report.is_file():
        message = f"ended with status {status}"
        raise PeerError(message)
    told = json.loads(report.read_text())
    failures = told["failures"] + told["errors"]
    return frozenset(
        f"{failure['title']}: {operation}" for failure in failures for operation in failure.get("operations") or [""]
    )
