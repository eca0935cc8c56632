"""Several worker processes behind one port."""

import os
import select
import signal
import subprocess
from pathlib import Path

import httpx2
import pytest
from tests.mock.test_command import ending, refused, running

HEADERS = {"X-Auth-Token": "full-token"}


def children(process: subprocess.Popen[str]) -> list[int]:
    """Give the process ids of the workers, in the order in which they started."""
    return sorted(map(int, Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()))


def wait_for_end(descriptors: list[int]) -> None:
    """Wait until every process has ended; the test's own time limit is 20 seconds for each."""
    for descriptor in descriptors:
        assert select.select([descriptor], [], [], 20)[0]
        os.close(descriptor)


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


def test_one_that_dies_is_replaced(options: tuple[str, ...]) -> None:
    with running(*options) as (process, url):
        first, second = children(process)
        for pid in (first, second):
            worker = os.pidfd_open(pid)
            os.kill(pid, signal.SIGKILL)
            wait_for_end([worker])
        # Nobody but the replacements is left to answer.
        assert count(url) == 5
        process.terminate()
        ending(process)


def test_they_end_when_their_parent_was_killed(options: tuple[str, ...]) -> None:
    with running(*options) as (process, _):
        workers = [os.pidfd_open(pid) for pid in children(process)]
        process.kill()
        wait_for_end(workers)


def test_memory_is_nothing_to_share() -> None:
    status, told = refused("--port", "0", "--workers", "2")
    assert (status, told.count("\n")) == (3, 1)
    assert "Give --database-url" in told
