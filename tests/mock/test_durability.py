"""What an acknowledged write survives, and what a database in trouble is answered with."""

import os
import resource
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from tests.mock.client import Api
from tests.mock.documented import assert_documented
from tests.mock.postgres import postgres
from tests.mock.test_command import running
from tests.mock.test_workers import children

from bigcommerce_contract.mock.settings import Settings

HEADERS = {"X-Auth-Token": "full-token"}
PATH = "/stores/abc123/v2/customers"


def create(url: str, email: str) -> httpx2.Response:
    body = {"first_name": "A", "last_name": "B", "email": email}
    return httpx2.post(url + PATH, json=body, headers=HEADERS, timeout=20)


@pytest.mark.parametrize(
    ("database_url", "workers"), [("disk", "1"), ("disk", "2"), ("postgres", "2")], indirect=["database_url"]
)
def test_every_acknowledged_create_survives_kill_9(database_url: str, workers: str) -> None:
    options = ("--database-url", database_url, "--workers", workers)
    acknowledged: list[int] = []
    enough = threading.Event()

    def write(url: str, name: int) -> None:
        for number in range(10_000):
            try:
                acknowledged.append(create(url, f"{name}-{number}@example.com").json()["id"])
            except httpx2.HTTPError:
                return
            if len(acknowledged) > 60:
                enough.set()

    with running(*options) as (process, url):
        writers = [threading.Thread(target=write, args=(url, name)) for name in range(3)]
        for writer in writers:
            writer.start()
        assert enough.wait(60)
        for pid in (process.pid, *children(process)):
            os.kill(pid, signal.SIGKILL)
        for writer in writers:
            writer.join()
    with running(*options) as (_, url):
        kept = [httpx2.get(f"{url}{PATH}/{each}", headers=HEADERS).json()["id"] for each in acknowledged]
        count: int = httpx2.get(f"{url}{PATH}/count", headers=HEADERS).json()["count"]
    assert kept == acknowledged
    # What was written and not yet acknowledged may be there too, one a writer.
    assert len(acknowledged) <= count <= len(acknowledged) + 3


def test_a_locked_database_is_503_for_writers_and_no_matter_for_readers(
    serve: Callable[..., Api], tmp_path: Path
) -> None:
    path = tmp_path / "store.sqlite"
    api = serve(Settings(database_url=f"sqlite:///{path}?timeout=0.05"))
    created = api.create("a@example.com")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    body = {"first_name": "A", "last_name": "B", "email": "b@example.com"}
    answers = [api.post(body), api.put(1, {"phone": "1"}), api.send("DELETE", "/customers/1")]
    assert [answer.status_code for answer in answers] == [503, 503, 503]
    assert api.get().json() == [created]
    other.execute("ROLLBACK")
    other.close()
    assert api.post(body).json()["id"] == 2


FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
from bigcommerce_contract.mock.command import command
command()
"""


def test_a_full_disk_is_503_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert resource.RLIMIT_FSIZE is not None
    monkeypatch.setattr("tests.mock.test_command.COMMAND", [sys.executable, "-c", FULL_DISK])
    with running("--database-url", f"sqlite:///{tmp_path}/store.sqlite") as (_, url):
        answers = [create(url, f"{number}@example.com") for number in range(300)]
        for answer in answers:
            assert_documented("POST", PATH, answer)
        kept = [answer.json()["id"] for answer in answers if answer.status_code == 201]
        assert {answer.status_code for answer in answers} == {201, 503}
        assert httpx2.get(f"{url}{PATH}/count", headers=HEADERS).json() == {"count": len(kept)}


def test_a_postgresql_that_goes_away_is_503_until_it_is_back(serve: Callable[..., Api]) -> None:
    with postgres() as server:
        if server is None:
            pytest.skip("no PostgreSQL is installed")
        api = serve(Settings(database_url=server.url))
        created = api.create("a@example.com")
        server.stop()
        assert [api.get().status_code, api.put(1, {"phone": "1"}).status_code] == [503, 503]
        server.start()
        assert api.get().json() == [created]
        assert api.create("b@example.com")["id"] == 2
