"""What a server does instead of an answer: the report says which, and that a must rule was not tested because of it."""

from collections.abc import Callable

import pytest
from tests.check.commanding import Ended, check_target, rules
from tests.check.mocked import mock_target
from tests.check.mutants.layer import Answer, Mutated
from tests.check.mutants.registry import after, is_a

pytestmark = pytest.mark.usefixtures("walk_alone")

_SHAPE = "count.shape is broken"


def checked(change: Callable[[Answer], object], *words: str, operation: str = "get") -> Ended:
    """Check a server in which ``change`` spoils the answers to an operation."""
    with mock_target(12, lambda app: Mutated(app, after(change, is_a(operation)))) as mock:
        return check_target(mock, *words)


def fail(answer: Answer) -> None:
    if answer.status == 404:
        answer.become(500)


def spell(answer: Answer) -> None:
    if answer.done:
        answer.set_json({"count": str(answer.json()["count"])})


def unplace(answer: Answer) -> None:
    answer.headers.pop("location", None)


def count_as_created(answer: Answer) -> None:
    answer.status = 201


def refuse(answer: Answer) -> None:
    answer.become(400)


def test_a_server_that_fails_is_the_reason() -> None:
    ended = checked(fail, "--rule", "get.missing", "--format", "json")
    reason = "the server failed: getCustomer was answered with 500"
    assert rules(ended.stdout)["get.missing"]["reason"] == reason
    assert (ended.status, ended.stderr) == (0, f"Not tested: get.missing (should): {reason}\n")


def test_a_deletion_is_seen_in_the_list_where_no_customer_can_be_got() -> None:
    ended = checked(fail, "--rule", "delete.customer", "--format", "json")
    assert rules(ended.stdout)["delete.customer"]["status"] == "passed"


def test_a_must_rule_that_the_server_hides_is_told_without_being_asked_for() -> None:
    ended = checked(spell, operation="count")
    assert ended.status == 1
    assert ended.stderr == f"Not tested: count.value (must): {_SHAPE}\n"
    told = ended.stdout.splitlines()
    assert [line for line in told if "not tested" in line and "count.value" in line and f"({_SHAPE})" in line]
    assert "not tested (1 must, because of what the server did) · " in told[-1]


def turn(answer: Answer) -> None:
    if answer.done:
        answer.become_list(answer.customers()[::-1])


def test_pages_in_another_order_are_not_tested_because_of_the_order() -> None:
    ended = checked(turn, "--rule", "list.page", "--rule", "list.order", operation="list")
    assert (ended.status, ended.stderr) == (1, "Not tested: list.page (must): list.order is broken\n")


def test_a_count_that_is_no_number_breaks_the_rule_of_its_shape_alone() -> None:
    ended = checked(spell, "--rule", "count.filtered", "--format", "json", operation="count")
    filtered = rules(ended.stdout)["count.filtered"]
    assert (filtered["status"], filtered["reason"]) == ("not_tested", _SHAPE)


def test_a_needed_credential_is_no_fault_of_the_server() -> None:
    ended = checked(fail, "--rule", "access.form.same_store", operation="get")
    assert "because of what the server did" not in ended.stdout


@pytest.mark.parametrize(
    ("rule", "operation", "change", "message"),
    [
        ("create.location", "create", unplace, "the answer has no Location"),
        ("update.body", "update", count_as_created, "answered with 201 instead of 200"),
        ("count.filtered", "count", refuse, "answered with 400, "),
    ],
)
def test_a_finding_says_what_came(rule: str, operation: str, change: Callable[[Answer], object], message: str) -> None:
    ended = checked(change, "--rule", rule, "--format", "json", operation=operation)
    assert rules(ended.stdout)[rule]["reason"].startswith(message)
