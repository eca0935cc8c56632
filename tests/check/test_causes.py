"""Failures of one cause are one entry for people, and a result a rule for machines."""

import json
from itertools import product
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.check.judge.script import error
from tests.check.mutants.inprocess import judged_walk
from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.registry import Condition, after, both, each_customer, header, instead, is_a, put
from tests.check.recorded.story import exchange

from bigcommerce_contract.api import Judge, Status
from bigcommerce_contract.check.causes import entries
from bigcommerce_contract.check.report import Facts, render
from bigcommerce_contract.check.verdicts import UNSHOWN, Tally, Verdict
from bigcommerce_contract.document import load_rules

_WALKED = frozenset({"create.accepted", "create.stored", "update.stored", "customer.company", "delete.customer"})
_ALONE = set[str]()
_LEFT = "X-Rate-Limit-Requests-Left".lower()


def _page(answer: Answer) -> None:
    answer.become(500)
    answer.body = b"<html>"
    answer.headers["content-type"] = "text/html"


async def _refuse_to_delete(call: Call, forward: Forward) -> Answer:
    answer = await instead(422, is_a("delete"))(call, forward)
    if call.operation == "delete" and answer.status == 422:
        answer.body = b"No."
        answer.headers["content-type"] = "text/plain"
    return answer


def _both(one: Rewrite, other: Rewrite) -> Rewrite:
    async def rewrite(call: Call, forward: Forward) -> Answer:
        return await one(call, lambda inner: other(inner, forward))

    return rewrite


def _verdicts(rewrite: Rewrite, rules: frozenset[str] | None = _WALKED) -> list[Verdict]:
    session = judged_walk(rewrite, rules)
    tally = Tally(set(session.judge.exercised), answers=session.judge.answers)
    for finding in session.findings:
        tally.add(finding)
    return [tally.verdict(rule, UNSHOWN) for rule in load_rules()]


def _shown(verdicts: list[Verdict]) -> dict[str, set[str]]:
    return {entry.verdict.rule["id"]: {other.rule["id"] for other in entry.also} for entry in entries(verdicts)}


@pytest.mark.parametrize(
    ("rewrite", "shown"),
    [
        pytest.param(
            after(_page, is_a("update")),
            {"update.accepted": {"error.server", "error.media_type"}},
            id="an operation that fails with a page of HTML",
        ),
        pytest.param(
            _refuse_to_delete,
            {"delete.customer": {"error.media_type"}},
            id="a refusal that should be none, in a form that it should not have",
        ),
        pytest.param(
            each_customer(put("company", "X"), is_a("create", "update", "get")),
            {
                "create.stored": {
                    "create.left_out",
                    "get.same_as_list",
                    "update.keeps",
                    "update.others",
                    "update.stored",
                }
            },
            id="a wrong value that is shown after a create, an update and a get",
        ),
    ],
)
def test_rules_that_one_defect_breaks_are_one_entry(rewrite: Rewrite, shown: dict[str, set[str]]) -> None:
    assert _shown(_verdicts(rewrite)) == shown


@pytest.mark.parametrize(
    ("rewrite", "shown"),
    [
        pytest.param(
            _both(after(header(_LEFT, None)), each_customer(put("company", 5))),
            {"answer.rate_limit.oauth": _ALONE, "customer.company": _ALONE},
            id="a header and a property, in the very same answers",
        ),
        pytest.param(
            each_customer(lambda customer: customer.update(company=5, customer_group_id="none")),
            {"customer.company": _ALONE, "customer.customer_group_id": _ALONE},
            id="two properties",
        ),
        pytest.param(
            _both(after(_page, is_a("update")), after(_page, is_a("delete"))),
            {
                "update.accepted": {"error.server", "error.media_type"},
                "delete.customer": {"error.server", "error.media_type"},
            },
            id="two operations that fail alike",
        ),
    ],
)
def test_two_defects_are_two_entries(rewrite: Rewrite, shown: dict[str, set[str]]) -> None:
    assert _shown(_verdicts(rewrite)) == shown


_OFFERS = {
    "list": "list.array",
    "count": "count.shape",
    "get": "get.customer",
    "create": "create.accepted",
    "update": "update.accepted",
    "delete": "delete.customer",
    "delete_all": "delete_all.offered",
}
"""By operation, the rule that says most of its absence."""


@pytest.mark.parametrize(
    ("operation", "status"),
    [*((operation, 404) for operation in _OFFERS), ("list", 405), *product(["delete_all"], [405, 500])],
)
@pytest.mark.usefixtures("cheap_hashes")
def test_an_operation_that_is_missing_is_one_entry(operation: str, status: int) -> None:
    shown = _shown(_verdicts(instead(status, is_a(operation)), None))
    # A 405 that names no method in Allow is a matter of its own.
    assert shown.pop("access.method.allow", _ALONE) == _ALONE
    assert set(shown) == {_OFFERS[operation]}
    assert len(shown[_OFFERS[operation]]) >= (1 if status == 500 else 2)


@pytest.mark.usefixtures("cheap_hashes")
def test_an_operation_that_checks_who_asks_before_it_is_missing_is_one_entry() -> None:
    shown = _shown(_verdicts(instead(404, both(is_a("update"), lambda call: call.role in {"full", "basic"})), None))
    assert set(shown) == {"update.accepted"}


@pytest.mark.parametrize(
    ("when", "told"),
    [
        pytest.param(
            is_a("count"),
            "countCustomers (basic) answers nothing but 404 to whom it lets in and "
            "countCustomers (oauth) answers nothing but 404 to whom it lets in)",
            id="every answer",
        ),
        pytest.param(
            both(is_a("count"), lambda call: call.role in {"full", "basic"} and not call.query),
            "more like it)",
            id="some answers",
        ),
        pytest.param(
            both(is_a("count"), lambda call: call.path.startswith("/stores/") or not call.query),
            "more like it)",
            id="every answer of one form and some of the other",
        ),
    ],
)
@pytest.mark.usefixtures("cheap_hashes")
def test_an_operation_that_is_missing_is_called_so(when: Condition, told: str) -> None:
    verdicts = _verdicts(instead(404, when), None)
    (shape,) = [entry.verdict for entry in entries(verdicts) if entry.verdict.rule["id"] == "count.shape"]
    assert shape.reason
    assert shape.reason.endswith(told)
    assert ("nothing but" in shape.reason) == ("nothing but" in told)


def test_one_answer_does_not_make_an_operation_missing() -> None:
    judge = Judge()
    judge.observe(exchange("GET", "/customers/count", 404, error(404)))
    (shape,) = judge.report().having(Status.FAILED)
    assert shape.reason == "the count was answered with 404"


@pytest.mark.usefixtures("cheap_hashes")
def test_what_else_is_wrong_stands_beside_a_missing_operation() -> None:
    defects = _both(instead(404, is_a("count")), _both(each_customer(put("company", 5)), after(_page, is_a("update"))))
    assert {"count.shape", "customer.company", "update.accepted"} <= set(_shown(_verdicts(defects, None)))


@pytest.mark.usefixtures("cheap_hashes")
def test_an_operation_that_is_there_for_some_requests_is_not_missing() -> None:
    refusing = instead(404, both(is_a("update"), lambda call: b"nickname" in call.body or b"notes" in call.body))
    shown = _shown(_verdicts(refusing, None))
    assert {"update.accepted", "update.unknown"} <= set(shown)


@pytest.mark.usefixtures("cheap_hashes")
def test_two_missing_operations_are_two_entries() -> None:
    shown = _shown(_verdicts(_both(instead(404, is_a("count")), instead(404, is_a("delete"))), None))
    assert set(shown) == {"count.shape", "delete.customer"}
    assert "access.scope.status" in shown["count.shape"] & shown["delete.customer"]


def test_people_see_one_entry_and_machines_every_rule() -> None:
    facts = Facts("http://127.0.0.1", "marked", 1, 1.0, 1, _verdicts(after(_page, is_a("update"))), str)
    broken = {"update.accepted", "error.server", "error.media_type"}
    text, markdown, page = (render(name, facts) for name in ("text", "markdown", "html"))

    assert [line for line in text.splitlines() if line.startswith(("failed ", "warned ")) and "(" in line] == [
        "failed update.accepted (must)"
    ]
    assert text.count("  the same cause breaks\n") == 1
    assert markdown.count("The same cause breaks `error.media_type`, `error.server`.") == 1
    assert page.count("<article") == page.count("The same cause breaks") == 1
    assert all(page.count(f'id="breach-{rule}"') == 1 for rule in broken)
    report = json.loads(render("json", facts))
    assert {rule["id"]: rule["same_cause_as"] for rule in report["rules"] if rule["evidence"]} == {
        rule: [] if rule == "update.accepted" else ["update.accepted"] for rule in broken
    }
    cases = [*ET.fromstring(render("junit", facts)).iter("testcase")]  # noqa: S314 - our own report
    assert {case.get("name") for case in cases if len(case) and case[0].tag != "skipped"} == broken
    results: list[dict[str, Any]] = json.loads(render("sarif", facts))["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == broken
    assert {cause for result in results for cause in result["properties"]["causes"]} == {"update.accepted"}
