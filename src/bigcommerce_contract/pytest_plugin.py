"""The pytest plugin: judges the traffic of a test as it runs. It loads nothing until a test asks for it."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

    from bigcommerce_contract.api import Judge

_JUDGE = pytest.StashKey["Judge"]()


@pytest.fixture
def contract_judge(request: pytest.FixtureRequest) -> "Judge":
    """Judge what this test sends and receives; a ``must`` rule that is broken fails the test when it ends.

    Give ``contract_judge.observe_response`` to the client as a hook for responses: ``event_hooks={"response": [...]}``
    of httpx2 and httpx (``observe_async_response`` for an asynchronous client), ``hooks["response"]`` of requests.
    """
    from bigcommerce_contract.api import Judge  # noqa: PLC0415 - takes time that only those pay who use it

    judge = Judge()
    request.node.stash[_JUDGE] = judge
    return judge


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> "Generator[None]":
    """Fail a test whose traffic broke a rule, or say so beside the failure that it has of its own."""
    try:
        yield
    except Exception:
        if _JUDGE in item.stash and item.stash[_JUDGE].findings:
            item.add_report_section("call", "contract", str(item.stash[_JUDGE].report()))
        raise
    if _JUDGE in item.stash and item.stash[_JUDGE].findings:
        _conclude(item, item.stash[_JUDGE])


def _conclude(item: pytest.Item, judge: "Judge") -> None:
    report = judge.report()
    if not report.kept:
        pytest.fail(f"The traffic of this test breaks the contract.\n\n{report}", pytrace=False)
    item.add_report_section("call", "contract", str(report))
