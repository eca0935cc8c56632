"""The check fails no correct server."""

import os
from collections.abc import Iterator

import pytest
from tests.check.mutants.freedoms import FREEDOMS, Freedom
from tests.check.mutants.inprocess import judged_walk

from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.document import load_rules
from bigcommerce_contract.mock.behaviour import Behaviour

pytestmark = pytest.mark.usefixtures("cheap_hashes")

_MUST = {rule["id"] for rule in load_rules() if rule["level"] == "must"}
# A crowd of 251 customers, or dates and several filters where lists are not concerned, show nothing more of what the
# servers below do differently, and take most of the time.
_WITHOUT_CROWD = frozenset(rule["id"] for rule in load_rules() if "crowd" not in rule.get("needs", ())) - {
    "list.limit",
    "list.order",
    "list.page",
}
_WITHOUT_FILTERS = frozenset(
    rule for rule in _WITHOUT_CROWD if "_date_" not in rule and rule not in {"list.filter.combined", "count.filtered"}
) - {f"list.filter.date.{form}" for form in ("rfc_2822", "no_weekday", "iso_8601", "plain", "inclusive")}

_IN_EVERY_MODE = {
    "ids start at 100000 and skip",
    "answers 200 to a create",
    "shows more properties",
    "shows the fourteen properties only",
    "shows form_fields as null",
    "sends no limits",
    "says other things of errors",
}


def _trials() -> Iterator[tuple[Freedom, Mode]]:
    """Give every server in the mode that looks at most, and some or, for `make mutants`, all in the other modes."""
    for freedom in FREEDOMS:
        yield freedom, Mode.DISPOSABLE
        if "EVERY_MODE" in os.environ or freedom.title in _IN_EVERY_MODE:
            yield from ((freedom, mode) for mode in (Mode.MARKED, Mode.READ_ONLY))


@pytest.mark.parametrize(("freedom", "mode"), [*_trials()], ids=str)
def test_no_must_rule_fails(freedom: Freedom, mode: Mode) -> None:
    rules = _WITHOUT_CROWD if freedom.in_lists else _WITHOUT_FILTERS
    session = judged_walk(freedom.make(), rules, behaviour=Behaviour(**dict(freedom.switches)), mode=mode)

    assert [(finding.rule, finding.message) for finding in session.findings if finding.rule in _MUST] == []
