"""The mock server as what is recorded: an empty store in this process, whose clock stands still."""

import base64
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from math import ceil

import httpx2
from tests.cassettes.store import ACCESS

from bigcommerce_contract.mock.behaviour import Behaviour
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.testing import Mock, mock_in_process

BEGINNING = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)
"""When every recording begins."""
STORE = "storehash"


class MockTarget:
    """A store of the mock server."""

    name = "mock server"

    def __init__(self, mock: Mock) -> None:
        self._mock = mock
        mock.clock.set(BEGINNING.timestamp(), stopped=True)

    def transport(self) -> httpx2.BaseTransport:
        assert self._mock.transport is not None
        return self._mock.transport()

    def fault(self, text: str) -> None:
        self._mock.fault(text)

    def pass_time(self, seconds: float) -> None:
        # Whole seconds: what a client waits has a random part.
        self._mock.clock.advance(ceil(seconds))


@contextmanager
def mock_target(rate_limit: int, behaviour: Behaviour) -> Generator[MockTarget]:
    """Start a mock server."""
    settings = Settings(stores=(STORE,), rate_limit=rate_limit, behaviour=behaviour)
    with mock_in_process(settings) as mock:
        yield MockTarget(mock)


def roles() -> dict[str, str]:
    """Give what stands in cassettes for each credential."""
    tokens = {access["access_token"]: f"<{role}>" for role, access in ACCESS.items() if "access_token" in access}
    pairs = {
        role: f"{access['username']}:{access['api_key']}" for role, access in ACCESS.items() if "api_key" in access
    }
    basic = {base64.b64encode(pair.encode()).decode(): f"<{role.partition('_')[0]}>" for role, pair in pairs.items()}
    return tokens | basic
