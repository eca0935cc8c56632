"""The licences of all dependencies are acceptable, and the page that lists them is true."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .checkout import ROOT


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "scripts/list_licenses.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give the script in a project of its own, with the page of this one."""
    for name in ("scripts/list_licenses.py", "docs/licenses.md", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="the page lists what is installed on Linux")
def test_every_licence_is_acceptable_and_listed() -> None:
    ended = run(ROOT, "--check")
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_page_that_lacks_a_package_is_told(project: Path) -> None:
    page = project / "docs/licenses.md"
    page.write_text(page.read_text().replace("| attrs | MIT | always |\n", ""))
    ended = run(project, "--check")
    assert (ended.returncode, ended.stderr) == (1, "docs/licenses.md is not what is installed: run make licenses\n")


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        ('allow-only = "MIT"', "not in allow-only licenses was found for package"),
        ('ignore-packages = ["attrs"]', "No licence is known of attrs"),
    ],
)
def test_what_is_not_acceptable_or_is_hidden_is_named(project: Path, setting: str, complaint: str) -> None:
    (project / "pyproject.toml").write_text(f"[tool.pip-licenses]\n{setting}\n")
    ended = run(project, "--check")
    assert ended.returncode == 1
    assert complaint in ended.stderr
    assert ended.stderr.count("\n") == 1
