"""The working tree as others fetch it: a repository of its own with one commit."""

import shutil
import subprocess
from pathlib import Path

from tests.project.checkout import ROOT

ADDRESS = "https://github.com/OWNER/REPOSITORY"
GIT = ("git", "-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false")


def snapshot(folder: Path) -> tuple[str, str]:
    """Commit every file that is not ignored to a new repository; give its address and the commit."""
    names = _git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in names:
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    _git(folder, "init", "--quiet")
    _git(folder, "add", "--all", "--force")
    _git(folder, "commit", "--quiet", "--message", "Take everything")
    return f"file://{folder}", _git(folder, "rev-parse", "HEAD").strip()


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout
