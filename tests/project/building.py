"""Builds the distributions, from this checkout or from elsewhere."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from .checkout import ROOT


def build(
    output: Path, *targets: str, source: Path = ROOT, umask: int = 0o022, environment: Mapping[str, str] | None = None
) -> list[Path]:
    """Build into a folder and give the files there, sorted by name: the wheel comes first."""
    selected = [part for target in targets for part in ("--target", target)]
    command = [sys.executable, "-m", "hatchling", "build", *selected, "--directory", str(output)]
    inherited = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    everything = {**inherited, **(environment or {})}
    subprocess.run(command, cwd=source, env=everything, umask=umask, check=True, capture_output=True)
    return sorted(output.iterdir())
