"""What a recording says of credentials, and what it does not."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.check.judge.script import BASE, customer, error
from tests.check.recorded.story import created, exchange
from tests.check.recorded.writing import cassette, har, write, write_cassette

from bigcommerce_contract.check.exchange import Exchange, Response, Role
from bigcommerce_contract.check.recorded.judging import FileResult, judge_file

COUNT = exchange("GET", "/customers/count", 200, {"count": 1})
DENIED = exchange("GET", "/customers/count", 403, error(403))
UNSERVED = exchange("GET", "/customers/count", 401, error(401), role=Role.NONE)
SERVED = exchange("GET", "/customers/count", 200, {"count": 1}, role=Role.NONE)


def judged(tmp_path: Path, *exchanges: Exchange, mask: str = "REDACTED") -> FileResult:
    return judge_file(write_cassette(tmp_path / "roles.yaml", *exchanges, mask=mask))


def access(result: FileResult) -> set[str]:
    assert result.error is None
    return {rule for rule in result.tally.exercised if rule.startswith("access.")}


def test_a_masked_credential_says_nothing_of_its_scopes(tmp_path: Path) -> None:
    result = judged(tmp_path, COUNT, DENIED, created(7), exchange("DELETE", "/customers/7", 403, error(403)))
    assert (access(result), result.tally.counts) == (set(), {})


def test_a_credential_that_was_refused_does_not_make_a_customer_disappear(tmp_path: Path) -> None:
    result = judged(tmp_path, created(7), exchange("DELETE", "/customers/7", 403, error(403)))
    assert result.tally.counts == {}
    again = exchange("GET", "/customers/7", 404, error(404))
    assert "get.customer" in judged(tmp_path, created(7), DENIED, again).tally.counts


@pytest.mark.parametrize(
    ("hidden", "served"),
    [
        (exchange("GET", "/customers/7", 404, error(404)), exchange("DELETE", "/customers/7", 204)),
        (exchange("DELETE", "/customers/7", 404, error(404)), exchange("GET", "/customers/7", 200, customer(7))),
        (exchange("GET", "/customers", 404, error(404)), exchange("GET", "/customers", 200, [customer(7)])),
        (exchange("GET", "/customers/count", 404, error(404)), COUNT),
        (replace(created(8), response=Response(404, (), b"[]")), created(8)),
    ],
)
def test_a_404_for_a_masked_credential_may_be_for_want_of_a_scope(
    tmp_path: Path, hidden: Exchange, served: Exchange
) -> None:
    result = judged(tmp_path, created(7), hidden, served)
    assert (result.tally.counts, result.judged, result.masked) == ({}, 2, 1)
    assert judged(tmp_path, created(7), hidden, served, mask="<full>").tally.counts != {}
    newest_first = har([created(7), hidden, served])
    newest_first["log"]["entries"].reverse()
    assert judge_file(write(tmp_path / "newest_first.har", newest_first)).tally.counts == {}


def test_a_404_for_a_customer_who_is_never_seen_again_is_about_the_customer(tmp_path: Path) -> None:
    gone = exchange("GET", "/customers/7", 404, error(404))
    seen = exchange("GET", "/customers/7", 200, customer(7))
    assert "get.customer" in judged(tmp_path, created(7), seen, gone).tally.counts
    assert judged(tmp_path, gone).masked == 0


def test_no_credential_among_masked_ones_is_none(tmp_path: Path) -> None:
    assert "access.credentials.missing" in access(judged(tmp_path, COUNT, UNSERVED))
    assert "access.credentials.missing" in judged(tmp_path, COUNT, SERVED).tally.counts


def test_a_recorder_that_takes_headers_away_leaves_everything_open(tmp_path: Path) -> None:
    result = judged(tmp_path, SERVED, UNSERVED)
    assert (access(result), result.tally.counts) == (set(), {})


@pytest.mark.parametrize(
    ("mask", "status", "rule"),
    [
        ("<full>", 200, "access.scope.full"),
        ("<read_only>", 200, "access.scope.read_only.allowed"),
        ("<no_scope>", 403, "access.scope.none.refused"),
        ("<unknown>", 401, "access.credentials.unknown"),
    ],
)
def test_a_mask_may_name_the_role(tmp_path: Path, mask: str, status: int, rule: str) -> None:
    answer = {"count": 1} if status == 200 else error(status)
    kept = judged(tmp_path, exchange("GET", "/customers/count", status, answer), mask=mask)
    assert rule in access(kept)
    assert kept.tally.counts == {}
    other = exchange("GET", "/customers/count", *((403, error(403)) if status == 200 else (200, {"count": 1})))
    assert rule in judged(tmp_path, other, mask=mask).tally.counts


def test_basic_credentials_may_name_the_role_too(tmp_path: Path) -> None:
    document = cassette([exchange("GET", "/customers/count", 200, {"count": 1})])
    request = document["interactions"][0]["request"]
    request["uri"] = "https://shop.example/api/v2/customers/count"
    request["headers"] = {"Authorization": ["Basic <basic>"]}
    assert "access.form.basic" in access(judge_file(write(tmp_path / "basic.yaml", document)))


def test_a_masked_credential_that_was_let_in_is_held_to_the_rest(tmp_path: Path) -> None:
    result = judged(tmp_path, exchange("GET", "/customers/7", 200, customer(8)))
    assert set(result.tally.counts) == {"get.customer"}
    assert result.stores == [BASE]
