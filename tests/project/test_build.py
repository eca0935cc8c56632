"""The distributions are the same bytes whoever builds them, hold what is tracked, and are what an index takes."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.metadata import Metadata

from tests.project.building import build

from .checkout import ROOT, settings, tracked_files

NOT_SHIPPED = (".ci/", ".github/")
LATER = 1_700_000_000


def copy_tracked(folder: Path, modified: int, mode: int) -> Path:
    """Copy what is tracked, as a checkout at another time and under another umask would have it."""
    for name in tracked_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
        (folder / name).chmod(mode)
        os.utime(folder / name, (modified, modified))
    return folder


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Give the wheel and the source distribution of a checkout, in this order."""
    source = copy_tracked(tmp_path_factory.mktemp("checkout"), modified=0, mode=0o644)
    return build(tmp_path_factory.mktemp("built"), "wheel", "sdist", source=source)


@pytest.fixture(scope="module")
def metadata(distributions: list[Path]) -> Metadata:
    with zipfile.ZipFile(distributions[0]) as wheel:
        (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
        return Metadata.from_email(wheel.read(name))


def test_another_place_time_umask_and_language_give_the_same_bytes(distributions: list[Path], tmp_path: Path) -> None:
    source = copy_tracked(tmp_path / "another plàce", modified=LATER, mode=0o600)
    elsewhere = {"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "HOME": str(tmp_path)}
    again = build(tmp_path / "built", "wheel", "sdist", source=source, umask=0o077, environment=elsewhere)
    assert [path.name for path in again] == [path.name for path in distributions]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in distributions]


def test_the_source_distribution_gives_the_same_wheel(distributions: list[Path], tmp_path: Path) -> None:
    wheel, sdist = distributions
    with tarfile.open(sdist) as archive:
        # Python knows filters since 3.11.4; later ones warn of an archive without.
        filters: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(tmp_path, **filters)  # noqa: S202 - an archive of our own
    (source,) = tmp_path.iterdir()
    (rebuilt,) = build(tmp_path / "built", "wheel", source=source)
    assert rebuilt.read_bytes() == wheel.read_bytes()


def test_source_date_epoch_is_the_time_of_all_files_and_of_nothing_else(
    distributions: list[Path], tmp_path: Path
) -> None:
    (dated,) = build(tmp_path, "wheel", environment={"SOURCE_DATE_EPOCH": str(LATER)})
    with zipfile.ZipFile(dated) as wheel, zipfile.ZipFile(distributions[0]) as undated:
        assert {entry.date_time for entry in wheel.infolist()} == {(2023, 11, 14, 22, 13, 20)}
        contents = {entry.filename: entry.CRC for entry in wheel.infolist()}
        assert contents == {entry.filename: entry.CRC for entry in undated.infolist()}


def test_the_source_distribution_holds_what_is_tracked(distributions: list[Path]) -> None:
    with tarfile.open(distributions[1]) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    assert held == {name for name in tracked_files() if not name.startswith(NOT_SHIPPED)} | {"PKG-INFO"}


def test_an_index_takes_both(distributions: list[Path]) -> None:
    twine = [sys.executable, "-m", "twine", "--no-color", "check", "--strict", *map(str, distributions)]
    ended = subprocess.run(twine, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout.count("PASSED")) == (0, 2), ended.stdout + ended.stderr


def test_the_wheel_has_the_usual_form(distributions: list[Path]) -> None:
    program = Path(sys.executable).with_name("check-wheel-contents")
    ended = subprocess.run([program, distributions[0]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout


def test_the_metadata_says_what_it_is(metadata: Metadata) -> None:
    assert metadata.metadata_version == "2.4"
    assert metadata.license_expression == "Apache-2.0"
    assert metadata.license_files == settings()["project"]["license-files"]
    assert metadata.description_content_type == "text/markdown"
    assert "Typing :: Typed" in (metadata.classifiers or [])
    assert metadata.project_urls


def test_the_description_is_the_readme_without_links_that_lead_nowhere_on_an_index(metadata: Metadata) -> None:
    description = metadata.description or ""
    readme = (ROOT / "README.md").read_text()
    assert re.findall(r"^#+ .*$", description, flags=re.MULTILINE) == re.findall(r"^#+ .*$", readme, flags=re.MULTILINE)
    assert re.findall(r"```\w*\n.*?```", description, re.DOTALL) == re.findall(r"```\w*\n.*?```", readme, re.DOTALL)
    links = re.findall(r"\]\(([^)]*)\)", description)
    assert [link for link in links if not link.startswith(("https://", "#"))] == []
