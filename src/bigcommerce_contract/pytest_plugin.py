"""The pytest plugin: judges the traffic of a test, or a server. It loads nothing until a test asks for it."""

import inspect
from typing import TYPE_CHECKING, cast

import pytest

from bigcommerce_contract.pytest_extras import fixture_needing

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from bigcommerce_contract.api import ContractCheck, Judge, Report

_JUDGE = pytest.StashKey["Judge"]()


class UnjudgedWarning(pytest.PytestWarning):
    """A test asked for `contract_judge`, and nothing of its traffic could be judged: it proves nothing."""


@pytest.fixture
def contract_judge(request: pytest.FixtureRequest) -> "Judge":
    """Judge what this test sends and receives; a ``must`` rule that is broken fails the test when it ends.

    Give ``contract_judge.observe_response`` to the client as a hook for responses: ``event_hooks={"response": [...]}``
    of httpx2 and httpx (``observe_async_response`` for an asynchronous client), ``hooks["response"]`` of requests.
    A test whose traffic held nothing that could be judged has an `UnjudgedWarning`.
    """
    with fixture_needing("check", "contract_judge"):
        from bigcommerce_contract.api import Judge  # noqa: PLC0415 - takes time that only those pay who use it

    judge = Judge()
    request.node.stash[_JUDGE] = judge
    return judge


@pytest.fixture
def contract_check(request: pytest.FixtureRequest) -> "ContractCheck":
    """Check a server rule by rule; a ``must`` rule that is broken fails the test, with the evidence.

    Call it with a URL, or an application of ASGI or WSGI: ``contract_check(app, "/stores/abc123/v2", token="...")``.
    """
    with fixture_needing("check", "contract_check"):
        from bigcommerce_contract.api import ContractCheck  # noqa: PLC0415 - as above

    return ContractCheck(lambda report: _conclude(request.node, "The server breaks the contract.", report))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> "Generator[None]":
    """Fail a test whose traffic broke a rule, or say so beside the failure that it has of its own."""
    try:
        yield
    except Exception:
        if (judge := item.stash.get(_JUDGE, None)) and judge.findings:
            item.add_report_section("call", "contract", str(judge.report()))
        raise
    # Only now: a test may ask for its judge while it runs.
    judge = item.stash.get(_JUDGE, None)
    if judge and judge.findings:
        _conclude(item, "The traffic of this test breaks the contract.", judge.report())
    elif judge and judge.unjudged and (judge.told or _names_the_judge(item)):
        _warn(item, f"contract_judge judged nothing; {judge.unjudged}")


def _warn(item: pytest.Item, message: str) -> None:
    try:
        item.warn(UnjudgedWarning(message))
    except UnjudgedWarning:  # where warnings are errors: the test shows the line, and none of our code
        pytest.fail(message, pytrace=False)


def _names_the_judge(item: pytest.Item) -> bool:
    """Tell whether the test itself asks for the judge: one that has it by way of a fixture may need no traffic."""
    if not isinstance(item, pytest.Function):
        return False
    function = cast("Callable[..., object]", item.function)  # pyright: ignore[reportUnknownMemberType]
    return "contract_judge" in inspect.signature(function).parameters


def _conclude(item: pytest.Item, headline: str, report: "Report") -> None:
    if not report.kept:
        pytest.fail(f"{headline}\n\n{report}", pytrace=False)
    item.add_report_section("call", "contract", str(report))
