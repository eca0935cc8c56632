"""A release is refused that is not what its tag says; the workflow tests what it publishes, and stores no secret."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .checkout import ROOT, read_yaml, settings

VERSION: str = settings()["project"]["version"]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project with the script, and an entry of the changelog that is dated."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/check_release.py", tmp_path / "scripts")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n## [{VERSION}] - 2026-12-01\n\n## [0.0.1] - 2026-01-01\n")
    return tmp_path


def refusals(project: Path, *tag: str, status: int = 1) -> list[str]:
    command = [sys.executable, str(project / "scripts/check_release.py"), *tag]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (status, "")
    return ended.stderr.splitlines()


def test_what_the_tag_names_may_be_released(project: Path) -> None:
    assert refusals(project, f"v{VERSION}", status=0) == []


@pytest.mark.parametrize("tag", [VERSION, f"v{VERSION}0", "v9.9.9"])
def test_another_tag_is_refused(project: Path, tag: str) -> None:
    (refusal,) = refusals(project, tag)
    assert refusal.endswith(f"the tag must be v{VERSION}.")


@pytest.mark.parametrize(
    ("entry", "refusal"),
    [
        (f"## [{VERSION}] - unreleased", f"CHANGELOG.md calls {VERSION} 'unreleased': write the date"),
        ("## [0.0.1] - 2026-01-01", f"The top entry of CHANGELOG.md is not that of {VERSION}."),
        ("", f"The top entry of CHANGELOG.md is not that of {VERSION}."),
    ],
)
def test_a_changelog_without_the_entry_or_its_date_is_refused(project: Path, entry: str, refusal: str) -> None:
    (project / "CHANGELOG.md").write_text(f"# Changelog\n\n{entry}\n")
    (line,) = refusals(project, f"v{VERSION}")
    assert line.startswith(refusal)


@pytest.mark.parametrize("tag", [(), ("",)])
def test_no_tag_is_wrong_usage(project: Path, tag: tuple[str, ...]) -> None:
    assert refusals(project, *tag, status=2) == ["Name the tag: make release-check TAG=v0.2.0"]


def jobs(workflow: str) -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(f".github/workflows/{workflow}.yml")["jobs"]
    return found


def test_the_wheel_is_tested_on_every_python_that_the_metadata_names() -> None:
    named = [entry.rpartition(" ")[2] for entry in settings()["project"]["classifiers"] if ":: 3." in entry]
    assert jobs("wheel")["test"]["strategy"]["matrix"]["python"] == named


def test_what_is_published_was_built_once_and_tested_before() -> None:
    release, wheel = jobs("release"), jobs("wheel")
    assert [release[name].get("needs") for name in ("ready", "wheel", "attest", "publish")] == [
        None,
        "ready",
        "wheel",
        "attest",
    ]
    assert {wheel[name]["needs"] for name in ("test", "lowest")} == {"build"}
    assert "".join(path.read_text() for path in WORKFLOWS).count("make build") == 1


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_uses_no_secret_and_pins_what_it_runs(path: Path) -> None:
    text = path.read_text()
    assert "secrets." not in text
    used = re.findall(r"uses: (?!\$/)(\S+.*)$", text, flags=re.MULTILINE)
    assert [use for use in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)] == []
