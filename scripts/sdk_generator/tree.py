"""Writing the client's files, and comparing them with those that stand there."""

import shutil
import tempfile
from pathlib import Path

from sdk_generator.formatting import format_tree


def formatted(files: dict[str, str], package: str) -> dict[str, str]:
    """Format the files of a package as they are to be committed."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        _write_all(files, directory)
        format_tree(directory, package)
        return {path: (directory / path).read_text(encoding="utf-8") for path in sorted(files)}


def differences(files: dict[str, str], directory: Path) -> list[str]:
    """Tell which files of a directory are missing, changed, or not among the given ones.

    Returns:
        One line for each, empty where the directory is as it should be.
    """
    there = {path.relative_to(directory).as_posix(): path for path in _files(directory)}
    missing = [f"missing: {path}" for path in sorted(files.keys() - there.keys())]
    extra = [f"not generated: {path}" for path in sorted(there.keys() - files.keys())]
    shared = sorted(files.keys() & there.keys())
    changed = [f"changed: {path}" for path in shared if there[path].read_text(encoding="utf-8") != files[path]]
    return missing + changed + extra


def replace(files: dict[str, str], directory: Path) -> None:
    """Write files into a directory and remove everything else from it."""
    shutil.rmtree(directory, ignore_errors=True)
    _write_all(files, directory)


def _files(directory: Path) -> list[Path]:
    return [path for path in directory.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _write_all(files: dict[str, str], directory: Path) -> None:
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
