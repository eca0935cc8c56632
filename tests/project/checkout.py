"""The checkout as data: its root, its tracked files, its settings."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]


@cache
def settings() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def read_yaml(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / name).read_text())
    return content


@cache
def tracked_files() -> list[str]:
    """Give the path of every tracked file from the root."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listing.split("\0") if name and (ROOT / name).is_file()]


@cache
def tracked_texts() -> dict[str, str]:
    """Give the text of every tracked file by its path from the root; binary files are left out."""
    return {name: text for name in tracked_files() if "\0" not in (text := (ROOT / name).read_text(errors="replace"))}


def requirements(extra: str | None) -> list[str]:
    """Give what an installation asks for: without an extra, or with one."""
    project = settings()["project"]
    base: list[str] = project["dependencies"]
    more: list[str] = project["optional-dependencies"][extra] if extra else []
    return [*base, *more]


def distribution_name(requirement: str) -> str:
    """Give the normalised name of the distribution that a requirement asks for."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement, maxsplit=1)[0]).lower()
