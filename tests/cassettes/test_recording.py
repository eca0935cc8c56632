"""Recording gives the same cassettes each time, and leaves a real store as it was."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from bigcommerce_contract.check.verify_command import command
from bigcommerce_contract.mock.testing import Mock

ROOT = Path(__file__).resolve().parents[2]
RECORD = (sys.executable, "scripts/record_cassettes.py")
FOREIGN = [
    {"first_name": "Somebody", "last_name": "Else", "email": "somebody@gmail.test"},
    {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com", "company": "Analytical Engines"},
]


def record(*arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RECORD, *arguments],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_new_recording_gives_the_same_cassettes() -> None:
    done = record("--check")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.fixture
def real(bigcommerce_mock_server: Mock, tmp_path: Path) -> dict[str, str]:
    """Give the environment of a recording from a store that holds customers of others."""
    for customer in FOREIGN:
        bigcommerce_mock_server.create(customer)
    return {
        "BIGCOMMERCE_STORE_HASH": bigcommerce_mock_server.store,
        "BIGCOMMERCE_ACCESS_TOKEN": bigcommerce_mock_server.access_token,
        "BIGCOMMERCE_BASE_URL": bigcommerce_mock_server.base_url,
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
