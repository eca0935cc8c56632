"""Formatting the client with the environment's ruff, under settings of its own."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from sdk_generator.failure import GenerationError

_SETTINGS: Final = ("--isolated", "--quiet", "--no-cache", "--target-version", "py311", "--line-length", "120")
# Sorted imports, and none that a template offers but the document does not need.
_FIXES: Final = ("--fix", "--select", "I,F401,F811,RUF022")


def format_tree(directory: Path, package: str) -> None:
    """Format every Python file below a directory, which is the package of that name.

    Raises:
        GenerationError: ruff finds no valid Python, so that a template must be mended.
    """
    ours = ("--config", f"lint.isort.known-first-party = ['{package}']")
    for command in (("check", *_SETTINGS, *_FIXES, *ours), ("format", *_SETTINGS)):
        arguments = [sys.executable, "-m", "ruff", *command, str(directory)]
        done = subprocess.run(arguments, check=False, capture_output=True, text=True)  # noqa: S603
        if done.returncode:
            message = f"the templates gave code that ruff refuses: {' '.join((done.stdout + done.stderr).split())}"
            raise GenerationError(message)
