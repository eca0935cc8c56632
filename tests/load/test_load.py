"""Mixed traffic from many connections, while workers die, disks fill up and databases go away.

`LOAD_TIMES` multiplies it: `make load` does.
"""

import asyncio
import itertools
import os
import resource
import signal
import sqlite3
import subprocess
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.load.load import Load
from tests.mock.postgres import Postgres
from tests.mock.test_command import COMMAND, running
from tests.mock.test_workers import children

TIMES = int(os.environ.get("LOAD_TIMES", "1"))
WORKERS = ("--workers", "2")
SERVED = frozenset({200, 201, 204, 400, 404, 413})

SETTLING_BYTES, MOST_BYTES_A_REQUEST = 4_000_000, 100
SMALL_DISK = ("unshare", "--map-root-user", "--mount", "sh", "-c", 'mount -t tmpfs -o size=3m tmpfs "$0" && exec "$@"')


@pytest.mark.parametrize("database_url", ["memory", "disk"], indirect=True)
def test_memory_stays_flat(database_url: str) -> None:
    workers = () if database_url == "sqlite://" else WORKERS
    used: list[tuple[int, int]] = []

    async def trouble(load: Load) -> None:
        # The caches of SQLite, 2 MB a connection, are full after some 20,000 requests.
        for requests in (1600 * TIMES - 800, 800 * TIMES):
            await load.until(requests)
            used.append((load.statuses.total(), bytes_of(process)))

    with running("--database-url", database_url, *workers) as (process, url):
        load = Load(url)
        asyncio.run(load.run(trouble))
    assert load.statuses.keys() <= SERVED
    (before, held), (after, holds) = used
    assert holds - held < SETTLING_BYTES + MOST_BYTES_A_REQUEST * (after - before), used


@pytest.mark.parametrize("database_url", ["disk", "postgres"], indirect=True)
def test_workers_that_are_killed_lose_nothing(database_url: str) -> None:
    async def trouble(load: Load) -> None:
        # A worker may die while it owes nobody an answer: then that is tried again.
        for number in itertools.count():
            await load.until(150)
            if number >= 2 * TIMES and load.statuses[None]:
                break
            os.kill(children(process)[number % 2], signal.SIGKILL)

    with running("--database-url", database_url, *WORKERS) as (process, url):
        load = Load(url)
        asyncio.run(load.run(trouble))
    assert load.statuses.keys() <= {*SERVED, None}
    assert load.statuses[None] > 0


@pytest.mark.parametrize(
    ("database_url", "workers"), [("disk", "1"), ("disk", "2"), ("postgres", "2")], indirect=["database_url"]
)
def test_a_server_that_is_killed_and_started_again_loses_nothing(database_url: str, workers: str) -> None:
    options = ("--database-url", database_url, "--workers", workers)

    async def trouble(load: Load) -> None:
        for _ in range(TIMES):
            await load.until(200)
            load.unreachable()
            process, url = started[-1]
            await asyncio.to_thread(kill, process)
            again = running(*options, "--port", str(urlsplit(url).port))
            started.append(await asyncio.to_thread(servers.enter_context, again))
            load.reachable()
        await load.until(200)

    with ExitStack() as servers:
        started = [servers.enter_context(running(*options))]
        load = Load(started[0][1])
        asyncio.run(load.run(trouble))
    assert load.statuses.keys() <= {*SERVED, None}
    assert load.statuses[None] > 0


def test_files_that_cannot_grow_lose_nothing(tmp_path: Path) -> None:
    async def trouble(load: Load) -> None:
        for _ in range(TIMES):
            await load.until(150)
            for pid in children(process):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
            await load.until(50, 503)
            for pid in children(process):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await load.until(150)

    with running("--database-url", f"sqlite:///{tmp_path}/store.sqlite", *WORKERS) as (process, url):
        load = Load(url)
        asyncio.run(load.run(trouble))
    assert load.statuses.keys() <= {*SERVED, 503}


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = [*SMALL_DISK, str(tmp_path)]
    tried = subprocess.run([*small, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"no small disk can be made: {tried.stderr.strip()}")
    monkeypatch.setattr("tests.mock.test_command.COMMAND", [*small, *COMMAND])

    async def trouble(load: Load) -> None:
        # The small disk is one that the server alone can see.
        ballast = Path(f"/proc/{process.pid}/root{tmp_path}/ballast")
        for _ in range(TIMES):
            await load.until(150)
            await asyncio.to_thread(fill, ballast)
            await load.until(50, 503)
            await asyncio.to_thread(ballast.unlink)
        await load.until(150)

    with running("--database-url", f"sqlite:///{tmp_path}/store.sqlite", *WORKERS) as (process, url):
        load = Load(url)
        asyncio.run(load.run(trouble))
    assert load.statuses.keys() <= {*SERVED, 503}


def test_a_locked_database_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"

    async def trouble(load: Load) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            for _ in range(TIMES):
                await load.until(150)
                other.execute("BEGIN IMMEDIATE")
                await load.until(50, 503)
                other.execute("ROLLBACK")
            await load.until(150)

    with running("--database-url", f"sqlite:///{path}?timeout=0.1", *WORKERS) as (_, url):
        load = Load(url)
        asyncio.run(load.run(trouble))
    assert load.statuses.keys() <= {*SERVED, 503}


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_postgresql_that_goes_away_and_comes_back_loses_nothing(own_postgres: Postgres, mode: str) -> None:
    async def trouble(load: Load) -> None:
        for _ in range(TIMES):
            await load.until(200)
            await asyncio.to_thread(own_postgres.stop, mode)
            await load.until(50, 503)
            await asyncio.to_thread(own_postgres.start)
        await load.until(200)

    with running("--database-url", own_postgres.url, *WORKERS) as (_, url):
        # A commit that the server was asked for and did not answer may have been carried out.
        load = Load(url, is_503_certain=False)
        asyncio.run(load.run(trouble))
    assert load.statuses.keys() <= {*SERVED, 503}


def kill(process: "subprocess.Popen[str]") -> None:
    """End a server and its workers without a warning."""
    for pid in (process.pid, *children(process)):
        os.kill(pid, signal.SIGKILL)
    process.wait()


def fill(ballast: Path) -> None:
    """Take what is left of a disk."""
    with ballast.open("wb", buffering=0) as file:
        for size in (2**16, 2**9, 1):
            try:
                while file.write(bytes(size)):
                    pass
            except OSError:
                pass


def bytes_of(process: "subprocess.Popen[str]") -> int:
    """Give the memory of a server with its workers: what they share counts once."""
    rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in (process.pid, *children(process)))
    return sum(int(text.partition("Pss:")[2].split()[0]) for text in rollups) * 1024
