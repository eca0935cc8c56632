"""Every block of the guides does what the guides say."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from tests.docs.blocks import Block, blocks

from bigcommerce_contract.document import load_document

GUIDES = sorted((Path(__file__).resolve().parents[2] / "spec/guides").glob("*.md"))
PROGRAMS = {
    f"{guide.stem} {number}": block
    for guide in GUIDES
    for number, block in enumerate((block for block in blocks(guide) if block.language == "python"), 1)
}
FIRST = "1 random.joebob@example.com\n2 foo@randomcustomer.com\n"
PRINTED = {
    "1-authentication 1": "20\n",
    "2-paging 1": FIRST,
    "2-paging 2": "True\n",
    "3-filters-and-dates 1": "1 2012-11-13T21:16:41+00:00\n",
    "4-errors-and-retries 1": "There is no such customer. 404\n",
    "5-passwords 1": "True\n",
}


def test_every_block_is_of_a_kind_that_a_test_runs() -> None:
    assert {block.language for guide in GUIDES for block in blocks(guide)} == {"json", "python"}


def test_what_every_program_prints_is_known() -> None:
    assert set(PRINTED) == set(PROGRAMS)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_of_a_guide_runs(origin: str, name: str) -> None:
    access = {"BIGCOMMERCE_BASE_URL": f"{origin}/stores/abc123/v2", "BIGCOMMERCE_ACCESS_TOKEN": "full-token"}
    program = [sys.executable, "-W", "error", "-c", PROGRAMS[name].text]
    ended = subprocess.run(program, env={**os.environ, **access}, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(PRINTED[name])


@pytest.mark.parametrize("block", [block for guide in GUIDES for block in blocks(guide) if block.language == "json"])
def test_an_error_of_a_guide_is_a_documented_one(block: Block) -> None:
    document: dict[str, Any] = {"$ref": "#/components/schemas/ErrorBody", "components": load_document()["components"]}
    jsonschema_rs.validator_for(document).validate(json.loads(block.text))
