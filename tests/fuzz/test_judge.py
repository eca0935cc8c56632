"""Whatever traffic the judge sees it goes on, and names rules of the catalogue alone; files it refuses in one line."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.check.judge.script import BASE, JSON, RATE, customer, error
from tests.check.recorded.story import story
from tests.check.recorded.writing import cassette, har
from tests.fuzz.values import BYTES, bounded, encoded, spoiled

from bigcommerce_contract.check.exchange import Exchange, Request, Response, Role
from bigcommerce_contract.check.judge import Judge, World
from bigcommerce_contract.check.recorded.judging import judge_file
from bigcommerce_contract.document import load_rules

RULES = {rule["id"] for rule in load_rules()}
ANSWERS: list[Any] = [
    [customer(1), customer(2, form_fields=[{"name": "a", "value": None}])],
    customer(1),
    {"count": 2},
    {"success": True},
    error(400, "The field 'email' is invalid."),
]
SENT: list[Any] = [
    {"first_name": "A", "last_name": "B", "email": "a@example.com", "store_credit": 1},
    {"_authentication": {"password": "passw0rd", "password_confirmation": "passw0rd", "force_reset": False}},
    {"password": "passw0rd"},
]
METHODS = st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "", "get", "\0"])
PATHS = st.sampled_from(
    ["/customers", "/customers/1", "/customers/count", "/customers/1/validate", "/customers/99999999999999999999"]
) | st.text(max_size=12)
NAMES = st.sampled_from(
    ["first_name", "store_credit", "min_id", "max_id", "min_date_created", "page", "limit", "\ud800"]
)
VALUES = st.sampled_from(["1", "-1", "", "%ff", "%00", "NaN", "1e999", "9" * 5000, "2012-13-45", "Tue,", "%ED%A0%80"])
QUERIES = st.lists(st.tuples(NAMES, VALUES | st.text(max_size=5)), max_size=3).map(
    lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["Content-Type", "Date", "Location", "Allow", "Retry-After", "X-Rate-Limit-Requests-Left"]),
        st.sampled_from(["", "x", "1e999", "\xff", "http://[", "application/json;charset=x", "Tue, 31 Feb 2012"]),
    )
    | st.sampled_from([JSON, *RATE]),
    max_size=4,
).map(tuple)
EXCHANGES = st.builds(
    Exchange,
    st.builds(
        Request,
        METHODS,
        PATHS,
        QUERIES,
        HEADERS,
        st.just(b"") | st.sampled_from(SENT).flatmap(spoiled).map(encoded) | BYTES,
    ),
    st.builds(
        Response,
        st.sampled_from([200, 201, 204, 302, 400, 401, 403, 404, 405, 409, 429, 500, 503, 0, -1, 999]),
        HEADERS,
        st.just(b"") | st.sampled_from(ANSWERS).flatmap(spoiled).map(encoded) | BYTES,
    ),
    st.sampled_from(Role),
    st.sampled_from(["oauth", "basic"]),
    st.sampled_from([BASE, "", "http://[", "\ud800"]),
)


@given(exchanges=st.lists(EXCHANGES, min_size=1, max_size=5), world=st.sampled_from(World))
@bounded(150)
def test_any_exchange(exchanges: list[Exchange], world: World) -> None:
    judge = Judge(world)
    assert RULES.issuperset(finding.rule for exchange in exchanges for finding in judge.observe(exchange))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recordings")


def assert_judged_or_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    result = judge_file(path)
    assert (result.error is None) or (not result.judged and "\n" not in str(result.error))


@given(content=st.sampled_from([cassette(story()), har(story())]).flatmap(spoiled).map(encoded))
@bounded(60)
def test_a_recording_close_to_a_correct_one(folder: Path, content: bytes) -> None:
    assert_judged_or_refused(folder / "spoiled.json", content)


YAML = st.sampled_from(
    [
        b"&a [*a]",
        b"&a {interactions: *a}",
        b"interactions: !!python/object:os.system [x]",
        b"interactions: [{request: !!binary '\xff'}]",
        b"? [1]\n: 2",
        b"a: 2012-99-99",
        b"a: 0o9",
        b"- " * 3000,
        b"\x00",
        b"{" * 3000,
        b"interactions:\n- request: {uri: 'http://[', method: GET}\n",
    ]
)


@given(content=BYTES | YAML | st.text(max_size=30).map(lambda text: text.encode(errors="replace")))
@bounded(60)
def test_any_file(folder: Path, content: bytes) -> None:
    assert_judged_or_refused(folder / "any.yaml", content)
