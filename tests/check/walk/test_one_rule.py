"""`--rule`: the steps that one rule asks for are enough to test it, in stores of several sizes."""

import os
from collections import defaultdict

import pytest
from tests.check.mutants.inprocess import judged_walk
from tests.check.mutants.layer import Answer
from tests.check.mutants.registry import after, is_a

from bigcommerce_contract.check.exchange import Role
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.walk.step import select
from bigcommerce_contract.check.walk.walk import STEPS
from bigcommerce_contract.document import load_rules

pytestmark = pytest.mark.usefixtures("cheap_hashes")

_OF_AN_OWN_STORE = {"crowd", "disposable"}
_ALIKE = ("list.filter.", "create.", "update.")
"""Rules whose steps differ in nothing but a property or a value: `make mutants` tries all, all else a sample."""
_COLLECTION = frozenset({"list.collection"})


def _by_steps() -> list[list[str]]:
    """Put the rules together whose steps are the same: one walk is that of each of them alone."""
    groups = defaultdict[tuple[str, ...], list[str]](list)
    means = frozenset({"writes", *(role.value for role in Role)})
    for rule in load_rules():
        if _OF_AN_OWN_STORE.isdisjoint(rule.get("needs", ())):
            steps = select(STEPS, means, frozenset({rule["id"]}))
            groups[tuple(step.name for step in steps)].append(rule["id"])
    alike = [rules for rules in groups.values() if rules[0].startswith(_ALIKE)]
    left_out = [] if "EVERY_MODE" in os.environ else [rules for place, rules in enumerate(alike) if place % 8]
    return [rules for rules in groups.values() if rules not in left_out]


# The mutants show the same of a store of its own.
@pytest.mark.parametrize("rules", _by_steps(), ids=lambda rules: rules[0])
def test_a_rule_alone_is_tested_beside_the_customers_of_others(rules: list[str]) -> None:
    session = judged_walk(rules=frozenset({rules[0]}), mode=Mode.MARKED, strangers=60)

    assert {rule for rule in rules if rule not in session.judge.exercised} == set()


@pytest.mark.parametrize("strangers", [0, 239, 241, 600])
def test_a_missing_customer_is_missed_in_a_list_of_any_length(strangers: int) -> None:
    def leave_out(answer: Answer) -> None:
        shown = answer.customers()
        if len(shown) > 2:
            answer.show([*shown[:-2], shown[-1]])

    right, wrong = (
        judged_walk(rewrite, _COLLECTION, mode=Mode.MARKED, strangers=strangers)
        for rewrite in (None, after(leave_out, is_a("list")))
    )

    assert [(finding.rule, finding.message) for finding in right.findings] == []
    assert right.judge.exercised >= _COLLECTION
    assert {finding.rule for finding in wrong.findings} >= _COLLECTION
