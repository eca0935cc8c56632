"""Every scenario is a test: recorded with ``make record``, and else replayed for both clients without a network."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import anyio
import pytest
from tests.cassettes.mocked import mock_target, roles
from tests.cassettes.store import Store

from bigcommerce_contract.cassettes import config as cassettes
from bigcommerce_contract.cassettes import library
from bigcommerce_contract.cassettes.scrubbing import Scrubber
from bigcommerce_contract.mock.behaviour import Behaviour


def pytest_recording_configure(vcr: Any) -> None:  # noqa: ANN401 - vcrpy is untyped
    cassettes.prepare(vcr)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Record with the synchronous client alone: both are then replayed from the one cassette."""
    if config.getoption("--record-mode") in {None, "none"}:
        return
    here = [item for item in items if item.path.parent == config.rootpath / "tests/cassettes"]
    recorded = [item for item in here if item.get_closest_marker("vcr") and "async" not in item.name]
    config.hook.pytest_deselected(items=[item for item in here if item not in recorded])
    items[:] = [item for item in items if item not in here or item in recorded]


@pytest.fixture(params=["oauth", "basic"])
def form(request: pytest.FixtureRequest) -> str:
    value: str = request.param
    return value


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    value: str = request.param
    return value


@pytest.fixture(scope="module")
def vcr_cassette_dir() -> str:
    return str(library.folder())


@pytest.fixture
def default_cassette_name(request: pytest.FixtureRequest, form: str) -> str:
    name: str = request.node.originalname
    return f"{form}/{name.removeprefix('test_')}"


@pytest.fixture
def vcr_config() -> dict[str, Any]:
    return cassettes.options(Scrubber(roles()))


@pytest.fixture
def store(request: pytest.FixtureRequest, vcr: Any, form: str, kind: str, record_mode: str) -> Iterator[Store]:  # noqa: ANN401
    """Give the store of a scenario: live while it is recorded, from the cassette else."""
    with ExitStack() as stack:
        target = None
        if record_mode != "none":
            marker = request.node.get_closest_marker("mock")
            given: dict[str, Any] = marker.kwargs if marker else {}
            target = stack.enter_context(
                mock_target(given.get("rate_limit", 150), Behaviour(**given.get("behaviour", {})))
            )
            vcr.get_metadata("answered_by", "mock server")
        store = Store(form, kind, target)
        stack.callback(store.close)
        yield store
    if record_mode == "none":
        assert vcr.all_played, "the cassette holds exchanges that the scenario did not ask for"


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> list[float]:
    """Let nobody wait; give the seconds that the clients would have waited, which pass in the store."""
    seconds: list[float] = []
    store: Store | None = request.getfixturevalue("store") if "store" in request.fixturenames else None

    def note(wait: float) -> None:
        seconds.append(wait)
        if store:
            store.pass_time(wait)

    async def note_async(wait: float) -> None:
        await anyio.lowlevel.checkpoint()
        note(wait)

    monkeypatch.setattr("bigcommerce_customers._runtime.transport.time.sleep", note)
    monkeypatch.setattr("anyio.sleep", note_async)
    return seconds
