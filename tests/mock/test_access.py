"""Credentials, scopes, forms, methods, headers and content negotiation: S01 to S04; spec/DECISIONS.md."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.mock.client import BASIC, Api

from bigcommerce_contract.document import load_document
from bigcommerce_contract.mock.settings import Settings

PERSON = {"first_name": "Test", "last_name": "Customer", "email": "test@example.com"}
READS: list[tuple[str, str, Any]] = [
    ("GET", "/customers", None),
    ("GET", "/customers/count", None),
    ("GET", "/customers/1", None),
]
WRITES: list[tuple[str, str, Any]] = [
    ("POST", "/customers", PERSON),
    ("PUT", "/customers/1", {"phone": "1"}),
    ("POST", "/customers/1/validate", {"password": "x"}),
    ("DELETE", "/customers/1", None),
    ("DELETE", "/customers", None),
]
RATE_HEADERS = {"X-Rate-Limit-Requests-Left", "X-Rate-Limit-Requests-Quota", "X-Rate-Limit-Time-Reset-Ms"}


def body(value: object) -> dict[str, Any]:
    return {"json": value} if value else {}


@pytest.mark.parametrize(("method", "path", "sent"), READS + WRITES)
def test_the_full_token_and_basic_may_do_everything(api: Api, method: str, path: str, sent: object) -> None:
    api.create("a@example.com")
    assert api.send(method, path, **body(sent)).is_success
    api.create("b@example.com")
    path = path.replace("1", "2")
    options = body({**PERSON, "email": "c@example.com"} if sent is PERSON else sent)
    assert api.send(method, BASIC + path, token=None, auth=("mock-user", "mock-key"), **options).is_success


@pytest.mark.parametrize(("method", "path", "sent"), READS)
def test_the_read_only_token_may_read(api: Api, method: str, path: str, sent: object) -> None:
    api.create("a@example.com")
    assert api.send(method, path, token="read-only-token", **body(sent)).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "sent", "token"),
    [(*each, "read-only-token") for each in WRITES] + [(*each, "no-scope-token") for each in READS + WRITES],
)
def test_a_missing_scope_is_403_of_the_gateway(api: Api, method: str, path: str, sent: object, token: str) -> None:
    created = api.create("a@example.com")
    answer = api.send(method, path, token=token, **body(sent))
    assert answer.status_code == 403
    assert answer.json()["title"] == "You don't have a required scope to access the endpoint"
    assert "X-BC-Store-Version" not in answer.headers
    assert api.get().json() == [created]


@pytest.mark.parametrize("token", [None, "", "unknown", "full-token2", "FULL-TOKEN", b"\xff\xfe"])
def test_unknown_tokens_are_401(api: Api, token: str | bytes | None) -> None:
    headers = {} if token is None else {"X-Auth-Token": token}
    answer = api.send("GET", "/customers", token=None, headers=headers)
    assert answer.status_code == 401
    assert "WWW-Authenticate" not in answer.headers


@pytest.mark.parametrize("value", [None, "Basic", "Basic !!!", "Bearer bW9jay11c2VyOm1vY2sta2V5", "Basic bW9jaw=="])
def test_unknown_basic_credentials_are_401_with_a_challenge(api: Api, value: str | None) -> None:
    answer = api.send("GET", f"{BASIC}/customers", token=None, headers={"Authorization": value} if value else {})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Basic")
    assert answer.json() == [{"status": 401, "message": "The specified credentials were invalid."}]
    assert answer.headers["X-BC-Store-Version"] == "7.6.0"
    assert "X-BC-ApiLimit-Remaining" not in answer.headers


def test_each_form_takes_its_own_credentials_only(api: Api) -> None:
    assert api.send("GET", f"{BASIC}/customers").status_code == 401
    assert api.send("GET", "/customers", token=None, auth=("mock-user", "mock-key")).status_code == 401


def test_stores_are_kept_apart_and_others_are_unknown(serve: Callable[..., Api]) -> None:
    api = serve(Settings(stores=("abc123", "other")))
    api.create("a@example.com")
    assert api.send("GET", "/stores/other/v2/customers").status_code == 204
    assert api.send("POST", "/stores/other/v2/customers", json={**PERSON, "email": "a@example.com"}).json()["id"] == 1
    assert api.send("DELETE", "/stores/other/v2/customers").status_code == 204
    assert api.ids() == [1]
    assert api.basic("GET", "/customers/count").json() == {"count": 1}
    assert api.send("GET", "/stores/nobody/v2/customers").status_code == 401


@pytest.mark.parametrize("path", ["/customers/", "/orders", "/customers/1/addresses/2", "/", "/stores/abc123"])
def test_an_unknown_path_is_404(api: Api, path: str) -> None:
    answer = api.send("GET", path)
    assert (answer.status_code, answer.json()[0]["status"]) == (404, 404)


@pytest.mark.parametrize(
    ("path", "method"),
    [
        (path, method)
        for path, item in load_document()["paths"].items()
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "TRACE", "QUERY")
        if method.lower() not in item
    ],
)
def test_an_undeclared_method_is_405_and_told_what_is_allowed(api: Api, path: str, method: str) -> None:
    declared = {name.upper() for name in load_document()["paths"][path]} & {"GET", "POST", "PUT", "DELETE"}
    answer = api.send(method, path.replace("{id}", "1"))
    assert answer.status_code == 405
    assert answer.json()["title"] == "Method Not Allowed"
    assert set(answer.headers["Allow"].split(", ")) - {"HEAD", "OPTIONS"} == declared


def test_options_tells_the_methods_and_head_has_no_body(api: Api) -> None:
    api.create("a@example.com")
    options = api.send("OPTIONS", "/customers")
    assert (options.status_code, options.headers["Allow"]) == (200, "GET, POST, DELETE, HEAD, OPTIONS")
    shown, told = api.get("/customers/1"), api.send("HEAD", "/customers/1")
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["Content-Length"] == shown.headers["Content-Length"]


def test_json_is_written_as_the_real_service_writes_it(api: Api) -> None:
    api.create("a@example.com", company="Söhne / Co")
    answer = api.get("/customers/1")
    assert answer.headers["Content-Type"] == "application/json"
    assert r'"company":"Söhne \/ Co"' in answer.text
    assert answer.text.index('"form_fields"') < answer.text.index('"date_created"')


def test_the_suffix_json_is_taken(api: Api) -> None:
    api.create("a@example.com")
    for path in ("/customers", "/customers/1", "/customers/count"):
        assert api.get(f"{path}.json").json() == api.get(path).json()


def test_the_suffix_xml_is_not(api: Api) -> None:
    api.create("a@example.com")
    for path in ("/customers.xml", "/customers/1.xml", "/customers/count.xml"):
        assert api.get(path).status_code == 404


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("application/*;q=0.1", 200),
        ("text/html, */*;q=0.8", 200),
        ("APPLICATION/JSON; charset=utf-8", 200),
        ("", 200),
        ("application/xml", 406),
        ("application/json;q=0, */*", 406),
        (";;,/", 406),
    ],
)
def test_only_json_is_on_offer(api: Api, accept: str, status: int) -> None:
    api.create("a@example.com")
    assert api.send("GET", "/customers", headers={"Accept": accept}).status_code == status


@pytest.mark.parametrize(
    ("media_type", "status"),
    [
        ("application/json", 201),
        ("application/json; charset=UTF-8", 201),
        ('Application/JSON;charset="utf-8"', 201),
        ("application/json; charset=latin-1", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/xml", 415),
        (None, 415),
    ],
)
def test_only_json_is_taken(api: Api, media_type: str | None, status: int) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    text = b'{"first_name": "A", "last_name": "B", "email": "a@example.com"}'
    assert api.send("POST", "/customers", content=text, headers=headers).status_code == status


def test_oauth_answers_tell_the_rate_limit_and_basic_ones_what_is_left(serve: Callable[..., Api]) -> None:
    api = serve(Settings(rate_limit=3))
    left = [
        api.get(path).headers["X-Rate-Limit-Requests-Left"] for path in ("/customers", "/customers/1", "/customers")
    ]
    assert left == ["2", "1", "0"]
    refused = api.get()
    assert (refused.status_code, refused.json()["status"]) == (429, 429)
    assert set(refused.headers) >= {name.lower() for name in RATE_HEADERS}
    assert (refused.headers["X-Rate-Limit-Requests-Quota"], refused.headers["X-Rate-Limit-Time-Window-Ms"]) == (
        "3",
        "30000",
    )
    assert int(refused.headers["X-Retry-After"]) in {29, 30}
    remaining = [api.basic("GET", "/customers").headers["X-BC-ApiLimit-Remaining"] for _ in range(3)]
    assert remaining == ["2", "1", "0"]
    unserved = serve().basic("GET", "/customers/1")
    assert (unserved.status_code, "X-BC-ApiLimit-Remaining" in unserved.headers) == (404, False)
    hourly = api.basic("GET", "/customers")
    assert (hourly.status_code, hourly.headers["X-BC-ApiLimit-Remaining"]) == (509, "0")


def test_every_answer_has_a_request_id_of_its_own(api: Api) -> None:
    answers = [api.get(), api.get("/customers/1"), api.get("/orders"), api.send("GET", "/customers", token=None)]
    ids = {answer.headers["X-Request-Id"] for answer in answers}
    assert len(ids) == len(answers)
    assert all(re.fullmatch(r"[0-9a-f]{32}", each) for each in ids)
