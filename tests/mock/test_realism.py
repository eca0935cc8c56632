"""The switches for what no source settles, and where the links of a customer lead."""

from collections.abc import Callable

import pytest
from tests.mock.client import BASIC, Api
from tests.mock.test_command import refused

from bigcommerce_contract.mock.behaviour import Behaviour
from bigcommerce_contract.mock.settings import Settings

PERSON = {"first_name": "A", "last_name": "B", "email": "a@example.com"}


def test_switches_are_set_by_text(serve: Callable[..., Api]) -> None:
    behaviour = Behaviour.switched(["create_status=200", "delete_all=removed", "force_reset_shown=no"])
    assert behaviour == Behaviour(create_status=200, delete_all="removed", force_reset_shown=False)
    api = serve(Settings(behaviour=behaviour))
    assert (api.post(PERSON).status_code, api.send("DELETE", "/customers").status_code) == (200, 405)


def test_the_default_of_every_switch_is_its_first_value() -> None:
    texts = [f"{name}={next(iter(values))}" for name, values in Behaviour.values().items()]
    assert Behaviour.switched(texts) == Behaviour()


def test_the_gateway_refuses_unknown_tokens_where_switched(serve: Callable[..., Api]) -> None:
    api = serve(behaviour=Behaviour(oauth_unauthorized="object"))
    refusal = api.send("GET", "/customers", token="unknown")
    assert (refusal.status_code, refusal.json()["status"]) == (401, 401)
    assert refusal.json()["title"] == "The specified credentials were invalid."
    assert isinstance(api.basic("GET", "/customers", "no", "body").json(), list)
    assert isinstance(serve().send("GET", "/customers", token="unknown").json(), list)


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("create_status=204", "The switch create_status is one of 201, 200"),
        ("colour=red", "There is no switch colour. Take one of create_status,"),
    ],
)
def test_a_bad_switch_is_wrong_usage(option: str, told: str) -> None:
    status, message = refused("--behaviour", option)
    assert (status, told in message) == (2, True)


def test_the_links_of_a_customer_lead_to_an_empty_list_of_addresses(api: Api) -> None:
    links = api.create("a@example.com")["addresses"]
    for url in (links["url"].removeprefix("http://127.0.0.1:8080"), f"/stores/abc123/v2{links['resource']}"):
        answer = api.send("GET", url)
        assert (answer.status_code, answer.content, "Content-Length" in answer.headers) == (204, b"", False)
    basic = api.basic("GET", "/customers/1").json()["addresses"]["url"].removeprefix(f"http://127.0.0.1:8080{BASIC}")
    assert api.basic("GET", basic).status_code == 204
    assert api.send("GET", "/customers/1/addresses", token="read-only-token").status_code == 204
    assert api.send("GET", "/customers/1/addresses", token="no-scope-token").status_code == 403
    assert api.get("/customers/2/addresses").status_code == 404
    assert api.get("/customers/1/addresses", limit=251).status_code == 413
    assert api.get("/customers/1/addresses", email="a@example.com").status_code == 400
    assert api.send("POST", "/customers/1/addresses", json={}).headers["Allow"] == "GET, HEAD, OPTIONS"
