"""What a run was made on: never the machine's name, a user or a path."""

import os
import platform
import subprocess
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.paths import BIN

_OURS = ("bigcommerce-customers", "httpx2", "attrs", "uvicorn", "sqlalchemy", "schemathesis")


def description() -> dict[str, Any]:
    """Describe the machine and the versions of what runs on it."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "node": _first_line([str(BIN / "node"), "--version"]),
        "java": _first_line(["java", "-version"]),
        "versions": {name: version(name) for name in _OURS},
    }


def busy_cores() -> float:
    """Give how many cores other work keeps busy, on average of a second from now.

    The kernel's own load looks back on a minute, which the part before may have filled.
    """
    before = _ticks()
    time.sleep(1)
    idle, everything = (after - first for after, first in zip(_ticks(), before, strict=True))
    return round((1 - idle / everything) * (os.cpu_count() or 1), 2)


def _ticks() -> tuple[int, int]:
    numbers = [*map(int, Path("/proc/stat").read_text().splitlines()[0].split()[1:9])]
    return numbers[3] + numbers[4], sum(numbers)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _first_line(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - version of a tool
    except (OSError, subprocess.CalledProcessError):
        return "none"
    return (done.stdout or done.stderr).splitlines()[0]
