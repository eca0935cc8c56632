"""Every recorder writes its own dialect; what is read is the same."""

import gzip
import json
import zlib
from base64 import b64encode
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml
from tests.check.judge.script import customer
from tests.check.mocked import MockTarget
from tests.check.recorded.story import created, exchange
from tests.check.recorded.writing import cassette, har, interaction, write
from tests.check.target import TOKEN

from bigcommerce_contract.check.recorded.files import read_file
from bigcommerce_contract.check.recorded.judging import judge_file
from bigcommerce_contract.check.recorded.recording import Recorded, UnreadableError

ANSWER = json.dumps(customer(7, first_name="Zoë")).encode()
READ = exchange("GET", "/customers/7", 200, customer(7, first_name="Zoë"))
SAMPLES = Path(__file__).parent / "schemathesis"
IN_NO_TIME = (
    b'{"Initialize": {}}\n{"ScenarioFinished": {"recorder": {"interactions": {"a": {"timestamp": 1e30, '
    b'"request": {"method": "GET", "uri": "", "headers": {}}, "response": {"status_code": 200, "headers": {}}}}}}}'
)
vcr: Any = import_module("vcr")  # Any: it has no types.


def read(tmp_path: Path, document: object, name: str = "recording.yaml") -> Recorded:
    (recorded,) = read_file(write(tmp_path / name, document))
    return recorded


def with_response(**parts: object) -> dict[str, Any]:
    document = cassette([READ])
    document["interactions"][0]["response"].update(parts)
    return document


def coded(coding: str, body: bytes) -> dict[str, Any]:
    headers = {"Content-Type": ["application/json"], "content-encoding": [coding]}
    return with_response(body={"string": body}, headers=headers)


@pytest.mark.parametrize("serializer", ["yaml", "json"])
def test_what_vcrpy_records_is_read(mock: MockTarget, tmp_path: Path, serializer: str) -> None:
    path = tmp_path / f"recorded.{serializer}"
    masks = [("X-Auth-Token", "REDACTED")]
    with (
        vcr.use_cassette(str(path), serializer=serializer, filter_headers=masks),
        httpx2.Client(base_url=mock.base_url, headers={"X-Auth-Token": TOKEN}) as client,
    ):
        made = client.post("/customers", json={"first_name": "Zoë", "last_name": "L", "email": "zoe@example.com"})
        shown = client.get(f"/customers/{made.json()['id']}")
    assert TOKEN not in path.read_text()
    result = judge_file(path)
    assert (result.stores, result.judged, result.tally.counts) == ([mock.base_url], 2, {})
    assert {"create.stored", "get.customer"} <= result.tally.exercised
    assert read_file(path)[1].received == shown.content


@pytest.mark.parametrize(
    "document",
    [
        with_response(),
        with_response(body={"string": ANSWER}),
        with_response(body={"encoding": "utf-8", "base64_string": b64encode(ANSWER).decode()}),
        with_response(body={"encoding": "UTF-8", "string": ANSWER.decode()}),
        with_response(body=ANSWER.decode()),
        with_response(status=200),
        {"http_interactions": [{**interaction(READ), "recorded_at": "Tue, 13 Nov 2012 21:16:41 GMT"}]},
        coded("gzip", gzip.compress(ANSWER)),
        coded("deflate", zlib.compress(ANSWER)),
        coded("gzip", ANSWER),
        coded("br", ANSWER),
    ],
    ids=[
        "vcrpy",
        "bytes",
        "Base64",
        "Ruby's VCR",
        "plain body",
        "plain status",
        "recorded_at",
        "gzip",
        "deflate",
        "gzip undone",
        "br undone",
    ],
)
def test_each_dialect_of_a_cassette_is_read(tmp_path: Path, document: dict[str, Any]) -> None:
    recorded = read(tmp_path, document)
    assert json.loads(recorded.received or b"") == json.loads(ANSWER)
    assert (recorded.method, recorded.url, recorded.status) == (
        "GET",
        "https://api.bigcommerce.com/stores/abc123/v2/customers/7",
        200,
    )
    assert ("X-Auth-Token", "REDACTED") in recorded.sent_headers


def test_the_older_form_of_vcrpy_for_httpx_is_read(tmp_path: Path) -> None:
    document = cassette([READ])
    document["interactions"][0]["response"] = {
        "http_version": "HTTP/1.1",
        "status_code": 200,
        "headers": {"content-type": ["application/json"]},
        "content": ANSWER.decode(),
    }
    recorded = read(tmp_path, document, "old.json")
    assert (recorded.status, recorded.received) == (200, ANSWER)


def test_a_body_of_the_request_is_read_in_every_form(tmp_path: Path) -> None:
    sent = created(7).request.body
    for body in (sent.decode(), sent, [sent[:5], sent[5:].decode()], {"base64_string": b64encode(sent).decode()}):
        document = cassette([created(7)])
        document["interactions"][0]["request"]["body"] = body
        assert read(tmp_path, document).sent == sent


@pytest.mark.parametrize("name", ["archive.har", "archive.json"])
def test_har_is_read(tmp_path: Path, name: str) -> None:
    document = har([created(7)])
    recorded = read(tmp_path, document, name)
    assert recorded.sent == created(7).request.body
    assert recorded.received == created(7).response.body
    assert str(recorded.at) == "2026-01-01 00:00:00+00:00"


def test_a_body_that_an_exporter_left_out_is_known_to_be_missing(tmp_path: Path) -> None:
    document = har([created(7)])
    del document["log"]["entries"][0]["request"]["postData"]
    del document["log"]["entries"][0]["response"]["content"]["text"]
    recorded = read(tmp_path, document, "short.har")
    assert (recorded.sent, recorded.received) == (None, None)


UNKNOWN: tuple[dict[str, int | None], ...] = ({"size": None}, {"size": -1})
EMPTY: tuple[dict[str, int], ...] = ({"size": 0}, {})


@pytest.mark.parametrize(
    ("method", "status", "content", "received"),
    [
        *(("GET", 200, content, None) for content in UNKNOWN),
        *(("GET", 200, content, b"") for content in EMPTY),
        *((*bodiless, {"size": -1}, b"") for bodiless in (("DELETE", 204), ("GET", 304), ("HEAD", 200))),
    ],
)
def test_an_answer_without_text_is_empty_only_where_that_is_known(
    tmp_path: Path, method: str, status: int, content: dict[str, int | None], received: bytes | None
) -> None:
    document = har([READ])
    entry = document["log"]["entries"][0]
    entry["request"]["method"] = method
    entry["response"] |= {"status": status, "content": {**content, "mimeType": "application/json"}}
    assert read(tmp_path, document, "sizes.har").received == received


@pytest.mark.parametrize(
    ("method", "size", "sent"),
    [
        *((method, size, None) for method in ("POST", "PUT") for size in (None, -1)),
        *((method, size, b"") for method in ("GET", "DELETE") for size in (None, -1)),
        ("POST", 0, b""),
    ],
)
def test_a_request_without_text_is_empty_unless_it_may_have_had_a_body(
    tmp_path: Path, method: str, size: int | None, sent: bytes | None
) -> None:
    document = har([READ])
    document["log"]["entries"][0]["request"] |= {"method": method, "bodySize": size}
    assert read(tmp_path, document, "sizes.har").sent == sent


def test_answers_that_an_exporter_left_out_accuse_no_server(tmp_path: Path) -> None:
    document = har([exchange("GET", "/customers/count", 200, {"count": 1})])
    document["log"]["entries"][0]["response"]["content"] = {"size": -1, "mimeType": "application/json"}
    result = judge_file(write(tmp_path / "minimal.har", document))
    assert (result.tally.counts, result.judged, result.masked) == ({}, 0, 1)


def test_the_number_of_an_exchange_is_its_place_in_the_file(tmp_path: Path) -> None:
    document = har([READ, created(7)])
    document["log"]["entries"].reverse()
    archive = read_file(write(tmp_path / "newest_first.har", document))
    assert [(recorded.method, recorded.number) for recorded in archive] == [("GET", 2), ("POST", 1)]
    lines = (SAMPLES / "events.ndjson").read_text().splitlines()
    first, last = (index for index, line in enumerate(lines) if line.startswith('{"ScenarioFinished"'))
    lines[first], lines[last] = lines[last], lines[first]
    (tmp_path / "events.ndjson").write_text("\n".join(lines))
    events = read_file(tmp_path / "events.ndjson")
    assert [recorded.at for recorded in events] == sorted(recorded.at for recorded in events if recorded.at)
    numbers = [recorded.number for recorded in events]
    assert sorted(numbers) == list(range(1, 10)) != numbers


def test_a_request_without_an_answer_is_left_out(tmp_path: Path) -> None:
    document = har([READ, created(7)])
    document["log"]["entries"][0]["response"]["status"] = 0
    assert [recorded.number for recorded in read_file(write(tmp_path / "lost.har", document))] == [2]


def test_the_archives_of_schemathesis_hold_the_same() -> None:
    results = [judge_file(SAMPLES / name) for name in ("vcr.yaml", "har.json", "events.ndjson")]
    assert {(result.error, result.exchanges, result.judged) for result in results} == {(None, 9, 9)}
    assert [result.tally.counts for result in results] == [{}, {}, {}]
    assert results[0].tally.exercised == results[1].tally.exercised == results[2].tally.exercised
    assert {"access.credentials.missing", "count.shape"} <= results[0].tally.exercised


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is no recording"),
        (b"interactions: [\n", "is neither JSON nor YAML (line 2)"),
        (b"- 1\n- 2\n", "is no recording"),
        (b'{"log": {"entries": [{"request": {}}]}}', "malformed exchange (number 1)"),
        (b'{"interactions": [{"request": 3, "response": {}}]}', "malformed exchange (number 1)"),
        (b"interactions:\n- request: !!python/object:os.x {}\n", "is neither JSON nor YAML (line 2)"),
        (b"\xff\xfe\x00", "is no text in UTF-8"),
        (b'{"Initialize": {}}\n{"ScenarioFinished": {"recorder": {"interactions": {"a": {}}}}}', "malformed"),
        (IN_NO_TIME, "malformed exchange (number 1)"),
        (b"[" * 100_000, "is neither JSON nor YAML"),
    ],
)
def test_a_foreign_or_damaged_file_is_told(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "foreign.yaml"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=complaint.replace("(", r"\(").replace(")", r"\)")):
        read_file(path)


def test_a_cassette_of_bytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "binary.yaml"
    path.write_text(yaml.safe_dump(with_response(body={"string": gzip.compress(ANSWER)})))
    assert "!!binary" in path.read_text()
    (recorded,) = read_file(path)
    assert recorded.received == gzip.compress(ANSWER)
