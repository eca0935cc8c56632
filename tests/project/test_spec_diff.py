"""A change of the document needs a version and an entry in the changelog that say so: make spec-diff."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from .copied import copy_with_tools, make

Document = dict[str, Any]
CHANGELOG = "# Changelog\n\n## [{}] - unreleased\n\n### Added\n\n- A thing.\n"


class Checkout:
    """A repository with the document and what compares it; its tools are those of this checkout.

    Attributes:
        root: Where it lies.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        copy_with_tools(root, "scripts/spec_diff.py", "generated/openapi.yaml", "spec/openapi.yaml")
        self.put_version("0.1.0")
        self.changelog.write_text(CHANGELOG.format("0.1.0"))
        self.git("init", "--quiet")
        self.git("add", "CHANGELOG.md", "generated")
        self.commit()

    @property
    def changelog(self) -> Path:
        return self.root / "CHANGELOG.md"

    def git(self, *arguments: str) -> None:
        author = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *author, *arguments], cwd=self.root, check=True, capture_output=True)

    def commit(self) -> None:
        self.git("commit", "--quiet", "--all", "--allow-empty", "--message", "Change something")

    def release(self, version: str) -> None:
        self.commit()
        self.git("tag", f"v{version}")

    def edit(self, change: Callable[[Document], object]) -> None:
        path = self.root / "generated/openapi.yaml"
        document = yaml.load(path.read_bytes(), yaml.CSafeLoader)
        change(document)
        path.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False))

    def put_version(self, version: str) -> None:
        self.edit(lambda document: document["info"].update(version=version))

    def next_version(self, version: str) -> None:
        """Give the document this version, and the changelog an entry for it."""
        self.put_version(version)
        head, entries = self.changelog.read_text().split("\n## ", 1)
        self.changelog.write_text(f"{head}\n## [{version}] - unreleased\n\n### Added\n\n- More.\n\n## {entries}")

    def make(self, *arguments: str) -> tuple[int, str]:
        return make(self.root, *arguments)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.fixture
def released(checkout: Checkout) -> Checkout:
    checkout.release("0.1.0")
    return checkout


def remove_operation(document: Document) -> None:
    del document["paths"]["/customers/count"]["get"]


def remove_path(document: Document) -> None:
    del document["paths"]["/customers/{id}/validate"]


def remove_property(document: Document) -> None:
    del document["components"]["schemas"]["Customer"]["properties"]["notes"]


def tighten_bound(document: Document) -> None:
    document["components"]["parameters"]["Limit"]["schema"]["maximum"] = 100


def require_more(document: Document) -> None:
    document["components"]["schemas"]["CustomerCreate"]["required"].append("phone")


def change_type(document: Document) -> None:
    document["components"]["schemas"]["Phone"]["type"] = "integer"


def add_property(document: Document) -> None:
    document["components"]["schemas"]["Customer"]["properties"]["fax"] = {"type": "string", "maxLength": 9}


def reword(document: Document) -> None:
    document["paths"]["/customers"]["get"]["description"] = "Other words."


BREAKING = [
    (remove_operation, "Operation `GET /customers/count` was removed."),
    (remove_path, "Path `/customers/{id}/validate` was removed."),
    (remove_property, "Property `notes` of `Customer` was removed."),
    (tighten_bound, "Upper bound changed from '<= 250' to '<= 100'."),
    (require_more, "Properties of `CustomerCreate` became required: `phone`."),
    (change_type, "from 'string' to 'integer'."),
]


@pytest.mark.parametrize(("change", "words"), BREAKING, ids=[change.__name__ for change, _ in BREAKING])
def test_what_breaks_clients_is_said_in_words_and_fails(
    released: Checkout, change: Callable[[Document], None], words: str
) -> None:
    released.edit(change)
    status, printed = released.make("spec-diff", "BASE=v0.1.0")
    assert status != 0
    assert [line for line in printed.splitlines() if line.startswith("- **Breaking**, `") and line.endswith(words)]
    assert "info.version stayed 0.1.0, but these changes require a minor bump (0.2.0) while below 1.0." in printed


@pytest.mark.parametrize(
    ("change", "too_low", "version", "words"),
    [
        (remove_property, "0.1.1", "0.2.0", "**Breaking**, `Customer`: Property `notes` of `Customer` was removed."),
        (add_property, "0.1.1", "0.2.0", "`Customer`: `properties/fax` added."),
        (reword, "0.1.0", "0.1.1", "`GET /customers`: `description` modified."),
    ],
    ids=["breaking", "addition", "words"],
)
def test_a_change_passes_with_its_version_and_its_entry_in_the_changelog(
    released: Checkout, change: Callable[[Document], None], too_low: str, version: str, words: str
) -> None:
    released.edit(change)
    released.next_version(version)
    status, printed = released.make("spec-diff")
    assert status != 0
    assert "CHANGELOG.md does not list these changes of the API: run make changelog BASE=v0.1.0\n" in printed
    assert released.make("changelog")[0] == 0
    assert released.make("spec-diff")[0] == 0
    assert released.changelog.read_text() == (
        f"# Changelog\n\n## [{version}] - unreleased\n\n### Added\n\n- More.\n\n### API\n\n- {words}\n\n"
        "## [0.1.0] - unreleased\n\n### Added\n\n- A thing.\n"
    )
    released.put_version(too_low)
    status, printed = released.make("spec-diff")
    assert status != 0
    assert f"bump ({version})" in printed


def test_from_1_0_on_a_breaking_change_needs_a_major_version(checkout: Checkout) -> None:
    checkout.put_version("1.4.0")
    checkout.release("1.4.0")
    checkout.edit(remove_property)
    checkout.next_version("1.5.0")
    assert "require a major bump (2.0.0)" in checkout.make("changelog")[1]
    assert checkout.make("spec-diff")[0] != 0
    checkout.put_version("2.0.0")
    assert checkout.make("spec-diff")[0] == 0


def test_an_entry_that_lists_what_did_not_change_fails(released: Checkout) -> None:
    released.edit(add_property)
    released.next_version("0.2.0")
    released.make("changelog")
    released.edit(lambda document: document["components"]["schemas"]["Customer"]["properties"].pop("fax"))
    assert "does not list these changes" in released.make("spec-diff")[1]
    assert released.make("changelog")[0] == 0
    assert "### API" not in released.changelog.read_text()


def test_the_last_release_is_the_base_also_on_the_commit_that_is_released(released: Checkout) -> None:
    assert "nothing to compare with" in released.make("spec-diff")[1]
    released.edit(remove_property)
    released.next_version("0.2.0")
    released.make("changelog")
    released.release("0.2.0")
    status, printed = released.make("spec-diff")
    assert (status, "Property `notes` of `Customer` was removed." in printed) == (0, True)


def test_a_document_that_was_never_released_breaks_nobody(checkout: Checkout) -> None:
    checkout.edit(remove_property)
    told = "The document has never been released: there is nothing to compare with.\n"
    assert checkout.make("spec-diff") == (0, told)


def test_a_revision_without_the_document_is_refused(released: Checkout) -> None:
    status, printed = released.make("spec-diff", "BASE=nowhere")
    assert status != 0
    assert re.match("nowhere is no revision of this repository with a generated/openapi.yaml; try ", printed)
