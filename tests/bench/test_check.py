"""What the benchmark of the check says of its peers: which mutants, what their reports mean, what is kept of a run."""

import json
import shutil
from collections import Counter
from dataclasses import replace
from email.message import Message
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.check.mutants.catalogue import MUTANTS

from bench.check import compare, verdicts
from bench.check.benchmark import drawn
from bench.check.compare import Standing
from bench.check.peer import Peer, PeerError, Target
from bench.check.peers import PEERS
from bench.check.peers.dredd_document import as_3_0, schemas_of
from bench.check.peers.prism_proxy import is_answered, violations
from bench.check.traffic import Sent
from bench.check.trial import Trial, attempt
from bench.paths import ROOT
from bigcommerce_contract.mock import passwords

RULES = len({mutant.rule for mutant in MUTANTS})
JSON = (("content-type", "application/json"),)


def peer(source: Path) -> Peer:
    return Peer("a peer", "as it comes", lambda _target, _seed, _folder: frozenset[str](), (source,))


def violation(place: str) -> dict[str, object]:
    return {"location": [place, "body", "3", "id"], "code": "type", "message": "Response body property 3.id is wrong"}


def told(value: str) -> set[str]:
    headers = Message()
    headers["sl-violations"] = value
    return violations(Sent("GET", "/customers/12", (), ""), headers)


def test_no_rule_has_two_mutants_in_a_sample_before_each_has_one() -> None:
    rules = [MUTANTS[number].rule for number in drawn(RULES)]
    assert len(set(rules)) == RULES


def test_every_family_of_rules_has_its_share_of_a_sample() -> None:
    whole, half = (
        Counter(MUTANTS[number].rule.partition(".")[0] for number in drawn(size)) for size in (RULES, RULES // 2)
    )
    assert {family: abs(half[family] - number / 2) <= 1 for family, number in whole.items()} == dict.fromkeys(
        whole, True
    )


def test_a_larger_sample_holds_the_smaller_one() -> None:
    assert drawn(60) == drawn(200)[:60]
    assert sorted(drawn(None)) == list(range(len(MUTANTS)))


def test_a_mutant_is_killed_by_what_the_correct_server_is_never_blamed_for() -> None:
    correct = [Trial(frozenset({"a"}), 1), Trial(frozenset({"b"}), 1), Trial(frozenset(), 1)]
    mutants = [Trial(frozenset(names), 1) for names in ("", "ab", "abc")]
    standing = Standing(peer(Path(__file__)), correct, mutants)
    assert standing.alarms == 2
    assert standing.killed == [False, False, True]


def test_a_comparison_that_is_cut_off_counts_what_every_peer_has_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    peers = [replace(peer(Path(__file__)), name=name) for name in ("first", "second")]
    monkeypatch.setattr(compare, "PEERS", peers)
    monkeypatch.setattr(verdicts, "FILE", tmp_path / "verdicts.jsonl")
    monkeypatch.setattr(passwords, "_COST_IN_MEMORY", 2)
    for number, judges in ((3, peers[:1]), (5, peers), (7, peers[1:])):
        for each in judges:
            verdicts.keep(each, str(MUTANTS[number]), 1, Trial(frozenset({each.name}), 1))
    found = compare.compare(["first", "second"], [3, 5, 7], [1], 0, lambda _: None)
    assert (found.numbers, found.kept) == ([5], 2)
    assert [standing.killed for standing in found.standings] == [[True], [True]]
    assert [trial.complaints for each in found.standings for trial in each.mutants] == [{"first"}, {"second"}]


def test_what_a_peer_prepares_costs_it_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    spent: list[float] = []

    def judge(_target: Target, _seed: int, _folder: Path) -> frozenset[str]:
        spent.append(1)
        return frozenset({f"after {spent}"})

    monkeypatch.setattr("bench.check.trial.time", SimpleNamespace(perf_counter=lambda: sum(spent)))
    slow = Peer("slow", "to prepare", judge, (), prepare=lambda seed: spent.append(100 + seed))
    assert attempt(slow, None, 5) == Trial(frozenset({"after [105, 1]"}), 1)


def test_a_peer_that_cannot_prepare_says_why() -> None:
    def fail(_seed: int) -> None:
        message = "no traffic"
        raise PeerError(message)

    trial = attempt(replace(peer(Path(__file__)), prepare=fail), None, 5)
    assert (trial.complaints, trial.problem) == (frozenset(), "no traffic")


def test_what_prism_says_of_an_answer_is_read_without_numbers() -> None:
    found = {"GET /customers/N: type response.body.id Response body property N.id is wrong"}
    assert told(json.dumps([violation("request"), violation("response")])) == found


def test_what_prism_cut_off_is_read_up_to_there() -> None:
    whole = json.dumps([violation("response")] * 200)[:8092]
    assert len(told(f"Too many violations! {whole}")) == 1


@pytest.mark.parametrize(
    ("body", "answered"),
    [("", True), ('{"a": 1}', True), ("{", False), ('{"a": NaN}', False), ('{"a": "\xff"}', False)],
)
def test_requests_that_prism_never_answers_are_known(body: str, answered: bool) -> None:  # noqa: FBT001
    assert is_answered(Sent("POST", "/customers", JSON, body)) is answered
    assert is_answered(Sent("POST", "/customers", (), body))


def test_dredd_is_given_a_schema_of_every_answer_with_a_body() -> None:
    body = {"content": {"application/json": {"schema": {"type": "string", "format": "decimal"}}}}
    components = {"schemas": {}, "responses": {"Named": body}}
    responses = {"200": body, "204": {}, "404": {"$ref": "#/components/responses/Named"}}
    document = {"components": components, "paths": {"/a": {"get": {"summary": "Get", "responses": responses}}}}
    schemas = schemas_of(document)
    assert list(schemas) == ["Get 200", "Get 404"]
    assert schemas["Get 404"]["allOf"] == [{"type": "string"}]


def test_dredd_is_given_the_document_in_the_words_of_openapi_3_0() -> None:
    given = {"openapi": "3.1.1", "schema": {"type": ["string", "null"], "examples": ["a", "b"]}}
    assert as_3_0(given) == {"openapi": "3.0.3", "schema": {"type": "string", "nullable": True, "example": "a"}}


def test_a_verdict_is_kept_until_what_decides_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdicts, "FILE", tmp_path / "kept" / "verdicts.jsonl")
    source = tmp_path / "peer.py"
    source.write_text("1")
    verdicts.keep(peer(source), "a mutant", 1, Trial(frozenset({"x"}), 2.5))
    verdicts.keep(peer(source), "another", 1, Trial(frozenset(), 300, "did not end"))
    assert verdicts.kept(peer(source), 1) == {"a mutant": Trial(frozenset({"x"}), 2.5)}
    assert verdicts.kept(peer(source), 2) == {}
    source.write_text("2")
    assert verdicts.kept(peer(source), 1) == {}


JUDGED = (
    "generated/openapi.yaml",
    "spec/rules.yaml",
    "src/bigcommerce_contract/document.py",
    "src/bigcommerce_contract/mock/resource.py",
    "src/bigcommerce_contract/mock/store/queries.py",
    "src/bigcommerce_contract/mock/control/control.yaml",
    "tests/check/mutants/layer.py",
    "scripts/bench/check/serving.py",
)
REPLAYED = (
    "src/bigcommerce_contract/check/judge/values.py",
    "scripts/bench/check/peers/ours.py",
    "scripts/bench/check/traffic.py",
    "scripts/bench/mock/servers.py",
)


def touched(peer: Peer, changed: str, folder: Path) -> tuple[str, str]:
    """Give the fingerprint of a copy of all that decides a peer's verdicts, before and after a file of it changes."""
    places = [folder / place.relative_to(ROOT) for place in (*verdicts.SHARED, *peer.sources)]
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
        source = ROOT / place.relative_to(folder)
        if source.is_dir():
            shutil.copytree(source, place, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, place)
    before = verdicts.fingerprint(places)
    with (folder / changed).open("a") as file:
        file.write("#")
    return before, verdicts.fingerprint(places)


@pytest.mark.parametrize("changed", JUDGED)
@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_no_verdict_is_kept_where_the_servers_that_are_judged_have_changed(
    peer: Peer, changed: str, tmp_path: Path
) -> None:
    before, after = touched(peer, changed, tmp_path)
    assert before != after


@pytest.mark.parametrize("changed", REPLAYED)
def test_no_verdict_of_prism_is_kept_where_what_it_replays_has_changed(changed: str, tmp_path: Path) -> None:
    prism = next(peer for peer in PEERS if peer.name.startswith("Prism"))
    before, after = touched(prism, changed, tmp_path)
    assert before != after


def test_what_python_compiles_does_not_end_a_verdict(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    before = verdicts.fingerprint([tmp_path])
    (tmp_path / "a.pyc").write_text("2")
    assert verdicts.fingerprint([tmp_path]) == before
