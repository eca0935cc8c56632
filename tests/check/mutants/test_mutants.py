"""Every rule has mutants, and the check names the rule that a mutant breaks."""

import pytest
from tests.check.mutants.catalogue import MUTANTS
from tests.check.mutants.consequences import unexpected
from tests.check.mutants.inprocess import judged_walk
from tests.check.mutants.registry import Mutant

from bigcommerce_contract.document import load_rules

pytestmark = pytest.mark.usefixtures("cheap_hashes")

_RULES = {rule["id"] for rule in load_rules()}


def test_every_rule_has_a_mutant() -> None:
    assert {mutant.rule for mutant in MUTANTS} >= _RULES


def test_every_mutant_breaks_a_rule_of_the_catalogue() -> None:
    assert {mutant.rule for mutant in MUTANTS} <= _RULES


def test_no_two_mutants_have_one_name() -> None:
    names = [str(mutant) for mutant in MUTANTS]

    assert sorted(set(names)) == sorted(names)


def test_the_correct_server_breaks_no_rule_and_shows_every_one() -> None:
    session = judged_walk()

    assert [(finding.rule, finding.message) for finding in session.findings] == []
    assert session.judge.exercised >= _RULES


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_the_broken_rule_is_named(mutant: Mutant) -> None:
    session = judged_walk(mutant.make(), frozenset({mutant.rule}))
    named = {finding.rule for finding in session.findings}

    assert mutant.rule in named
    assert unexpected(mutant, named) == set()
