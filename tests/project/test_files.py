"""What a tracked file may not hold, and what the text of the project promises."""

import re

from .checkout import ROOT, tracked_texts

HOME_PATH = re.compile(r"(?<![\w./#*-])/(?:work|root|home|Users)/\w")
MAKE_CALL = re.compile(r"^(?:\$ )?make ([a-z][a-z-]*)", flags=re.MULTILINE)
MAKE_TARGET = re.compile(r"^([a-z][a-z-]*):(.*)$", flags=re.MULTILINE)
MODULE = re.compile(r"`(?:\w+/)*(\w+\.py)`")


def test_no_tracked_file_names_a_path_of_somebodys_machine() -> None:
    assert {name for name, text in tracked_texts().items() if HOME_PATH.search(text)} == set()


def test_every_target_says_what_it_does() -> None:
    targets = MAKE_TARGET.findall((ROOT / "Makefile").read_text())
    assert targets
    assert [name for name, rest in targets if "## " not in rest] == []


def test_every_make_call_in_the_documentation_is_a_target() -> None:
    targets = {name for name, _ in MAKE_TARGET.findall((ROOT / "Makefile").read_text())}
    called = {
        (name, target)
        for name, text in tracked_texts().items()
        if name.endswith(".md")
        for target in MAKE_CALL.findall(text)
    }
    assert called
    assert {(name, target) for name, target in called if target not in targets} == set()


def test_the_ci_run_ends_with_the_tests() -> None:
    targets = re.search(r"^for target in (.+); do$", (ROOT / ".ci/run").read_text(), flags=re.MULTILINE)
    assert targets
    assert targets.group(1).split() == ["lint", "types", "generate-check", "spec-diff", "drift", "test"]


def test_the_architecture_names_each_module_of_the_mock_and_no_other() -> None:
    section = (ROOT / "ARCHITECTURE.md").read_text().partition("## The mock\n")[2].partition("\n## ")[0]
    modules = {file.name for file in (ROOT / "src/bigcommerce_contract/mock").rglob("*.py")}
    assert set(MODULE.findall(section)) == modules - {"__init__.py"}
