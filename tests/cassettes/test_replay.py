"""A replay asks nobody: neither another machine, nor a server in the place of a recording."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STORY = "tests/cassettes/test_filters.py::test_by[oauth-sync-email]"


def test_no_other_machine_is_reached() -> None:
    with socket.socket() as tried:
        tried.settimeout(1)
        with pytest.raises(RuntimeError, match=r"Network is disabled for host '192\.0\.2\.1'"):
            tried.connect(("192.0.2.1", 80))


def test_what_was_not_recorded_fails_and_is_not_recorded_either(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--tb=short", STORY]
    environment = {**os.environ, "RECORD_CASSETTES_INTO": str(tmp_path)}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "CannotOverwriteExistingCassetteException" in ended.stdout
    assert f"{tmp_path}/oauth/filters/by_email.yaml" in ended.stdout
    assert list(tmp_path.iterdir()) == []
