"""No test of the SDK waits, and none finds a store in the environment."""

import os

import anyio
import pytest


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("BIGCOMMERCE_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give the list of the seconds that the clients would have waited."""
    seconds: list[float] = []

    async def note(wait: float) -> None:
        await anyio.lowlevel.checkpoint()
        seconds.append(wait)

    monkeypatch.setattr("time.sleep", seconds.append)
    monkeypatch.setattr("anyio.sleep", note)
    return seconds
