"""What a database in trouble is answered with; `tests/load/` does the same to it under load."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.mock.client import Api, Clock
from tests.mock.postgres import Postgres

from bigcommerce_contract.mock.outage import Outage
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.store.connections import DatabaseBusyError


def test_a_locked_database_is_503_for_writers_and_no_matter_for_readers(
    serve: Callable[..., Api], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "store.sqlite"
    api = serve(Settings(database_url=f"sqlite:///{path}?timeout=0.05"))
    created = api.create("a@example.com")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    body = {"first_name": "A", "last_name": "B", "email": "b@example.com"}
    answers = [api.post(body), api.put(1, {"phone": "1"}), api.send("DELETE", "/customers/1")]
    assert [answer.status_code for answer in answers] == [503, 503, 503]
    assert caplog.messages == ["The database refuses, and requests get 503: database is locked"]
    assert api.get().json() == [created]
    other.execute("ROLLBACK")
    other.close()
    assert api.post(body).json()["id"] == 2


def test_an_outage_is_told_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    outage = Outage(clock)
    for passed in (0, 59, 1, 1):
        clock.now += passed
        outage.met(DatabaseBusyError())
    assert len(caplog.messages) == 2


def test_a_postgresql_that_goes_away_is_503_until_it_is_back(
    serve: Callable[..., Api], own_postgres: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    api = serve(Settings(database_url=own_postgres.url))
    created = api.create("a@example.com")
    own_postgres.stop()
    assert [api.get().status_code, api.put(1, {"phone": "1"}).status_code] == [503, 503]
    (told,) = caplog.messages
    assert (told.startswith("The database refuses, "), "\n" in told, "OperationalError" in told) == (True, False, False)
    own_postgres.start()
    assert api.get().json() == [created]
    assert api.create("b@example.com")["id"] == 2


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_postgresql_that_was_restarted_unnoticed_is_no_matter(
    serve: Callable[..., Api], own_postgres: Postgres, mode: str
) -> None:
    api = serve(Settings(database_url=own_postgres.url))
    api.create("a@example.com")
    own_postgres.stop(mode)
    own_postgres.start()
    assert api.create("b@example.com")["id"] == 2
