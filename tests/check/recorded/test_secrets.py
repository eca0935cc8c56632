"""Secrets in plain sight are found, and what stands for a secret is not taken for one."""

from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from tests.check.judge.script import customer
from tests.check.recorded.story import PASSWORD, created, exchange
from tests.check.recorded.writing import cassette, write

from bigcommerce_contract.check.exchange import MALFORMED
from bigcommerce_contract.check.judge import Finding
from bigcommerce_contract.check.recorded.judging import FileResult, judge_file
from bigcommerce_contract.check.recorded.masks import is_masked, is_stand_in
from bigcommerce_contract.check.recorded.secrets import masking_recorded
from bigcommerce_contract.check.report.curl import curl

SECRET = "q8w7e6r5t4y3u2"
RULE = "recording.secrets"


def judged(tmp_path: Path, headers: dict[str, list[str]], *public: str, answer: object = None) -> FileResult:
    document: dict[str, Any] = cassette([exchange("GET", "/customers/count", 200, answer or {"count": 1})])
    document["interactions"][0]["request"]["headers"] = headers
    return judge_file(write(tmp_path / "secret.yaml", document), public=public)


def basic(pair: str) -> str:
    return "Basic " + b64encode(pair.encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "***",
            "xxxxxxxx",
            "••••",
            "-----",
            "<token>",
            "<password-2>",
            "[Filtered]",
            "[REDACTED]",
            "{token}",
        ),
        *(
            "{{ token }}",
            "${TOKEN}",
            "$TOKEN",
            "%TOKEN%",
            "__TOKEN__",
            "REDACTED",
            "redacted",
            "ACCESS_TOKEN",
            "1a2b****",
        ),
        *("fake-key", "mock-key", "full-token", "dummy", "Placeholder"),
    ],
)
def test_marks_count_as_masked(text: str) -> None:
    assert is_masked(text)


@pytest.mark.parametrize(
    "text", [SECRET, "hunter2", "token1", "ab**", "Summer2024", "letmein", "<a><b>", "correct horse", "a" * 31, "1234"]
)
def test_what_may_open_something_is_no_mark(text: str) -> None:
    assert not is_masked(text)


@pytest.mark.parametrize("text", ["Token", "secret", "Fake Ltd", "Removed", "Hidden", "xxx", "", "---"])
def test_a_text_of_a_person_is_no_stand_in(text: str) -> None:
    assert not is_stand_in(text)


@pytest.mark.parametrize(
    ("name", "value", "masked"),
    [
        ("X-Auth-Token", SECRET, "REDACTED"),
        ("x-auth-client", SECRET, "***"),
        ("Authorization", f"Bearer {SECRET}", "Bearer <token>"),
        ("Authorization", basic(f"user:{SECRET}"), basic("user:***")),
        ("authorization", "Basic ???", "Basic REDACTED"),
        ("authorization", "Basic geheimé", basic(":")),
        ("Authorization", basic(SECRET), basic("REDACTED")),
        ("Authorization", basic("no colon"), basic("<no colon>")),
        ("Authorization", basic(f"{SECRET}:"), basic("<key>:")),
        ("Cookie", f"a=<a>; session={SECRET}", "a=<a>; session=<b>"),
        ("Proxy-Authorization", SECRET, "[Filtered]"),
    ],
)
def test_a_secret_in_a_header_fails(tmp_path: Path, name: str, value: str, masked: str) -> None:
    result = judged(tmp_path, {name: [value]})
    assert result.tally.counts == {RULE: 1}
    assert f"secret.yaml, exchange 1: the header {name} of the request" in result.tally.kept[RULE][0].message
    assert judged(tmp_path, {name: [masked]}).tally.counts == {}


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_what_gives_a_basic_credential_away_is_known(tmp_path: Path, encoding: str) -> None:
    key = f"{SECRET}é"
    encoded = b64encode(f"user:{key}".encode(encoding)).decode()
    assert {key, f"user:{key}", encoded} <= judged(tmp_path, {"Authorization": [f"Basic {encoded}"]}).secrets


@pytest.mark.parametrize("pair", [SECRET, f"{SECRET}:"])
def test_a_basic_credential_of_one_part_is_the_secret_itself(tmp_path: Path, pair: str) -> None:
    secrets = judged(tmp_path, {"Authorization": [basic(pair)]}).secrets
    assert {SECRET, pair, basic(pair).removeprefix("Basic ")} <= secrets
    assert judged(tmp_path, {"Authorization": [basic(pair)]}, SECRET).tally.counts == {}


@pytest.mark.parametrize("credential", MALFORMED)
def test_the_malformed_credentials_of_a_check_are_no_secrets(tmp_path: Path, credential: str) -> None:
    result = judged(tmp_path, {"Authorization": [credential]})
    assert (result.tally.counts.get(RULE), result.secrets) == (None, set())


def test_a_cookie_that_the_store_sets_fails(tmp_path: Path) -> None:
    document = cassette([exchange("GET", "/customers/count", 200, {"count": 1})])
    document["interactions"][0]["response"]["headers"]["Set-Cookie"] = [f"s={SECRET}; path=/", "t=; path=/"]
    result = judge_file(write(tmp_path / "cookie.yaml", document))
    assert (result.tally.counts, result.secrets) == ({RULE: 1}, {SECRET})


@pytest.mark.parametrize(
    ("cookie", "known"),
    [
        ("customers", False),
        ("abcdefghijk", False),
        ("abcdefghijkl", True),
        ("Customers", True),
        ("customers1", True),
    ],
)
def test_a_cookie_that_is_an_ordinary_word_fails_and_is_masked_nowhere_else(
    tmp_path: Path, cookie: str, *, known: bool
) -> None:
    result = judged(tmp_path, {"Cookie": [f"view={cookie}; sid={SECRET}"]})
    assert (result.tally.counts, result.secrets) == ({RULE: 1}, {SECRET, *([cookie] if known else [])})
    assert judged(tmp_path, {"Cookie": [f"view={cookie}"]}).tally.counts == {RULE: 1}
    assert judged(tmp_path, {"Cookie": [f"view={cookie}"]}, cookie).tally.counts == {}


@pytest.mark.parametrize(
    "uri", [f"https://u:{SECRET}@shop.example/api/v2/x", f"https://x.example/?access_token={SECRET}"]
)
def test_a_secret_in_the_url_fails_wherever_it_leads(tmp_path: Path, uri: str) -> None:
    document = cassette([exchange("GET", "/customers/count", 200, {"count": 1})])
    document["interactions"][0]["request"]["uri"] = uri
    result = judge_file(write(tmp_path / "url.yaml", document))
    assert result.tally.counts == {RULE: 1}
    assert SECRET in result.secrets
    assert SECRET not in repr(result)


@pytest.mark.parametrize("form", ["https://u:{}@shop.example/api/v2/x", "https://x.example/?access_token={}"])
def test_a_secret_of_the_url_is_known_in_both_spellings(tmp_path: Path, form: str) -> None:
    def judged_at(*public: str) -> FileResult:
        document = cassette([exchange("GET", "/customers/count", 200, {"count": 1})])
        document["interactions"][0]["request"]["uri"] = form.format("p%40ss!word")
        return judge_file(write(tmp_path / "url.yaml", document), public=public)

    mask = masking_recorded(judged_at().secrets, ())
    assert mask("p%40ss!word p@ss!word p%40ss%21word") == "*** *** ***"
    for spelling in ("p%40ss!word", "p@ss!word"):
        assert judged_at(spelling).tally.counts == {}


def with_token(tmp_path: Path, uri: str, base_url: str | None = None) -> Finding:
    document = cassette([exchange("GET", "/customers/count", 200, {"count": 1})])
    document["interactions"][0]["request"] |= {"uri": uri, "headers": {"X-Auth-Token": [SECRET]}}
    return judge_file(write(tmp_path / "url.yaml", document), base_url).tally.kept[RULE][0]


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("https://other.example/v3/things?sig=a", "GET https://other.example"),
        ("https://u:pw@other.example:8443/x", "GET https://other.example:8443"),
        ("http://[", "GET"),
        ("/services/T/B", "GET"),
    ],
)
def test_of_another_api_method_and_origin_alone_are_shown(tmp_path: Path, uri: str, shown: str) -> None:
    found = with_token(tmp_path, uri)
    told = f"{tmp_path / 'url.yaml'}, exchange 1: {shown}: the header X-Auth-Token of the request is not masked"
    assert (found.message, found.exchanges) == (told, ())


def test_a_secret_is_shown_with_the_url_at_which_it_stood(tmp_path: Path) -> None:
    uri = "http://localhost:8000/customers/7?page=2"
    (shown,) = with_token(tmp_path, uri, "http://localhost:8000").exchanges
    assert shown.url == uri
    assert "BIGCOMMERCE_ACCESS_TOKEN" in curl(shown)


def test_a_password_in_a_body_fails_unless_the_document_shows_it(tmp_path: Path) -> None:
    def counts(password: str, *public: str) -> dict[str, int]:
        document = cassette([created(7, _authentication={"password": password})])
        return judge_file(write(tmp_path / "body.yaml", document), public=public).tally.counts

    assert counts("Summer2024xyz!") == {RULE: 1}
    assert counts("Summer2024xyz!", "Summer2024xyz!") == {}
    assert counts(PASSWORD) == {}


def test_a_token_may_be_declared_harmless(tmp_path: Path) -> None:
    assert judged(tmp_path, {"X-Auth-Token": [SECRET]}, SECRET).tally.counts == {}


def test_a_masked_password_proves_nothing(tmp_path: Path) -> None:
    masked = {"password": "***", "password_confirmation": "***"}
    tried = exchange("POST", "/customers/7/validate", 200, {"success": False}, body={"password": "***"})
    exchanges = [created(7, _authentication=masked), tried, exchange("GET", "/customers/7", 200, customer(7))]
    result = judge_file(write(tmp_path / "masked.yaml", cassette(exchanges)))
    assert (result.judged, result.tally.counts) == (3, {})
    assert not {"create.password.set", "create.password.policy", "create.accepted"} & result.tally.exercised
    assert "create.stored" in result.tally.exercised
