"""A mock server in process."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.mock.client import Api, Clock
from tests.mock.postgres import Postgres, postgres

from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.behaviour import Behaviour
from bigcommerce_contract.mock.settings import Settings


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """Give a server that a test may stop and start."""
    with postgres() as server:
        yield server


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give an empty database, of the kind that the test names: memory, disk or postgres."""
    kind = getattr(request, "param", "memory")
    if kind == "postgres":
        server: Postgres = request.getfixturevalue("postgres_server")
        return server.empty()
    return f"sqlite:///{tmp_path}/store.sqlite" if kind == "disk" else "sqlite://"


@pytest.fixture
def serve(runner: asyncio.Runner, clock: Clock, database_url: str) -> Iterator[Callable[..., Api]]:
    """Give a function that serves an application with its own settings or behaviour."""
    served: list[Api] = []

    def start(settings: Settings | None = None, behaviour: Behaviour | None = None) -> Api:
        used = settings or Settings()
        if used.database_url == Settings().database_url:
            used = replace(used, database_url=database_url)
        served.append(Api(create_app(used, behaviour, clock), runner))
        return served[-1]

    yield start
    for api in served:
        api.close()


@pytest.fixture
def api(serve: Callable[..., Api]) -> Api:
    """Give a client of an empty store."""
    return serve()
