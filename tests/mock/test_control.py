"""The control below /_mock/: what it does, that it does what it documents, and that it can be switched off."""

import asyncio
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import jsonschema_rs
import pytest
from openapi_spec_validator import validate
from starlette.types import Message
from tests.mock.client import ON_EVERY_DATABASE, Api, Clock
from tests.mock.test_command import running

from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.control import document
from bigcommerce_contract.mock.control.endpoints import ENDPOINTS
from bigcommerce_contract.mock.faults.spec import KINDS
from bigcommerce_contract.mock.settings import Settings

PASSWORD = "12w69Y217PYR96J"


def act(api: Api, method: str, path: str, **options: Any) -> Any:  # noqa: ANN401 - JSON
    """Ask the control; the answer must be a documented one."""
    answer = api.control(method, f"/_mock{path}", **options)
    template, _, _ = path.partition("?")
    if template.startswith("/snapshots/"):
        template = "/snapshots/{name}" + ("/restore" if template.endswith("/restore") else "")
    responses = document.load()["paths"][template][method.lower()]["responses"]
    documented = responses.get(str(answer.status_code), document.load()["components"]["responses"]["Refused"])
    if "content" not in documented:
        assert answer.content == b""
        return answer.status_code
    schema = {**documented["content"]["application/json"]["schema"], "components": document.load()["components"]}
    jsonschema_rs.validate(schema, answer.json())
    return answer.json() if answer.status_code < 400 else answer.status_code


def test_its_document_is_valid_and_whole() -> None:
    validate(document.load())
    documented = {
        (method.upper(), path)
        for path, item in document.load()["paths"].items()
        for method in item
        if method != "parameters"
    }
    assert documented == set(ENDPOINTS)
    assert tuple(document.load()["components"]["schemas"]["Fault"]["properties"]["kind"]["enum"]) == KINDS


def test_it_gives_its_document(api: Api) -> None:
    assert api.control("GET", "/_mock/openapi.yaml").content == document.PATH.read_bytes()


@ON_EVERY_DATABASE
def test_reset_empties_and_begins_anew(api: Api) -> None:
    api.create("a@example.com")
    assert act(api, "POST", "/reset") == 204
    assert (api.ids(), api.create("a@example.com")["id"]) == ([], 1)


def test_a_reset_forgets_requests_and_windows_and_sets_the_clock_right(serve: Callable[..., Api]) -> None:
    api = serve(Settings(rate_limit=1, stores=("abc123", "other")))
    for store in ("abc123", "other"):
        assert [api.get(f"/stores/{store}/v2/customers").status_code for _ in range(2)] == [204, 429]
    assert api.get("/stores/nobody/v2/customers").status_code == 401
    act(api, "PUT", "/clock", json={"now": "2023-11-14T22:13:21Z", "stopped": True})
    assert act(api, "POST", "/reset?store=abc123") == 204
    assert act(api, "GET", "/clock")["stopped"] is True
    assert {entry["store"] for entry in act(api, "GET", "/requests")} == {"other", None}
    assert (api.get().status_code, api.get("/stores/other/v2/customers").status_code) == (204, 429)
    assert act(api, "POST", "/reset") == 204
    assert act(api, "GET", "/clock") == {"now": "2023-11-14T22:13:20+00:00", "stopped": False}
    assert act(api, "GET", "/requests") == []
    assert api.get("/stores/other/v2/customers").status_code == 204


def test_a_reset_of_one_store_leaves_the_others(serve: Callable[..., Api]) -> None:
    api = serve(Settings(stores=("abc123", "other")))
    api.create("a@example.com")
    act(api, "POST", "/faults", json={"kind": "500", "operation": "countCustomers"})
    assert act(api, "POST", "/reset?store=other") == 204
    assert (api.ids(), len(act(api, "GET", "/faults"))) == ([1], 1)
    assert act(api, "POST", "/reset") == 204
    assert (api.ids(), act(api, "GET", "/faults")) == ([], [])


@ON_EVERY_DATABASE
def test_snapshots_bring_everything_back(api: Api) -> None:
    api.create("a@example.com", _authentication={"password": PASSWORD})
    api.create("b@example.com")
    api.send("DELETE", "/customers/2")
    before = api.get().json()
    assert act(api, "PUT", "/snapshots/one_a") == 204
    assert act(api, "PUT", "/snapshots/one_a") == 204
    api.send("DELETE", "/customers")
    api.create("c@example.com")
    assert act(api, "POST", "/snapshots/one_a/restore") == 204
    assert api.get().json() == before
    assert api.get("/customers/count").json() == {"count": 1}
    assert api.post({"password": PASSWORD}, "/customers/1/validate").json() == {"success": True}
    assert api.create("d@example.com")["id"] == 3
    assert act(api, "GET", "/snapshots") == ["one_a"]
    assert act(api, "DELETE", "/snapshots/one_a") == 204
    assert (act(api, "GET", "/snapshots"), act(api, "POST", "/snapshots/one_a/restore")) == ([], 404)
    assert act(api, "DELETE", "/snapshots/one_a") == 404


def test_snapshots_belong_to_their_store(serve: Callable[..., Api]) -> None:
    api = serve(Settings(stores=("a_b", "axb")))
    assert act(api, "PUT", "/snapshots/one?store=axb") == 204
    assert (act(api, "GET", "/snapshots?store=a_b"), act(api, "GET", "/snapshots?store=axb")) == ([], ["one"])
    assert act(api, "POST", "/snapshots/one/restore?store=a_b") == 404
    assert api.send("GET", "/stores/axb@one/v2/customers").status_code == 401


def test_seeds_are_added_and_refused_twice(api: Api) -> None:
    assert act(api, "POST", "/seed", json={"customers": 5}) == {"count": 5}
    assert act(api, "POST", "/seed", json={"customers": 5, "random_seed": 1}) == {"count": 10}
    assert act(api, "POST", "/seed", json={"customers": 5, "random_seed": 1}) == 409
    assert api.get("/customers/count").json() == {"count": 10}


def test_the_clock_dates_customers_and_ends_windows(serve: Callable[..., Api], clock: Clock) -> None:
    api = serve(Settings(rate_limit=2))
    assert act(api, "PUT", "/clock", json={"now": "2030-01-02T03:04:05+00:00", "stopped": True}) == 204
    clock.now += 1000
    assert api.create("a@example.com")["date_created"] == "Wed, 02 Jan 2030 03:04:05 +0000"
    assert api.put(1, {"phone": "1"}).status_code == 200
    assert api.put(1, {"phone": "2"}).status_code == 429
    assert act(api, "POST", "/clock/advance", json={"seconds": 3600}) == 204
    assert api.put(1, {"phone": "2"}).json()["date_modified"] == "Wed, 02 Jan 2030 04:04:05 +0000"
    assert api.ids(min_date_modified="2030-01-02T04:00:00Z") == [1]
    assert act(api, "GET", "/clock") == {"now": "2030-01-02T04:04:05+00:00", "stopped": True}
    assert act(api, "DELETE", "/clock") == 204
    assert act(api, "GET", "/clock") == {"now": "2023-11-14T22:30:00+00:00", "stopped": False}


def strike(api: Api) -> int:
    """Give the status of a request that meets a fault, whose answer no document describes."""
    return api.control("GET", "/stores/abc123/v2/customers", headers={"X-Auth-Token": "full-token"}).status_code


def test_faults_are_armed_told_and_disarmed(api: Api) -> None:
    assert act(api, "POST", "/faults", json={"kind": "502", "count": 1}) == 204
    assert act(api, "POST", "/faults", json={"kind": "500", "operation": "getCustomer"}) == 204
    assert act(api, "POST", "/faults", json={"kind": "503", "count": 2, "headers": False}) == 204
    told = act(api, "GET", "/faults")
    assert told == [
        {"kind": "502", "count": 1},
        {"kind": "500", "operation": "getCustomer"},
        {"kind": "503", "count": 2, "headers": False},
    ]
    assert strike(api) == 502
    assert act(api, "GET", "/faults") == told[1:]
    assert strike(api) == 503
    assert act(api, "GET", "/faults") == [told[1], {**told[2], "count": 1}]
    assert (strike(api), api.get().status_code) == (503, 204)
    assert act(api, "DELETE", "/faults?seed=1") == 204
    assert (act(api, "GET", "/faults"), api.get("/customers/1").status_code) == ([], 404)


def test_the_log_tells_requests_and_masks_secrets(serve: Callable[..., Api]) -> None:
    api = serve(Settings(stores=("abc123", "other")))
    api.create("a@example.com", _authentication={"password": PASSWORD, "password_confirmation": PASSWORD})
    api.basic("GET", "/customers/count")
    api.send("GET", "/stores/other/v2/customers", token="no-such-token")
    api.send("POST", "/customers", content=b'{"password": "half', headers={"Content-Type": "application/json"})
    told = act(api, "GET", "/requests")
    assert [entry["operation"] for entry in told] == [
        "createCustomer",
        "countCustomers",
        "listCustomers",
        "createCustomer",
    ]
    assert [entry["status"] for entry in told] == [201, 200, 401, 400]
    assert told[0]["body"]["_authentication"] == {"password": "***", "password_confirmation": "***"}
    assert (told[0]["headers"]["x-auth-token"], told[1]["headers"]["authorization"]) == ("***", "***")
    for secret in (PASSWORD, "full-token", "mock-key", "bW9jay11c2VyOm1vY2sta2V5", "no-such-token", "half"):
        assert secret not in str(told)
    assert len(act(api, "GET", "/requests?store=abc123")) == 3
    assert act(api, "DELETE", "/requests?store=abc123") == 204
    assert [entry["store"] for entry in act(api, "GET", "/requests")] == [None]


def test_the_log_tells_when_a_request_came_by_the_clock_of_the_mock(runner: asyncio.Runner) -> None:
    ticks = count(1_700_000_000)
    api = Api(create_app(Settings(), clock=lambda: next(ticks)), runner)
    created = parsedate_to_datetime(api.create("a@example.com")["date_created"]).timestamp()
    unknown = api.control("GET", "/nowhere").status_code
    (first, second) = act(api, "GET", "/requests")
    assert (unknown, 1_700_000_000 <= first["at"] < created < second["at"] < next(ticks)) == (404, True)
    api.close()


def test_the_clock_stays_where_customers_can_be_dated(api: Api) -> None:
    for now in ("1899-12-31T23:59:59Z", "9999-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "2030-06-30T23:59:60Z"):
        assert act(api, "PUT", "/clock", json={"now": now}) == 400
    assert act(api, "PUT", "/clock", json={"now": "9998-12-31T23:59:59Z", "stopped": True}) == 204
    assert act(api, "POST", "/clock/advance", json={"seconds": 1}) == 400
    assert api.create("a@example.com")["date_created"] == "Thu, 31 Dec 9998 23:59:59 +0000"
    assert act(api, "PUT", "/clock", json={"now": "1900-01-01T00:00:00Z", "stopped": True}) == 204
    assert api.create("b@example.com")["date_created"] == "Mon, 01 Jan 1900 00:00:00 +0000"


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("/seed", {"customers": 0}, "customers: 0 is less than the minimum of 1; /_mock/openapi.yaml says"),
        ("/seed", {}, "customers: "),
        ("/faults", {"kind": 502}, 'kind: 502 is not one of "latency", '),
        ("/clock/advance", {"seconds": "x" * 1000}, 'seconds: "xxx'),
    ],
)
def test_a_wrong_value_is_told_in_words(api: Api, path: str, body: object, told: str) -> None:
    message = api.control("POST", f"/_mock{path}", json=body).json()["message"]
    assert message.startswith(told)
    assert len(message) < 300


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/seed", b"{", 400),
        ("POST", "/seed", b"{}", 400),
        ("POST", "/seed", b'{"customers": 0}', 400),
        ("POST", "/faults", b'{"kind": "418"}', 400),
        ("POST", "/faults", b'{"kind": "latency"}', 400),
        ("POST", "/faults", b'{"kind": "500", "operation": "create"}', 400),
        ("POST", "/faults", b'{"kind": "500", "store": "nobody"}', 404),
        ("PUT", "/clock", b'{"now": "soon"}', 400),
        ("POST", "/clock/advance", b'{"seconds": "1"}', 400),
        ("POST", "/faults", b'"' + b"x" * 70_000 + b'"', 400),
        ("PUT", "/snapshots/a@b", b"", 400),
        ("POST", "/reset?store=nobody", b"", 404),
        ("POST", "/reset?store=a@b", b"", 400),
        ("DELETE", "/faults?seed=x", b"", 400),
    ],
)
def test_nonsense_is_refused(api: Api, method: str, path: str, body: bytes, status: int) -> None:
    assert act(api, method, path, content=body) == status


@pytest.mark.parametrize("name", ["X-Auth-Token", "Authorization", "Cookie", "Proxy-Authorization"])
def test_the_log_masks_every_secret_header_also_one_that_is_sent_twice(api: Api, name: str) -> None:
    sent = [(name, "secret-1"), (name.upper(), "secret-2"), ("X-Twice", "a"), ("x-twice", "b")]
    api.control("GET", "/stores/abc123/v2/customers", headers=sent)
    (told,) = act(api, "GET", "/requests")
    assert (told["headers"][name.lower()], told["headers"]["x-twice"]) == ("***, ***", "a, b")
    assert "secret" not in str(told)


def test_other_paths_and_methods_are_refused(api: Api) -> None:
    for path in ("/_mock", "/_mock/", "/_mock/nothing", "/_mock/snapshots/a%2Fb", "/_mock/snapshots/"):
        for method in ("GET", "PUT", "POST", "DELETE"):
            answer = api.control(method, path)
            assert (answer.status_code, "/_mock/openapi.yaml" in answer.json()["message"]) == (404, True)
    assert api.control("PATCH", "/_mock/reset").status_code == 405


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        ("POST", "/reset?stor=abc123", "stor"),
        ("POST", "/reset?store=abc123&store=abc123", "store"),
        ("DELETE", "/faults?store=abc123", "store"),
        ("DELETE", f"/faults?seed={'9' * 5000}", "seed"),
        ("DELETE", "/faults?seed=-1", "seed"),
        ("GET", "/requests?limit=1", "limit"),
        ("PUT", "/snapshots/a?name=b", "name"),
    ],
)
def test_a_parameter_that_is_not_there_is_named_and_nothing_is_done(
    api: Api, method: str, path: str, told: str
) -> None:
    api.create("a@example.com")
    act(api, "POST", "/faults", json={"kind": "502", "operation": "deleteCustomer"})
    answer = api.control(method, f"/_mock{path}")
    assert (answer.status_code, f"'{told}'" in answer.json()["message"]) == (400, True)
    assert (api.ids(), len(act(api, "GET", "/faults")), act(api, "GET", "/snapshots")) == ([1], 1, [])


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 30, "1e400", "1e23", "NaN", "Infinity"])
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/seed", '{"customers": %s}'),
        ("/seed", '{"customers": 1, "random_seed": %s}'),
        ("/faults", '{"kind": "502", "count": %s}'),
        ("/faults", '{"kind": "502", "rate": %s}'),
        ("/clock/advance", '{"seconds": %s}'),
    ],
)
def test_a_number_out_of_range_is_refused_in_words(api: Api, path: str, body: str, number: str) -> None:
    answer = api.control("POST", f"/_mock{path}", content=(body % number).encode())
    assert (answer.status_code, list(answer.json())) == (400, ["message"])


def test_a_count_is_a_whole_number_however_it_is_written(api: Api) -> None:
    assert act(api, "POST", "/faults", content=b'{"kind": "502", "count": 2.0}') == 204
    assert str(act(api, "GET", "/faults")) == "[{'kind': '502', 'count': 2}]"


def test_a_client_of_the_control_may_go_away() -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    sent: list[Message] = []
    path = {"path": "/_mock/reset", "raw_path": b"/_mock/reset", "query_string": b"", "root_path": ""}
    scope = {"type": "http", "method": "POST", "headers": [(b"host", b"127.0.0.1")], **path}
    asyncio.run(create_app()(scope, gone, send))
    assert sent == []


def test_it_can_be_switched_off(serve: Callable[..., Api]) -> None:
    api = serve(Settings(control=False))
    assert api.control("POST", "/_mock/reset").status_code == 404
    assert api.send("GET", "/customers", headers={"X-Mock-Fault": "502"}).status_code == 204


def test_several_workers_refuse_what_one_of_them_would_have_alone(tmp_path: Path) -> None:
    with running("--workers", "2", "--database-url", f"sqlite:///{tmp_path}/store.sqlite") as (_, url):
        assert httpx2.post(f"{url}/_mock/seed", json={"customers": 3}).json() == {"count": 3}
        assert httpx2.put(f"{url}/_mock/clock", json={"now": "2030-01-01T00:00:00Z"}).status_code == 409
        assert httpx2.get(f"{url}/_mock/requests").status_code == 409
