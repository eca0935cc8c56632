"""Which code was measured."""

import subprocess
from pathlib import Path

UNKNOWN = "unknown"
CHANGED = " with local changes"

# A run writes there: of what was measured, it changes nothing.
_RESULTS = ":(exclude)bench"


def commit(root: Path) -> str:
    """Give the commit that is checked out in a folder, with a mark where files differ from it.

    Args:
        root: The folder of a clone. Elsewhere, and where git cannot read it, the commit is `UNKNOWN`.
    """
    # What lies unpacked within some other clone is not of that clone's commit.
    if not (root / ".git").exists():
        return UNKNOWN
    try:
        head = _git(root, "rev-parse", "--short=12", "HEAD")
        changes = _git(root, "status", "--porcelain", "--", ".", _RESULTS)
    except (OSError, subprocess.CalledProcessError):
        return UNKNOWN
    return f"{head}{CHANGED if changes else ''}"


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - git alone
