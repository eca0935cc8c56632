"""The random source: schemathesis in a process of its own, all of its traffic through the gate."""

import base64
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bigcommerce_contract.check.errors import CheckError
from bigcommerce_contract.check.exchange import Form, Role
from bigcommerce_contract.check.explorable import explorable_document
from bigcommerce_contract.check.marker import DOMAIN_VARIABLE
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.pace import Stop

_POLL_S = 0.05
_FOUND_SOMETHING = 1
# Where Hypothesis keeps its tables of Unicode, which take two seconds to make; no case is stored.
_TABLES = "HYPOTHESIS_STORAGE_DIRECTORY"
_LAST_LINE = re.compile(r" in \d+(\.\d+)?s =+$")

# What the judge says is what counts. Of schemathesis' own checks one stays on, because a run needs at least one.
# Link calibration and the cache would let one run depend on another.
_CONFIG = """
hooks = "bigcommerce_contract.check.schemathesis_hooks"
continue-on-failure = true
color = false
[cache]
enabled = false
[generation]
database = "none"
no-shrink = true
[phases.stateful]
max-steps = 8
link-calibration = false
"""


@dataclass(frozen=True, slots=True)
class Exploration:
    """What to explore.

    Attributes:
        url: URL of the gate's door.
        form: URL form.
        role: Credential.
        mode: Mode of the run; reading operations alone are explored in `Mode.READ_ONLY`.
        marker_domain: Domain of the e-mail addresses of the run.
        seed: Seed of the generators.
        max_examples: Generated cases an operation.
        operations: operationIds to explore, all if empty.
    """

    url: str
    form: Form
    role: Role
    mode: Mode
    marker_domain: str
    seed: int
    max_examples: int = 10
    operations: frozenset[str] = frozenset()


@contextmanager
def explorer(exploration: Exploration) -> Generator[Callable[[Stop], None]]:
    """Start schemathesis, which sends nothing before it is told to: its start takes a second or two.

    Yields:
        What lets it send and returns at its end; raises `CheckInterruptedError` or `TimeIsUpError` at that of the run,
        and `CheckError` with its last line where it did not run.
    """
    with tempfile.TemporaryDirectory(prefix="bigcommerce-contract-") as folder:
        _prepare(Path(folder))
        log = Path(folder, "log")
        with log.open("wb") as output, _schemathesis(exploration, folder, output) as process:
            try:
                yield lambda stop: _explore(process, log, stop)
            finally:
                process.kill()


def _schemathesis(exploration: Exploration, folder: str, output: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - this interpreter and our own arguments
        _arguments(exploration),
        cwd=folder,
        env=_environment(exploration),
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _explore(process: subprocess.Popen[bytes], log: Path, stop: Stop) -> None:
    if process.stdin is not None:
        with suppress(BrokenPipeError), process.stdin as line:
            line.write(b"go\n")
    while process.poll() is None:
        stop.wait(_POLL_S)
    last = (log.read_text(encoding="utf-8", errors="replace").strip().splitlines() or ["no output"])[-1]
    # A Python that cannot start it ends with the same status as a run that found something.
    status = process.returncode
    if status not in {0, _FOUND_SOMETHING} or (status == _FOUND_SOMETHING and not _LAST_LINE.search(last)):
        message = f"schemathesis ended with status {status}: {last}"
        raise CheckError(message)


def _prepare(folder: Path) -> None:
    folder.joinpath("openapi.json").write_text(json.dumps(explorable_document()), encoding="utf-8")
    folder.joinpath("schemathesis.toml").write_text(_CONFIG, encoding="utf-8")


def _arguments(exploration: Exploration) -> list[str]:
    options = {
        "url": f"{exploration.url}/{exploration.form}",
        "header": _credential(exploration.role, exploration.form),
        "seed": exploration.seed,
        "max-examples": exploration.max_examples,
        "phases": "examples,coverage,fuzzing,stateful",
        "checks": "not_a_server_error",
        "warnings": "off",
        "suppress-health-check": "all",
        "max-redirects": 0,
    }
    chosen = [f"--include-operation-id={name}" for name in sorted(exploration.operations)]
    reading = ["--include-method=GET"] if exploration.mode is Mode.READ_ONLY else []
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "schemathesis.cli", "run", "openapi.json", *flags, *(chosen or reading)]


def _credential(role: Role, form: Form) -> str:
    if form == "oauth":
        return f"X-Auth-Token:{role}"
    return f"Authorization:Basic {base64.b64encode(f'{role}:role'.encode()).decode()}"


def _environment(exploration: Exploration) -> dict[str, str]:
    # Credentials of the environment stay with the gate, and proxies would come between schemathesis and the gate.
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("BIGCOMMERCE_")}
    proxies = {name: "" for name in kept if name.upper().endswith("_PROXY")}
    return {_TABLES: str(_cache_folder()), **kept, **proxies, DOMAIN_VARIABLE: exploration.marker_domain}


def _cache_folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "bigcommerce-contract" / "hypothesis"
