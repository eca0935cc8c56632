"""In a store that holds hundreds of others, pages are judged there, too, whoever else writes meanwhile."""

from collections.abc import Callable
from itertools import count

import pytest
from tests.check.mutants.inprocess import judged_walk
from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.registry import after, before, drop

from bigcommerce_contract.check.mode import Mode

pytestmark = pytest.mark.usefixtures("cheap_hashes")

_OTHERS = 600
_FAR = 500
_RULES = frozenset({"list.page"})


def _is_far(call: Call) -> bool:
    page, limit = call.get("page") or "1", call.get("limit") or "50"
    return call.operation == "list" and (int(page) - 1) * int(limit) >= _FAR


def _without(place: int) -> Callable[[Answer], None]:
    def change(answer: Answer) -> None:
        shown = answer.customers()
        if shown:
            answer.show([*shown[:place], *shown[place:][1:]])

    return change


def _empty(answer: Answer) -> None:
    answer.become(204)


def _crowded() -> Rewrite:
    """Let others come and go between two requests, also from the pages before the last."""
    numbers, strangers = count(), iter(range(1, _OTHERS))

    async def rewrite(call: Call, forward: Forward) -> Answer:
        if next(numbers) % 2:
            await forward(call.aside("DELETE", f"/{next(strangers)}", []))
        return await forward(call)

    return rewrite


@pytest.mark.parametrize(
    ("rewrite", "rule"),
    [
        (after(_empty, _is_far), "list.page"),
        (after(_without(-1), _is_far), "list.page"),
        (after(_without(-5), _is_far), "list.page"),
        (before(lambda call: call.put("page", 2), _is_far), "list.page"),
        (before(drop("min_id"), _is_far), "list.filter.min_id"),
    ],
    ids=["empty", "without the last one", "without one of ours", "the second page again", "without the filter"],
)
def test_a_far_page_that_is_wrong_is_named(rewrite: Rewrite, rule: str) -> None:
    session = judged_walk(rewrite, _RULES, mode=Mode.MARKED, strangers=_OTHERS)

    named = {finding.rule for finding in session.findings}
    assert rule in named
    assert named <= {rule, "list.collection"}  # Who stands on no page is missing from the collection as well.


@pytest.mark.parametrize("rewrite", [None, _crowded()], ids=["nobody else", "others come and go"])
def test_a_far_page_that_is_right_is_not(rewrite: Rewrite | None) -> None:
    session = judged_walk(rewrite, _RULES, mode=Mode.MARKED, strangers=_OTHERS)

    assert [(finding.rule, finding.message) for finding in session.findings] == []
    assert "list.page" in session.judge.exercised


def test_a_small_store_costs_one_request_for_it() -> None:
    small, large = (judged_walk(None, _RULES, mode=Mode.MARKED, strangers=others) for others in (12, _OTHERS))

    assert len(large.exchanges) - len(small.exchanges) < 25
    assert [exchange for exchange in small.exchanges if "limit=250&page=3" in exchange.request.query] == []
