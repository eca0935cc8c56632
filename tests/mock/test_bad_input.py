"""Input that is meant to break a server: always a documented 4xx, and the server goes on."""

from collections.abc import Callable

import pytest
from tests.mock.client import OAUTH, ON_EVERY_DATABASE, Api

from bigcommerce_contract.mock.operations import Answer, Call, Customers

pytestmark = ON_EVERY_DATABASE

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (b'{"notes": "' + b"a" * 10_000_000 + b'"}', 413),
        (b'{"first_name": "\xff"}', 400),
        (b'{"store_credit": NaN}', 400),
        (b'{"store_credit": 1e999}', 400),
        (b'{"customer_group_id": ' + b"9" * 5000 + b"}", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 900 + b"1" + b"}" * 900, 400),
        (b'{"a":' * 1020 + b"1" + b"}" * 1020, 400),
        (b'{"phone": "1", "phone": "2"}', 400),
        (b'{"_authentication": {"force_reset": true, "force_reset": false}}', 400),
        (b'{"first_name": "\\ud800"}', 400),
        (b'{"' + b"k" * 500_000 + b'": 1}', 400),
        (b"", 400),
        (b"null", 400),
        (b"[]", 400),
        (b'{"phone": "1"', 400),
        (b"\xef\xbb\xbf{}", 400),
        ("{}".encode("utf-16"), 400),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_hostile_body_is_refused_and_changes_nothing(api: Api, text: bytes, status: int) -> None:
    before = api.create("a@example.com")
    for method, path in (("POST", "/customers"), ("PUT", "/customers/1"), ("POST", "/customers/1/validate")):
        answer = api.send(method, path, content=text, headers=JSON)
        assert answer.status_code == status
        assert len(answer.content) < 1000
    assert api.get().json() == [before]


@pytest.mark.parametrize(
    "query",
    [
        "first_name=%ff",
        "first_name=%ED%A0%80",
        "%ff=1",
        "=",
        "limit",
        "&".join(f"p{number}=1" for number in range(3000)),
        "first_name=" + "a" * 50_000,
        "min_date_created=0000-01-01",
        "min_id=" + "9" * 5000,
        "min_date_created=" + "9" * 5000,
    ],
    ids=lambda value: value[:30],
)
def test_a_hostile_query_is_refused(api: Api, query: str) -> None:
    assert api.get(f"/customers?{query}").status_code == 400
    assert api.get("/customers/count").status_code == 200


def test_quotes_and_wildcards_are_data(api: Api) -> None:
    name = "Robert'); DROP TABLE customers;-- %_\\\""
    api.create("a@example.com", first_name=name)
    assert (api.ids(first_name=name), api.ids(first_name="%")) == ([1], [])


def test_a_hostile_host_header_does_not_reach_the_links(api: Api) -> None:
    api.create("a@example.com")
    answer = api.send("GET", "/customers/1", headers={"Host": 'evil"/\\ x'})
    assert "evil" not in answer.text


def test_a_failure_inside_is_the_documented_500_and_logs_no_personal_data(
    serve: Callable[..., Api], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_self: Customers, _call: Call) -> Answer:
        message = "secret@example.com"
        raise RuntimeError(message)

    monkeypatch.setattr(Customers, "_get", fail)
    api = serve()
    answer = api.get("/customers/1")
    assert answer.json() == [{"status": 500, "message": "An internal error occurred."}]
    assert "RuntimeError" in caplog.text
    assert "secret@example.com" not in caplog.text + answer.text
    asked = {"X-Auth-Token": "full-token", "X-Mock-Fault": "content-type"}
    faulty = api.control("GET", f"{OAUTH}/customers/1", headers=asked)
    assert (faulty.status_code, faulty.headers["Content-Type"]) == (500, "text/html; charset=utf-8")
    assert api.get().status_code == 204


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"notes": "a\0b"}, "notes"),
        ({"first_name": "\0"}, "first_name"),
        ({"_authentication": {"password": "password1\0"}}, "password"),
    ],
)
def test_a_text_with_nul_is_refused_on_every_database(api: Api, body: dict[str, object], named: str) -> None:
    created = api.create("a@example.com", notes=r"\u0000 is no NUL")
    for answer in (api.put(1, body), api.post({"first_name": "A", "last_name": "B", "email": "b@example.com", **body})):
        assert answer.status_code == 400
        assert answer.json()[0]["message"] == f"The field '{named}' is invalid."
    assert api.get().json() == [created]
    assert api.get("/customers", last_name="a\0").json()[0]["message"] == "The field 'last_name' is invalid."
