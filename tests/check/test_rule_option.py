"""`--rule`: what the rule needs is sent and nothing else, and that is enough to find its breach."""

from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from tests.check.commanding import check, check_target, rules
from tests.check.mocked import MockTarget
from tests.check.mutants.catalogue import MUTANTS
from tests.check.mutants.layer import Mutated
from tests.check.target import serve

from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.settings import Settings

_FIRST_MUTANT = {mutant.rule: mutant for mutant in reversed(MUTANTS)}
_LIST, _COUNT, _GET = ("GET", ""), ("GET", "/count"), ("GET", "/{id}")
_CREATE, _UPDATE, _DELETE = ("POST", ""), ("PUT", "/{id}"), ("DELETE", "/{id}")
_OWN = {_CREATE, _DELETE, _GET, _LIST, _COUNT}
"""What a check in marked mode sends for its own sake: customers to look at, before and after."""


def operations(mock: MockTarget, *, generated: bool = False) -> set[tuple[str, str]]:
    """Give the methods and kinds of path that the mock received, of schemathesis alone or of all."""
    log = [seen for seen in mock.log if not generated or "x-schemathesis-testcaseid" in seen.headers]
    return {(seen.method, _kind(urlsplit(seen.target).path)) for seen in log}


def _kind(path: str) -> str:
    one, slash, more = path.partition("/customers")[2].removeprefix("/").partition("/")
    return f"/{one}" if one and not one.isdigit() else (f"/{{id}}{slash}{more}" if one else "")


@contextmanager
def first_mutant(rule: str) -> Generator[MockTarget]:
    """Serve the first mutant of a rule."""
    app = create_app(Settings(stores=("abc123",)))
    with serve(MockTarget(app=Mutated(app, _FIRST_MUTANT[rule].make()))) as target:
        target.base_url = target.base_url.replace("/abc/", "/abc123/")
        yield target


@pytest.mark.parametrize(
    ("rule", "most", "operations_beside_own"),
    [
        ("count.shape", 40, set[tuple[str, str]]()),
        ("list.filter.first_name", 60, set[tuple[str, str]]()),
        ("create.required.email", 50, set[tuple[str, str]]()),
        ("update.valid", 80, {_UPDATE}),
    ],
)
def test_a_rule_sends_little_and_generates_nothing(
    mock: MockTarget, rule: str, most: int, operations_beside_own: set[tuple[str, str]]
) -> None:
    ended = check_target(mock, "--rule", rule, "--format", "json")
    assert rules(ended.stdout)[rule]["status"] == "passed"
    assert operations(mock, generated=True) == set()
    assert operations(mock) <= _OWN | operations_beside_own
    assert 0 < len(mock.log) <= most


def test_a_rule_that_any_request_can_break_generates_requests_of_its_operations_alone(mock: MockTarget) -> None:
    assert check_target(mock, "--rule", "update.accepted").status == 0
    assert {_CREATE, _UPDATE} <= operations(mock, generated=True)
    assert not operations(mock, generated=True) & {_LIST, _COUNT, _GET, _DELETE}


@pytest.mark.parametrize("rule", ["count.shape", "list.filter.first_name", "create.required.email", "update.valid"])
def test_the_breach_is_found_with_no_more_than_the_rule_needs(rule: str) -> None:
    with first_mutant(rule) as target:
        ended = check(target.base_url, "--token", "full-token", "--rule", rule, "--format", "json")
        assert operations(target, generated=True) == set()
    assert (ended.status, rules(ended.stdout)[rule]["status"]) == (1, "failed")
