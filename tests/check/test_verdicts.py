"""From findings to verdicts: what is broken, what is kept, and why something could not be told."""

from dataclasses import replace
from typing import Any

import pytest
from tests.check.commanding import check, check_target, options, rules
from tests.check.mocked import MockTarget
from tests.check.target import BASIC, READ_ONLY_TOKEN, Target

from bigcommerce_contract.check.exchange import Exchange, Request, Response, Role
from bigcommerce_contract.check.judge import Finding, Judge
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.reasons import Means
from bigcommerce_contract.check.verdicts import Status, Tally, Untested, Verdict, Witness, summarize

EXCHANGE = Exchange(Request("GET", "/customers/count"), Response(200, (), b'{"count": 3}'), Role.FULL)


class Scripted(Judge):
    """A judge whose findings are given: what becomes of them is tested here."""

    def __init__(self, exercised: set[str], findings: list[Finding]) -> None:
        super().__init__()
        self.exercised = exercised
        self.script = findings

    def observe(self, exchange: Exchange) -> list[Finding]:
        del exchange
        return self.script


def rule(level: str = "must", *needs: str) -> dict[str, Any]:
    return {"id": "count.value", "level": level, "operations": ["countCustomers"], "needs": list(needs)}


def finding(message: str, size: int = 0, length: int = 1) -> Finding:
    exchange = replace(EXCHANGE, response=Response(200, (), b"x" * size))
    return Finding("count.value", message, (exchange,) * length)


def verdict(level: str, *findings: Finding, exercised: bool = True) -> Verdict:
    witness = Witness(Scripted({"count.value"} if exercised else set(), list(findings)))
    witness.observe(EXCHANGE)
    return witness.tally.verdict(rule(level), Untested("not seen"))


@pytest.mark.parametrize(("level", "status"), [("must", "failed"), ("should", "warned"), ("may", "warned")])
def test_a_breach_fails_a_must_and_warns_of_the_others(level: str, status: str) -> None:
    assert verdict(level, finding("three instead of two")) == Verdict(
        rule(level), Status(status), "three instead of two", (finding("three instead of two"),)
    )


@pytest.mark.parametrize("level", ["must", "should", "may"])
def test_what_was_exercised_and_not_broken_is_passed(level: str) -> None:
    assert verdict(level) == Verdict(rule(level), Status.PASSED)


@pytest.mark.parametrize("level", ["must", "should", "may"])
def test_what_was_never_exercised_is_never_passed(level: str) -> None:
    assert verdict(level, exercised=False) == Verdict(rule(level), Status.NOT_TESTED, "not seen")


def test_the_smallest_findings_are_kept_and_all_are_counted() -> None:
    several = [finding("long", length=2), finding("big", 90), finding("bigger", 99), finding("small", 1)]
    kept = verdict("must", *several)
    assert [found.message for found in kept.findings] == ["small", "big", "bigger"]
    assert kept.reason == "small (3 more like it)"


def test_what_a_judge_keeps_of_endless_failures_has_an_end() -> None:
    tally = Tally()
    for number in range(10_500):
        tally.add(Finding("r", "broken", (), frozenset({f"listCustomers answers 500 #{number}"})))
    assert (tally.counts["r"], len(tally.kept["r"]), len(tally.causes["r"])) == (10_500, 3, 10_000)


def test_an_error_of_the_judge_is_kept() -> None:
    class Broken(Scripted):
        def observe(self, exchange: Exchange) -> list[Finding]:
            raise ZeroDivisionError(exchange.base_url)

    witness = Witness(Broken(set(), []))
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            witness.observe(EXCHANGE)
    assert isinstance(witness.error, ZeroDivisionError)


def test_the_summary_names_each_status_also_where_there_is_none() -> None:
    verdicts = [Verdict(rule(), Status.PASSED), Verdict(rule(), Status.PASSED), Verdict(rule(), Status.WARNED)]
    assert summarize(verdicts) == {"passed": 2, "failed": 0, "warned": 1, "not_tested": 0}


ALL = frozenset(Role)
FEW = frozenset({Role.FULL, Role.NONE, Role.UNKNOWN})


@pytest.mark.parametrize(
    ("means", "needs", "reason"),
    [
        (Means(FEW, Mode.MARKED), ("read_only",), "needs --read-only-token"),
        (Means(FEW, Mode.MARKED), ("no_scope",), "needs --no-scope-token"),
        (Means(FEW, Mode.MARKED), ("basic",), "needs --basic and --basic-url"),
        (Means(ALL - {Role.FULL}, Mode.READ_ONLY), ("full",), "needs --token"),
        (Means(ALL, Mode.READ_ONLY), ("writes",), "needs --mode marked or disposable"),
        (Means(ALL, Mode.MARKED), ("crowd",), "needs --mode disposable"),
        (Means(ALL, Mode.MARKED), ("disposable", "crowd"), "needs --mode disposable"),
        (Means(FEW, Mode.MARKED), ("read_only", "disposable"), "needs --read-only-token and --mode disposable"),
        (Means(FEW, Mode.MARKED, ended_early="time"), ("read_only",), "needs --read-only-token"),
        (Means(ALL, Mode.MARKED, ended_early="time"), ("writes",), "not reached: time"),
        (
            Means(ALL, Mode.DISPOSABLE),
            ("disposable",),
            "DELETE /customers was not sent: list and count do not agree that the store is empty",
        ),
        (
            Means(ALL, Mode.MARKED),
            ("validate",),
            "the target offers no POST /customers/{id}/validate, as far as was seen",
        ),
        (Means(ALL, Mode.MARKED), (), "no exchange could have shown a breach"),
    ],
)
def test_the_reason_says_what_would_make_a_rule_testable(means: Means, needs: tuple[str, ...], reason: str) -> None:
    assert means.untested(rule("must", *needs)) == Untested(reason)


@pytest.mark.usefixtures("walk_alone")
def test_each_chosen_rule_gets_one_verdict_in_the_order_of_the_catalogue(target: Target) -> None:
    chosen = ("count.shape", "list.array", "access.form.basic", "count.shape")
    ended = check_target(target, *options("--rule", chosen), "--mode", "read-only", "--format", "json")
    found = {name: found["status"] for name, found in rules(ended.stdout).items()}
    assert list(found.items()) == [
        ("access.form.basic", "not_tested"),
        ("list.array", "passed"),
        ("count.shape", "passed"),
    ]


@pytest.mark.usefixtures("walk_alone")
def test_the_whole_catalogue_gets_verdicts_and_read_only_passes_no_rule_that_needs_writes(target: Target) -> None:
    found = rules(check_target(target, "--mode", "read-only", "--format", "json").stdout)
    assert len(found) > 100
    untested = {name for name, each in found.items() if each["reason"] == "needs --mode marked or disposable"}
    assert {"create.stored", "update.keeps", "delete.customer"} <= untested
    assert {found[name]["status"] for name in untested} == {"not_tested"}


@pytest.mark.usefixtures("walk_alone")
@pytest.mark.parametrize(
    ("option", "secret", "rule_id"),
    [("--read-only-token", READ_ONLY_TOKEN, "access.scope.read_only.allowed"), ("--basic", BASIC, "access.form.basic")],
)
def test_a_lesser_credential_is_enough_to_read(mock: MockTarget, option: str, secret: str, rule_id: str) -> None:
    url = mock.basic_url if option == "--basic" else mock.base_url
    ended = check(url, option, secret, "--mode", "read-only", "--rule", rule_id, "--format", "json")
    assert (ended.status, rules(ended.stdout)[rule_id]["status"]) == (0, "passed")
