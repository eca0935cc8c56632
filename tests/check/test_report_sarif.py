"""The SARIF report: valid, and each result at the line of the document that states the rule."""

import json
import re
from pathlib import Path

import pytest
from sarif_pydantic import Sarif  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]
from tests.check.judge.script import customer
from tests.check.recorded.story import exchange
from tests.check.reporting import STATUSES, Run

from bigcommerce_contract.api import Judge
from bigcommerce_contract.document import document_line, load_rules

DOCUMENT = Path(__file__).resolve().parents[2].joinpath("generated/openapi.yaml").read_text().splitlines()

LINK = re.compile(r"(?<!\\)(?:\\\\)*\[(?:[^\\\[\]]|\\[\\\[\]])*\]\([^)]*\)")
PLACEHOLDER = re.compile(r"(?<!\{)(?:\{\{)*\{\d+\}(?!\})")


def read(text: str) -> str:
    """Read a plain text message as section 3.11 of SARIF 2.1.0 says, the characters of links escaped anywhere."""
    assert not LINK.search(text)
    assert not PLACEHOLDER.search(text)
    return re.sub(r"\\([\\\[\]])|([{}])\2", lambda found: found[found.lastindex or 0], text)


@pytest.fixture
def log(run: Run) -> Sarif:
    return Sarif.model_validate_json(run.text("sarif"))


def test_breaches_are_results_with_the_weight_of_their_level(log: Sarif) -> None:
    (one,) = log.runs
    assert [(result.rule_id, result.level and result.level.value) for result in one.results or []] == [
        ("list.limit.too_high", "warning"),
        ("customer.company", "error"),
    ]
    assert [rule.id for rule in one.tool.driver.rules or []] == [
        rule["id"] for rule in load_rules() if rule["id"] in STATUSES
    ]


def test_a_result_says_what_is_wrong_and_how_to_repeat_it(log: Sarif) -> None:
    result = (log.runs[0].results or [])[1]
    text = str(result.message.text)
    assert "company is" in text
    assert [line[:5] for line in text.splitlines()[-2:]] == ["curl ", "→ 200"]


def test_a_result_points_at_the_rule_in_the_document(log: Sarif) -> None:
    place = ((log.runs[0].results or [])[1].locations or [])[0].physical_location
    assert place
    assert place.artifact_location
    assert place.region
    assert place.artifact_location.uri == "generated/openapi.yaml"
    assert DOCUMENT[(place.region.start_line or 0) - 1].strip() == "company:"
    related = ((log.runs[0].results or [])[1].related_locations or [])[0].physical_location
    assert related
    assert related.region
    assert DOCUMENT[(related.region.start_line or 0) - 1].strip() == "Company:"


@pytest.mark.parametrize("pointer", sorted({pointer for rule in load_rules() for pointer in rule["spec"]}))
def test_every_pointer_of_the_catalogue_has_its_line(pointer: str) -> None:
    name = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    line = DOCUMENT[document_line(pointer) - 1].strip()
    begins = (f"{name}:", f"- {name}:", "- ") if name.isdecimal() else (f"{name}:", f"- {name}:")
    assert line.replace("'", "").startswith(begins)


@pytest.mark.parametrize(
    "company",
    [
        *("[here](https://evil.example/)", "[x](1)", "[a[b](1)](2)", "\\[x](1)", "[x\\](1)", "\\\\[x](1)", "[\\](1)"),
        *("{0}", "{{0}}", "{{0}", "see {12}.", "C:\\\\temp\\[0]"),
    ],
)
def test_text_of_a_target_is_no_link_and_no_placeholder(company: str) -> None:
    judge = Judge()
    judge.observe(exchange("GET", "/customers/7", 200, customer(7, company={company: 1})))
    (result,) = json.loads(judge.report().render("sarif"))["runs"][0]["results"]
    text = result["message"]["text"]
    assert json.dumps(company) in read(text)


def test_text_of_a_target_that_could_be_nothing_else_is_left_as_it_is() -> None:
    judge = Judge()
    answer = json.dumps([customer(7, company={"a": {"b": [0, "c\n[d] (e)"]}})])
    judge.observe(exchange("GET", "/customers", 200, json.loads(answer)))
    results = json.loads(judge.report().render("sarif"))["runs"][0]["results"]
    assert any(answer[:250] in result["message"]["text"] for result in results)
