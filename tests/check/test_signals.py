"""Signals while a check creates customers: the store ends as it was, at once or after ``--clean-up``."""

import os
import shutil
import signal
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.check.commanding import Ended, check_target, ending, start
from tests.check.mocked import MockTarget
from tests.check.target import FOREIGN, TOKEN, Received, Target


@dataclass(frozen=True)
class Moment:
    """While the n-th create of the walk, or of the exploration, is under way."""

    create: int
    explores: bool = False
    rule: str = "create.accepted"

    def has_come(self, log: list[Received]) -> bool:
        creates = [seen for seen in log if seen.method == "POST" and seen.target.endswith("/customers")]
        own = [seen for seen in creates if ("x-schemathesis-testcaseid" in seen.headers) == self.explores]
        return len(own) == self.create and own[-1] is log[-1]


def run_and_signal(mock: MockTarget, number: signal.Signals, moment: Moment) -> Ended:
    """Start a check and send it a signal at a moment of which the target knows."""
    started, struck = threading.Event(), threading.Event()

    def strike(_: Received) -> None:
        if moment.has_come(mock.log):
            started.wait()
            os.kill(process.pid, number)
            struck.set()

    mock.misbehave = strike
    process = start(mock.base_url, "--token", TOKEN, "--rule", moment.rule)
    started.set()
    ended = ending(process)
    assert struck.is_set()
    mock.misbehave = lambda _: None
    return ended


@pytest.mark.parametrize(
    ("number", "moment"),
    [
        (signal.SIGINT, Moment(1, rule="get.customer")),
        (signal.SIGTERM, Moment(9, rule="create.stored")),
        (signal.SIGINT, Moment(3, explores=True)),
        (signal.SIGTERM, Moment(1, explores=True)),
    ],
)
def test_a_signal_leaves_the_store_as_it_was(
    mock: MockTarget, state: Path, number: signal.Signals, moment: Moment
) -> None:
    before = mock.contents()
    ended = run_and_signal(mock, number, moment)
    assert (ended.status, ended.stdout) == (128 + number, "")
    assert ended.stderr.startswith("Interrupted; ")
    assert ended.stderr.endswith(" of this run removed.\n")
    assert mock.contents() == before
    assert not list(state.rglob("*.jsonl"))


@pytest.mark.parametrize("forget", ["nothing", "the ledger"])
@pytest.mark.parametrize("moment", [Moment(4), Moment(2, explores=True)])
def test_what_a_killed_run_left_is_found_and_removed(
    mock: MockTarget, state: Path, moment: Moment, forget: str
) -> None:
    before = mock.contents()
    assert run_and_signal(mock, signal.SIGKILL, moment).status == -signal.SIGKILL
    left = len(mock.contents()) - len(before)
    assert left > 0
    assert list(state.rglob("*.jsonl"))
    if forget == "the ledger":
        shutil.rmtree(state)
    cleaned = check_target(mock, "--clean-up")
    told = "1 customer removed.\n" if left == 1 else f"{left} customers removed.\n"
    assert (cleaned.status, cleaned.stdout, cleaned.stderr) == (0, told, "")
    assert mock.contents() == before
    assert not list(state.rglob("*.jsonl"))


def test_a_clean_up_leaves_the_ledgers_of_other_stores_alone(mock: MockTarget, target: Target, state: Path) -> None:
    run_and_signal(mock, signal.SIGKILL, Moment(2))
    (ledger,) = state.rglob("*.jsonl")
    assert check_target(target, "--clean-up").status == 0
    assert target.customers.keys() == FOREIGN.keys()
    assert ledger.exists()
