"""No rule of a linter is switched off without its reason beside it."""

import re
from itertools import pairwise

from .checkout import ROOT, tracked_texts

RUFF_CODE = re.compile(r'^\s*"[A-Z]+[0-9]+",?(.*)$', flags=re.MULTILINE)
OFF = re.compile(r"^\s*[\w/-]+: off$")


def test_every_ruff_rule_that_is_ignored_has_a_reason() -> None:
    endings = RUFF_CODE.findall((ROOT / "pyproject.toml").read_text())
    assert endings
    assert [ending for ending in endings if not ending.strip().startswith("# ")] == []


def test_every_rule_of_the_document_that_is_off_has_a_reason_above_it() -> None:
    for name in ("redocly.yaml", ".spectral.yaml"):
        lines = [line.strip() for line in (ROOT / name).read_text().splitlines()]
        assert [line for above, line in pairwise(lines) if OFF.match(line) and above[:1] != "#"] == []


def test_no_finding_is_ignored_in_a_file_of_its_own() -> None:
    assert [name for name in tracked_texts() if "lint-ignore" in name] == []
