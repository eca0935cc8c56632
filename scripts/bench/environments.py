"""An environment for each peer below `build/bench/`, at a pinned version and with nothing that another peer needs."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.paths import BIN, BUILD, ROOT


class NotInstalledError(Exception):
    """A peer cannot be had here; the message says why in one line."""


@dataclass(frozen=True)
class NodePackage:
    """A package of npm with what it depends on, installed without running any code of theirs.

    Attributes:
        name: Its name.
        version: Its version.
    """

    name: str
    version: str

    @property
    def label(self) -> str:
        """Name and version for people."""
        return f"{self.name} {self.version}"

    @property
    def folder(self) -> Path:
        """Where it is installed."""
        return BUILD / "npm" / self.name.strip("@").replace("/", "-")

    @property
    def home(self) -> Path:
        """The package's own folder."""
        return self.folder / "node_modules" / self.name

    def install(self) -> None:
        """Install it, unless this version is there.

        Raises:
            NotInstalledError: The registry did not give it.
        """
        manifest = self.home / "package.json"
        if manifest.is_file() and json.loads(manifest.read_text())["version"] == self.version:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        flags = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional", "--loglevel=error"]
        run(["npm", "install", f"--prefix={self.folder}", *flags, f"{self.name}@{self.version}"])


@dataclass(frozen=True)
class PythonEnvironment:
    """A virtual environment; `requirements.lock` pins whatever of it this project knows as well.

    Attributes:
        name: The name of its folder.
        requirements: What is installed in it, with a version where no lock pins it.
    """

    name: str
    requirements: tuple[str, ...]

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return BUILD / "python" / self.name / "bin" / "python"

    @cached_property
    def site_packages(self) -> Path:
        """Where packages are."""
        return next((self.python.parents[1] / "lib").glob("python3*")) / "site-packages"

    def install(self) -> None:
        """Install what is missing, and this project's own package anew.

        Raises:
            NotInstalledError: The registry did not give it.
        """
        if not self.python.exists():
            run(["uv", "venv", "--quiet", f"--python={sys.executable}", str(self.python.parents[1])])
        fresh = ["--reinstall-package=bigcommerce-customers"]
        pinned = f"--constraint={ROOT / 'requirements.lock'}"
        run(["uv", "pip", "install", "--quiet", f"--python={self.python}", pinned, *fresh, *self.requirements])

    def size(self) -> int:
        """Give the size of what is installed in bytes, without byte code."""
        files = (file for file in self.site_packages.rglob("*") if file.suffix != ".pyc")
        return sum(file.stat().st_size for file in files if file.is_file())


def run(command: list[str]) -> None:
    """Run a program of this project's environment.

    Raises:
        NotInstalledError: It failed.
    """
    # npm is a program of the Node beside it.
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ.get('PATH', '')}"}
    done = subprocess.run(  # noqa: S603 - commands of this file
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()
        message = f"{command[0]} failed: {lines[-1]}"
        raise NotInstalledError(message)


def java() -> str:
    """Give the Java that is installed.

    Raises:
        NotInstalledError: There is none.
    """
    found = shutil.which("java")
    if not found:
        message = "there is no java on this machine"
        raise NotInstalledError(message)
    return found
