"""Several worker processes behind one port."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from tests.mock.postgres import Postgres
from tests.mock.test_command import ending, refused, running

# A signal comes at the worst moment of a fork; how many forks there were is printed.
INTERRUPTED = """
import os, select, signal
from bigcommerce_contract.mock.workers import Workers

def fork():
    forks.append(1)
    tell("before")
    pid = real()
    tell("after" if pid else "within")
    return pid

def tell(moment):
    if (moment, len(forks)) in {moments}:
        os.kill(os.getpid(), signal.SIGTERM)

real, forks, os.fork = os.fork, [], fork
Workers(2, lambda lifeline: select.select([lifeline], [], [])).run(lambda: None)
print(len(forks))
"""

# A worker that fails twice, in each of its replacements; then one serves. What its parent did between is printed.
FAILING = """
import os, select, signal, time
from bigcommerce_contract.mock.workers import Workers

def serve(lifeline):
    if len(pauses) < 2:
        raise OSError("no room")
    os.kill(os.getppid(), signal.SIGTERM)
    select.select([lifeline], [], [])

pauses, time.sleep = [], lambda seconds: pauses.append(seconds)
Workers(1, serve).run(lambda: None)
print(pauses)
"""

HEADERS = {"X-Auth-Token": "full-token"}


def children(process: subprocess.Popen[str]) -> list[int]:
    """Give the process ids of the workers, in the order in which they started."""
    return sorted(map(int, Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()))


def wait_for_end(descriptors: list[int]) -> None:
    """Wait until every process has ended; the test's own time limit is 20 seconds for each."""
    for descriptor in descriptors:
        assert select.select([descriptor], [], [], 20)[0]
        os.close(descriptor)


def kill(workers: list[int]) -> None:
    """End workers one after the other, without a warning."""
    for pid in workers:
        worker = os.pidfd_open(pid)
        os.kill(pid, signal.SIGKILL)
        wait_for_end([worker])


def count(url: str) -> int:
    answer: dict[str, int] = httpx2.get(f"{url}/stores/abc123/v2/customers/count", headers=HEADERS).json()
    return answer["count"]


@pytest.fixture
def options(tmp_path: Path) -> tuple[str, ...]:
    return ("--workers", "2", "--seed-customers", "5", "--database-url", f"sqlite:///{tmp_path}/store.sqlite")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_they_stop_cleanly_together(options: tuple[str, ...], number: signal.Signals) -> None:
    with running(*options) as (process, url):
        assert count(url) == 5
        workers = [os.pidfd_open(pid) for pid in children(process)]
        process.send_signal(number)
        _, errors = ending(process)
        wait_for_end(workers)
    assert (len(workers), process.returncode, errors) == (2, 0, "")


@pytest.mark.parametrize(
    ("moments", "forks"),
    [([("before", 1)], 2), ([("after", 1)], 2), ([("within", 1), ("after", 3)], 3)],
    ids=["before", "after", "within"],
)
def test_a_signal_at_the_moment_of_a_fork_is_not_lost(moments: list[tuple[str, int]], forks: int) -> None:
    script = INTERRUPTED.format(moments=moments)
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=False)
    assert (ended.returncode, ended.stderr, ended.stdout) == (0, "", f"{forks}\n")


def test_one_that_dies_is_replaced(options: tuple[str, ...]) -> None:
    with running(*options) as (process, url):
        kill(children(process))
        # Nobody but the replacements is left to answer.
        assert count(url) == 5
        process.terminate()
        ending(process)


def test_one_that_fails_says_why_and_is_replaced_after_a_pause() -> None:
    command = [sys.executable, "-c", FAILING]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert (ended.returncode, ended.stdout) == (0, "[1.0, 1.0]\n")
    assert ended.stderr == "A worker ended and is replaced: OSError: no room\n" * 2


def test_one_that_dies_while_the_database_is_gone_is_replaced_by_one_that_says_so(own_postgres: Postgres) -> None:
    with running("--workers", "2", "--database-url", own_postgres.url) as (process, url):
        own_postgres.stop()
        kill(children(process))
        refused = httpx2.get(f"{url}/stores/abc123/v2/customers", headers=HEADERS)
        own_postgres.start()
        assert (refused.status_code, count(url)) == (503, 0)
        process.terminate()
        ending(process)


def test_they_count_for_the_rate_limits_together(options: tuple[str, ...]) -> None:
    def left(url: str) -> int:
        answer = httpx2.get(f"{url}/stores/abc123/v2/customers/count", headers=HEADERS)
        return int(answer.headers["X-Rate-Limit-Requests-Left"])

    with running(*options) as (process, url):
        first = left(url)
        # Each request has a connection of its own, which either worker may take; then one is killed, and not its count.
        assert [left(url) for _ in range(10)] == [first - number for number in range(1, 11)]
        kill(children(process)[:1])
        assert left(url) == first - 11
        process.terminate()
        ending(process)


def test_they_end_when_their_parent_was_killed(options: tuple[str, ...]) -> None:
    with running(*options) as (process, _):
        workers = [os.pidfd_open(pid) for pid in children(process)]
        process.kill()
        wait_for_end(workers)


def test_memory_is_nothing_to_share() -> None:
    status, told = refused("--port", "0", "--workers", "2")
    assert status == 2
    assert "Give --database-url" in told
