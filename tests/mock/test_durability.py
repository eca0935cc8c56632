"""What a database in trouble is answered with; `tests/load/` does the same to it under load."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.mock.client import Api
from tests.mock.postgres import Postgres

from bigcommerce_contract.mock.settings import Settings


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


def test_a_postgresql_that_goes_away_is_503_until_it_is_back(serve: Callable[..., Api], own_postgres: Postgres) -> None:
    api = serve(Settings(database_url=own_postgres.url))
    created = api.create("a@example.com")
    own_postgres.stop()
    assert [api.get().status_code, api.put(1, {"phone": "1"}).status_code] == [503, 503]
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
