"""The wheel holds everything that an installation needs."""

import sys
import zipfile
from pathlib import Path

import pytest

from .checkout import ROOT


@pytest.fixture(scope="module")
def wheel(built_wheel: Path) -> zipfile.Path:
    return zipfile.Path(built_wheel)


@pytest.mark.parametrize(
    ("packaged", "source"),
    [
        ("bigcommerce_contract/data/openapi.yaml", "generated/openapi.yaml"),
        ("bigcommerce_contract/data/rules.yaml", "spec/rules.yaml"),
        ("bigcommerce_contract/data/DECISIONS.md", "spec/DECISIONS.md"),
        ("bigcommerce_contract/data/guides/2-paging.md", "spec/guides/2-paging.md"),
        ("bigcommerce_contract/data/scalar/standalone.js.gz", "generated/scalar/standalone.js.gz"),
        ("bigcommerce_contract/data/scalar/LICENSE", "generated/scalar/LICENSE"),
    ],
)
def test_the_data_files_are_in_the_wheel(wheel: zipfile.Path, packaged: str, source: str) -> None:
    assert (wheel / packaged).read_bytes() == (ROOT / source).read_bytes()


def test_the_wheel_holds_the_two_packages_with_their_types_and_nothing_else(wheel: zipfile.Path) -> None:
    packages = {entry.name for entry in wheel.iterdir() if not entry.name.endswith(".dist-info")}
    assert packages == {"bigcommerce_contract", "bigcommerce_customers"}
    assert [package for package in packages if not (wheel / package / "py.typed").is_file()] == []


def test_a_development_install_copies_no_data_file() -> None:
    site_packages = [Path(entry) for entry in sys.path if entry.endswith("site-packages")]
    assert [folder for folder in site_packages if (folder / "bigcommerce_contract").exists()] == []
