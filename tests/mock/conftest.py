"""A mock server in process."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from tests.mock.client import Api, Clock

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


@pytest.fixture
def serve(runner: asyncio.Runner, clock: Clock) -> Iterator[Callable[..., Api]]:
    """Give a function that serves an application with its own settings or behaviour."""
    served: list[Api] = []

    def start(settings: Settings | None = None, behaviour: Behaviour | None = None) -> Api:
        served.append(Api(create_app(settings, behaviour, clock), runner))
        return served[-1]

    yield start
    for api in served:
        api.close()


@pytest.fixture
def api(serve: Callable[..., Api]) -> Api:
    """Give a client of an empty store."""
    return serve()
