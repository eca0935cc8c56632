"""Recording gives the same cassettes each time, and leaves a real store as it was."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Generator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.check.mocked import MockTarget, mock_target
from tests.check.target import BASIC, TOKEN, Received

from bigcommerce_contract.cassettes import library
from bigcommerce_contract.check.verify_command import command

ROOT = Path(__file__).resolve().parents[2]
RECORD = (sys.executable, "scripts/record_cassettes.py")
CREDENTIALS = re.compile(r"BIGCOMMERCE_\w+")


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    """Start a recording without any credentials of the user's."""
    kept = {name: value for name, value in os.environ.items() if not CREDENTIALS.fullmatch(name)}
    return subprocess.Popen(
        [*RECORD, *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ending(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    stdout, stderr = process.communicate(timeout=300)
    return process.returncode, stdout, stderr


@pytest.fixture(scope="module")
def others_store() -> Generator[MockTarget]:
    with mock_target() as store:
        store.settle_strangers()
        yield store


@pytest.fixture
def others(others_store: MockTarget) -> MockTarget:
    """Give a store that holds six customers of somebody else."""
    others_store.log.clear()
    return others_store


@pytest.fixture
def environment(others: MockTarget, tmp_path: Path) -> dict[str, str]:
    return {
        "BIGCOMMERCE_STORE_HASH": "abc",
        "BIGCOMMERCE_ACCESS_TOKEN": TOKEN,
        "BIGCOMMERCE_BASE_URL": others.base_url,
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }


def test_a_new_recording_gives_the_same_cassettes() -> None:
    assert ending(start({}, "--check"))[::2] == (0, "")


def shown(path: Path) -> str:
    """Give a cassette without what a store of its own and its rate limits put there."""
    text = re.sub(r"answered_by: .*", "", path.read_text())
    return re.sub(r"( +)X-(?:Rate-Limit|BC-ApiLimit)-\w+(?:-\w+)*:\n\1- .*\n", "", text)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}


def story(name: str) -> str:
    return Path(name).stem


FROM_A_STORE_OF_OTHERS = {
    "filters/by_email.yaml",
    "filters/by_min_date_created.yaml",
    "lifecycle/a_customer_is_deleted.yaml",
    "passwords/a_password_is_changed.yaml",
    "refusals/an_email_address_in_use_in_capitals.yaml",
    "refusals/delete_all_is_not_offered_any_more.yaml",
    "lifecycle/all_customers_are_deleted.yaml",
    "lists/an_empty_store_lists_nobody.yaml",
    "rate_limits/a_refusal_without_a_body_is_told.yaml",
}
NOT_THERE = {
    "delete_all_is_not_offered_any_more": "only the mock server can be set up for this",
    "all_customers_are_deleted": "the store holds other customers, whom the answers would show",
    "an_empty_store_lists_nobody": "the store holds other customers, whom the answers would show",
    "a_refusal_without_a_body_is_told": "a real store cannot be told to fail",
}
"""What cannot be recorded safely, and why."""


def test_of_a_real_store_only_own_customers_are_touched_and_shown(
    others: MockTarget, environment: dict[str, str], tmp_path: Path
) -> None:
    before, into = others.contents(), tmp_path / "recorded"
    others.log.clear()
    wanted = [story(name).replace("by_", "test_by and ") for name in sorted(FROM_A_STORE_OF_OTHERS)]
    selection = " or ".join(f"({each})" for each in wanted)
    status, told, _ = ending(start(environment, "--into", str(into), "-k", f"oauth and ({selection})"))
    assert status == 0, told
    assert [seen.target for seen in others.log if seen.method != "GET" and not is_own(seen)] == []
    assert others.contents() == before
    expected = {f"oauth/{name}" for name in FROM_A_STORE_OF_OTHERS if story(name) not in NOT_THERE}
    assert names(into) == expected
    assert {reason for reason in NOT_THERE.values() if reason not in told} == set()
    assert {name: shown(into / name) for name in expected} == {
        name: shown(library.folder() / name) for name in expected
    }
    judged = CliRunner().invoke(command, [str(into)])
    assert judged.exit_code == 0, judged.output


def is_own(received: Received) -> bool:
    """Tell whether a write goes to a customer that was made here: six were there before."""
    written = re.fullmatch(r"/stores/abc/v2/customers(?:/(\d+)(?:/validate)?)?", received.target)
    assert written
    return int(written[1]) > 6 if written[1] else received.method == "POST"


@pytest.mark.parametrize(("form", "number"), [("oauth", signal.SIGINT), ("basic", signal.SIGTERM)])
def test_an_interrupted_recording_leaves_the_store_as_it_was(
    form: str, number: signal.Signals, others: MockTarget, environment: dict[str, str], tmp_path: Path
) -> None:
    if form == "basic":
        user, _, key = BASIC.partition(":")
        environment |= {"BIGCOMMERCE_USERNAME": user, "BIGCOMMERCE_API_KEY": key}
        environment |= {"BIGCOMMERCE_BASE_URL": others.basic_url, "BIGCOMMERCE_ACCESS_TOKEN": ""}
    before = others.contents()
    started, struck = threading.Event(), threading.Event()

    def strike(received: Received) -> None:
        if received.method == "PUT" and not struck.is_set():
            started.wait()
            process.send_signal(number)
            struck.set()

    others.misbehave = strike
    process = start(environment, "--into", str(tmp_path / "recorded"), "-k", f"{form} and lifecycle")
    started.set()
    status, _, _ = ending(process)
    others.misbehave = lambda _: None
    assert struck.is_set()
    assert status == 128 + number
    assert others.contents() == before
    assert not list((tmp_path / "state").rglob("*.jsonl"))
