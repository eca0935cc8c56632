"""One version for the package, the document and the changelog."""

import re
from importlib.metadata import version

from .checkout import ROOT, read_yaml, settings

PACKAGE_VERSION: str = settings()["project"]["version"]


def test_the_document_has_the_package_version() -> None:
    assert read_yaml("generated/openapi.yaml")["info"]["version"] == PACKAGE_VERSION


def test_the_top_entry_of_the_changelog_has_the_package_version() -> None:
    entries = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)
    assert entries[0] == PACKAGE_VERSION


def test_the_installed_package_is_this_checkout() -> None:
    assert version("bigcommerce-customers") == PACKAGE_VERSION
