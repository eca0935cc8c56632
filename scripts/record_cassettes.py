"""Records the cassettes anew: every scenario of tests/cassettes, one after another."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = (sys.executable, "-m", "pytest", "tests/cassettes", "--record-mode=rewrite", "-p", "no:xdist", "--quiet")


def main() -> int:
    """Record, and give the exit status of pytest."""
    return subprocess.run([*PYTEST, *sys.argv[1:]], cwd=ROOT, check=False).returncode  # noqa: S603 - this project's own


if __name__ == "__main__":
    sys.exit(main())
