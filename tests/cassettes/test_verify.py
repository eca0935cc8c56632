"""The cassettes are judged by the same rules as a server, and no secret shows in them."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.docs.shown import table

from bigcommerce_contract.cassettes import library
from bigcommerce_contract.check.recorded.coverage import documented
from bigcommerce_contract.check.verify_command import command

PAGE = Path(__file__).resolve().parents[2] / "docs/recorded-traffic.md"
MEANT = {
    "delete_all.offered": {"refusals/delete_all_is_not_offered_any_more"},
    "error.media_type": {
        "errors/every_operation_tells_of_a_failure",
        "failures/a_create_that_a_proxy_lost_is_not_repeated",
        "failures/a_failure_of_the_server_is_told",
        "failures/a_page_of_a_proxy_is_repeated",
        "failures/a_page_of_a_proxy_is_told",
    },
    "error.server": {"failures/a_failure_of_the_server_is_told", "errors/every_operation_tells_of_a_failure"},
}
"""What the scenarios of outages and of a store without Delete All show, in both forms: nothing else may be broken."""

NOT_EXERCISED = {
    "access.form.same_store",
    "create.password.policy",
    "delete_all.customers",
    "list.filter.date.no_weekday",
    "list.filter.exact",
    "list.limit.default",
    "list.page.past_end",
    "update.others",
    "update.password.policy",
}
"""Rules that need a known store, over 50 customers, both forms at once, a plain password, or a date no client sends."""


def judged(folder: Path) -> dict[str, Any]:
    done = CliRunner().invoke(command, [str(folder), "--format", "json", "--coverage"])
    assert done.exit_code == 0, done.output
    parsed: dict[str, Any] = json.loads(done.stdout)
    return parsed


def not_recorded() -> set[str]:
    """Give the errors that the page says cannot be provoked, as `createCustomer 409`."""
    rows = table(PAGE, "Errors that are not recorded")
    return {
        f"{operation} {status}"
        for status, operations, why in rows
        if why
        for operation in re.findall(r"\w+", operations)
    }


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return judged(library.folder())


def test_no_cassette_breaks_a_rule_that_it_is_not_meant_to(report: dict[str, Any]) -> None:
    assert report["summary"]["failed"] == 0
    recorded = [file for file in report["files"] if "/observed/" not in file["path"]]
    broken = {(rule, Path(file["path"])) for file in recorded for rule in file["warned"]}
    shown = {
        rule: {path.relative_to(library.folder()).with_suffix("").as_posix() for other, path in broken if other == rule}
        for rule, _ in broken
    }
    assert shown == {rule: set(_in_both_forms(names)) for rule, names in MEANT.items()}


def _in_both_forms(names: set[str]) -> Iterator[str]:
    return (f"{form}/{name}" for form in ("oauth", "basic") for name in names)


def test_every_exchange_is_judged_whose_body_is_whole(report: dict[str, Any]) -> None:
    left_out = {Path(file["path"]).stem: file["masked"] for file in report["files"] if file["masked"]}
    assert left_out == {"every_operation_refuses_a_body_that_is_too_long": 3}
    assert report["requests"] == sum(file["exchanges"] - file["masked"] for file in report["files"])


@pytest.mark.parametrize("kind", ["operations", "parameters", "success statuses", "request properties"])
def test_the_cassettes_exercise_the_whole_document(report: dict[str, Any], kind: str) -> None:
    covered = report["coverage"][kind]
    assert (covered["missing"], covered["of"] > 0) == ([], True)
    assert covered["covered"] == covered["of"]


OF_THE_OTHER = {"oauth": {"509"}, "basic": {"403", "429"}}
"""Statuses of quotas and scopes that only the other form of the API has."""


@pytest.mark.parametrize("form", ["oauth", "basic"], indirect=True)
def test_each_form_shows_all_that_it_has(form: str) -> None:
    coverage = judged(library.folder() / form)["coverage"]
    kinds = ("operations", "parameters", "success statuses")
    assert {kind: coverage[kind]["missing"] for kind in kinds} == {kind: [] for kind in kinds}
    errors = set(coverage["error statuses"]["missing"]) - not_recorded()
    assert {name for name in errors if name.rpartition(" ")[2] not in OF_THE_OTHER[form]} == set()


def test_what_the_cassettes_leave_out_is_known(report: dict[str, Any]) -> None:
    coverage = report["coverage"]
    properties = {name.partition(" ")[2] for name in coverage["response properties"]["missing"]}
    assert properties <= {"form_fields.name", "form_fields.value"}
    assert set(coverage["rules"]["missing"]) <= NOT_EXERCISED


def test_every_stated_error_is_recorded_or_the_page_says_why_not(report: dict[str, Any]) -> None:
    named = not_recorded()
    missing = set(report["coverage"]["error statuses"]["missing"])
    recorded = documented()["error statuses"] - missing
    assert named | recorded == documented()["error statuses"]
    assert named & recorded == set()


def test_without_a_recording_of_it_something_is_missing(tmp_path: Path) -> None:
    shutil.copy(library.find("oauth/filters/by_email"), tmp_path)
    done = CliRunner().invoke(command, [str(tmp_path), "--coverage"])
    assert re.search(r"^coverage of operations: \d+ % \(4 of 8\)  missing: .*deleteCustomer", done.output, re.MULTILINE)


def test_what_was_observed_breaks_what_the_decisions_name(report: dict[str, Any]) -> None:
    observed = [file for file in report["files"] if "/observed/" in file["path"]]
    assert {rule for file in observed for rule in file["warned"]} == {
        "access.method.allow",
        "answer.rate_limit.oauth",
        "delete_all.offered",
    }
