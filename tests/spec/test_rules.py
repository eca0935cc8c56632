"""The catalogue of rules is complete and consistent."""

from typing import Any

import pytest
from tests.spec.contract import find, operations

from bigcommerce_contract.check.judge import find_check
from bigcommerce_contract.document import load_rules

STATEMENTS = {f"S{number:02d}" for number in range(1, 69)}
NEEDS = {"full", "read_only", "no_scope", "basic", "writes", "crowd", "validate", "disposable"}
LEVELS = {"reference": "must", "observed": "should", "decision": "may"}
# What all known answers have in common; DECISIONS.md says why.
OBSERVED_MUSTS = {"error.shape"}
FIELDS = {"id", "title", "statements", "source", "level", "operations", "spec", "check"}


def rules() -> list[Any]:
    return [pytest.param(rule, id=rule["id"]) for rule in load_rules()]


def test_every_statement_of_the_reference_is_covered() -> None:
    covered = {number for rule in load_rules() for number in rule["statements"]}
    assert covered == STATEMENTS


def test_ids_are_unique() -> None:
    ids = [rule["id"] for rule in load_rules()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rule", rules())
def test_a_rule_is_well_formed(rule: dict[str, Any]) -> None:
    assert set(rule) - {"needs"} == FIELDS
    assert rule["title"].endswith(".")
    assert set(rule.get("needs", [])) <= NEEDS
    assert set(rule["operations"]) <= {node["operationId"] for _, _, node in operations()}


@pytest.mark.parametrize("rule", rules())
def test_the_level_follows_from_the_source(rule: dict[str, Any]) -> None:
    expected = "must" if rule["id"] in OBSERVED_MUSTS else LEVELS[rule["source"]]
    assert rule["level"] == expected
    assert bool(rule["statements"]) == (rule["source"] == "reference")


@pytest.mark.parametrize("rule", rules())
def test_the_document_carries_the_rule_where_it_says_so(rule: dict[str, Any]) -> None:
    for pointer in rule["spec"]:
        assert find(pointer) is not None, pointer


@pytest.mark.parametrize("rule", rules())
def test_a_check_judges_the_rule(rule: dict[str, Any]) -> None:
    assert callable(find_check(rule["check"]))
