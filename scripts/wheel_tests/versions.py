"""The versions that are installed: those of the lock, or the lowest that pyproject.toml allows."""

from pathlib import Path

from wheel_tests.environment import UV, run
from wheel_tests.tree import ROOT

LOCKED = ROOT / "requirements.lock"


def lowest(extras: frozenset[str], python: str, folder: Path) -> Path:
    """Resolve every requirement that pyproject.toml names to its lower bound, and what those bring to the latest.

    Args:
        extras: The extras to be installed.
        python: The path of the interpreter that it is for.
        folder: Where to write the file.

    Returns:
        A file of versions.

    Raises:
        Failure: The lower bounds contradict each other.
    """
    chosen = [part for extra in sorted(extras) for part in ("--extra", extra)]
    output = folder / "lowest.txt"
    command = [UV, "pip", "compile", str(ROOT / "pyproject.toml"), *chosen, "--resolution", "lowest-direct"]
    run([*command, "--python", python, "--quiet", "--no-header", "--output-file", str(output)], cwd=folder)
    return output
