"""What becomes of a request before the API is asked: its path, its header fields, what it is mounted under."""

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from tests.mock.client import OAUTH, Api

from bigcommerce_contract.mock.app import create_app

PERSON = {"first_name": "A", "last_name": "B", "email": "a@example.com"}
TOKEN = ("X-Auth-Token", "full-token")


@pytest.mark.parametrize("path", ["/customers%0A", "/customers.json%0A", "/customers/count%0A", "/customers/1%0A"])
def test_a_newline_behind_a_path_makes_it_another(api: Api, path: str) -> None:
    api.create("a@example.com")

    assert api.control("DELETE", f"{OAUTH}{path}", headers=dict([TOKEN])).status_code == 404
    assert api.control("GET", f"{OAUTH}{path}", headers=dict([TOKEN])).status_code == 404
    assert api.ids() == [1]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ([TOKEN, ("X-Auth-Token", "unknown")], 200),
        ([("X-Auth-Token", "unknown"), TOKEN], 401),
        ([TOKEN, ("Accept", "text/html"), ("Accept", "application/json")], 200),
        ([TOKEN, ("Accept", "text/html"), ("Accept", "text/css")], 406),
        ([TOKEN, ("X-Mock-Fault", "latency:ms=1"), ("X-Mock-Fault", "502")], 502),
        ([("x-AUTH-token", "full-token")], 200),
    ],
)
def test_of_header_fields_that_are_sent_twice(api: Api, fields: list[tuple[str, str]], status: int) -> None:
    """The first token counts; what is accepted adds up, and so do faults."""
    assert api.control("GET", f"{OAUTH}/customers/count", headers=httpx2.Headers(fields)).status_code == status


def test_below_a_path_of_another_application_links_lead_back() -> None:
    with TestClient(Starlette(routes=[Mount("/shop", create_app())]), headers=dict([TOKEN])) as client:
        made = client.post(f"/shop{OAUTH}/customers", json=PERSON)

        assert made.status_code == 201
        assert client.get(made.headers["Location"]).json()["email"] == PERSON["email"]
        assert client.get(made.json()["addresses"]["url"]).status_code == 204


@pytest.mark.parametrize(
    ("told", "scheme"),
    [
        ("https", "https"),
        ("http", "http"),
        ("gopher", "http"),
        ("", "http"),
        ("HTTPS", "https"),
        ("https, http", "https"),
        ("http,https", "http"),
        ("https ,gopher", "https"),
    ],
)
def test_behind_a_proxy_links_have_its_scheme(api: Api, told: str, scheme: str) -> None:
    made = api.send("POST", "/customers", json=PERSON, headers={"X-Forwarded-Proto": told})

    assert made.json()["addresses"]["url"].startswith(f"{scheme}://127.0.0.1:8080/")


def test_a_websocket_is_closed() -> None:
    with TestClient(create_app()) as client, pytest.raises(WebSocketDisconnect), client.websocket_connect("/chat"):
        pass
