"""A target to check, and a gate before it."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.check.commanding import explore_nothing
from tests.check.reporting import Run, run_with_all_reports
from tests.check.target import BASIC, FOREIGN, NO_SCOPE_TOKEN, READ_ONLY_TOKEN, TOKEN, Target, serve

from bigcommerce_contract.check.credentials import Credentials
from bigcommerce_contract.check.exchange import Role
from bigcommerce_contract.check.gate import Gate
from bigcommerce_contract.check.guard import Guard
from bigcommerce_contract.check.ledger import Ledger
from bigcommerce_contract.check.marker import Marker
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.pace import Pace, Stop
from bigcommerce_contract.check.session import Session
from bigcommerce_contract.check.upstream import Upstream

if TYPE_CHECKING:
    from tests.check.mocked import MockTarget


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep ledgers of tests away from the user's, and the user's credentials away from tests."""
    for name in ("ACCESS_TOKEN", "READ_ONLY_TOKEN", "NO_SCOPE_TOKEN", "BASIC"):
        monkeypatch.delenv(f"BIGCOMMERCE_{name}", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the mock hash passwords as fast as it can, where nobody asks how safe that is."""
    monkeypatch.setattr("bigcommerce_contract.mock.passwords._COST_IN_MEMORY", 2)


@pytest.fixture(scope="session")
def served() -> Generator[Target]:
    with serve(Target()) as served:
        yield served


@pytest.fixture
def target(served: Target) -> Target:
    """Give a target that holds three customers of somebody else."""
    served.reset()
    for number, email in FOREIGN.items():
        served.add({"id": number, "email": email, "first_name": "A", "last_name": "Person"})
    return served


@pytest.fixture
def mock(monkeypatch: pytest.MonkeyPatch) -> "Generator[MockTarget]":
    """Give a mock server that holds six customers of somebody else."""
    from tests.check.mocked import mock_target  # noqa: PLC0415 - the mock server may not be installed

    monkeypatch.setattr("bigcommerce_contract.mock.passwords._COST_IN_MEMORY", 2)
    with mock_target() as served:
        served.settle_strangers()
        served.log.clear()
        yield served


@pytest.fixture
def walk_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the random source out: it takes seconds, and what is tested comes after it."""
    monkeypatch.setattr("bigcommerce_contract.check.traffic.explorer", explore_nothing)


@pytest.fixture
def credentials(target: Target) -> Credentials:
    tokens = {Role.FULL: TOKEN, Role.READ_ONLY: READ_ONLY_TOKEN, Role.NO_SCOPE: NO_SCOPE_TOKEN}
    return Credentials({"oauth": target.base_url, "basic": target.basic_url}, tokens, BASIC)


@pytest.fixture
def gate_in(credentials: Credentials, tmp_path: Path) -> Generator[Callable[[Mode], Gate]]:
    """Give a function that opens a gate in a mode."""
    with Upstream(credentials) as upstream:

        def open_gate(mode: Mode) -> Gate:
            ledger = Ledger(tmp_path / "ledger.jsonl", [*credentials.bases.values()])
            return Gate(upstream, credentials, ledger, Guard(mode, ledger.owns), Stop(), Pace())

        yield open_gate


@pytest.fixture
def session_in(gate_in: Callable[[Mode], Gate]) -> Callable[[Mode], tuple[Gate, Session]]:
    """Give a function that opens a gate in a mode and a session through it."""

    def open_session(mode: Mode) -> tuple[Gate, Session]:
        gate = gate_in(mode)
        return gate, Session(gate, Marker())

    return open_session


@pytest.fixture(scope="module")
def run(served: Target, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Give a run with a verdict of each kind, reported in every format."""
    return run_with_all_reports(served, tmp_path_factory.mktemp("reports"))
