"""Finds Python interpreters of other versions: pyenv's, those that uv finds or fetches, or those of another Debian."""

import os
import subprocess
from pathlib import Path

from wheel_tests import debian
from wheel_tests.environment import UV

_FETCH_S = 120


def find(version: str, folder: Path) -> str:
    """Give the path of an interpreter.

    Args:
        version: Such as ``3.14``.
        folder: Where interpreters are kept that had to be fetched.

    Raises:
        Failure: None is here, and none can be had.
    """
    return (
        _of_pyenv(version)
        or _of_uv("find", "--no-python-downloads", "--system", version)
        or debian.fetched(version, folder)
        or (_of_uv("install", "--quiet", "--no-bin", version) and _of_uv("find", version))
        or debian.fetch(version, folder)
    )


def _of_pyenv(version: str) -> str:
    """Give the interpreter of pyenv; the one that it puts on the path asks which version is switched on."""
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    return next((str(path) for path in sorted(versions.glob(f"{version}.*/bin/python{version}"))), "")


def _of_uv(*arguments: str) -> str:
    """Give what `uv python` answers, nothing if it fails."""
    command = [UV, "python", *arguments]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=_FETCH_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return ""
    return (ended.stdout.strip() or "fetched") if ended.returncode == 0 else ""
