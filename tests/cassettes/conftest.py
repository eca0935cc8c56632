"""Every scenario is a test: recorded with ``make record``, and else replayed for both clients without a network."""

import os
import re
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from typing import Any

import anyio
import pytest
from tests.cassettes.mocked import mock_target, roles
from tests.cassettes.real import RealStore, real_store
from tests.cassettes.store import Store, Target

from bigcommerce_contract.cassettes import config as cassettes
from bigcommerce_contract.cassettes import library
from bigcommerce_contract.cassettes.scrubbing import Scrubber
from bigcommerce_contract.mock.behaviour import Behaviour

_PASSED = pytest.StashKey[bool]()


def pytest_recording_configure(vcr: Any) -> None:  # noqa: ANN401 - vcrpy is untyped
    cassettes.prepare(vcr)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Record with the synchronous client alone: both are then replayed from the one cassette."""
    if config.getoption("--record-mode") in {None, "none"}:
        return
    here = [item for item in items if item.path.parent == config.rootpath / "tests/cassettes"]
    recorded = [
        item for item in here if item.get_closest_marker("vcr") and "async" not in re.split(r"[-\[\]]", item.name)
    ]
    config.hook.pytest_deselected(items=[item for item in here if item not in recorded])
    items[:] = [item for item in items if item not in here or item in recorded]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    report = yield
    item.stash[_PASSED] = call.when == "call" and report.passed
    return report


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
    return os.environ.get("RECORD_CASSETTES_INTO") or str(library.folder())


@pytest.fixture
def default_cassette_name(request: pytest.FixtureRequest, form: str) -> str:
    """Name the cassette by form, chapter and scenario: ``oauth/filters/by_first_name``."""
    chapter, name = (text.removeprefix("test_") for text in (request.path.stem, request.node.originalname))
    others = [value for key, value in request.node.callspec.params.items() if key not in {"form", "kind"}]
    return f"{form}/{chapter}/{'_'.join([name, *others])}"


@pytest.fixture
def vcr_config() -> dict[str, Any]:
    options = cassettes.options(Scrubber(roles()))
    scrub = options["before_record_request"]

    def scrub_canonical(request: Any) -> Any:  # noqa: ANN401 - of vcrpy, which is untyped
        """Leave what goes on to a real store unrecorded: the same request was recorded on its way there."""
        return scrub(request) if request.uri.startswith(library.base_urls()) else None

    return {**options, "before_record_request": scrub_canonical}


@pytest.fixture(scope="session")
def real(record_mode: str) -> Iterator[RealStore | None]:
    """Give the real store that the environment names, while cassettes are recorded; the mock server is none."""
    with ExitStack() as stack:
        yield stack.enter_context(real_store()) if record_mode != "none" else None


@pytest.fixture
def target(
    request: pytest.FixtureRequest, form: str, record_mode: str, real: RealStore | None
) -> Iterator[Target | None]:
    """Give what is recorded; None in a replay."""
    marker = request.node.get_closest_marker("mock")
    with ExitStack() as stack:
        if record_mode == "none":
            yield None
        elif real:
            yield stack.enter_context(
                real.target(form, mocked=marker is not None, alone=request.node.get_closest_marker("alone") is not None)
            )
        else:
            given: dict[str, Any] = marker.kwargs if marker else {}
            behaviour = Behaviour(**given.get("behaviour", {}))
            yield stack.enter_context(mock_target(given.get("rate_limit", 150), behaviour))


@pytest.fixture
def store(
    request: pytest.FixtureRequest,
    vcr: Any,  # noqa: ANN401 - vcrpy is untyped
    form: str,
    kind: str,
    target: Target | None,
) -> Iterator[Store]:
    """Give the store of a scenario: live while it is recorded, from the cassette else."""
    if target:
        vcr.get_metadata("answered_by", target.name)
    store = Store(form, kind, target)
    yield store
    store.close()
    if target and not request.node.stash[_PASSED]:
        vcr.dirty = False  # Half a scenario is not written.
    if target is None:
        assert vcr.all_played, "the cassette holds exchanges that the scenario did not ask for"


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> list[float]:
    """Let nobody wait; give the seconds that the clients would have waited, which pass in the store."""
    seconds: list[float] = []
    if not request.node.get_closest_marker("vcr"):
        return seconds
    store: Store = request.getfixturevalue("store")

    def note(wait: float) -> None:
        seconds.append(wait)
        store.pass_time(wait)

    async def note_async(wait: float) -> None:
        await anyio.lowlevel.checkpoint()
        note(wait)

    monkeypatch.setattr("bigcommerce_customers._runtime.transport.time.sleep", note)
    monkeypatch.setattr("anyio.sleep", note_async)
    return seconds
