"""A copy of a part of the checkout, in which `make` runs with the tools of this one."""

import shutil
import subprocess
from pathlib import Path

from .checkout import ROOT


def copy_with_tools(root: Path, *names: str) -> None:
    """Copy the Makefile, and these files and folders as well."""
    for name in ("Makefile", "redocly.yaml", *names):
        (root / name).parent.mkdir(exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
    for tools in (".venv", "node_modules"):
        (root / tools).symlink_to(ROOT / tools)


def make(root: Path, *arguments: str) -> tuple[int, str]:
    """Run `make`, and give its status and what it printed."""
    # The tools are not the copy's to renew, however old they are.
    kept = ("--old-file=.venv/.stamp", "--old-file=node_modules/.stamp")
    ended = subprocess.run(["make", *kept, *arguments], cwd=root, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr
