"""Web pages may not use the control: a browser sends what any page wants to any server of its machine."""

from collections.abc import Callable

import httpx2
import pytest
from starlette.testclient import TestClient
from tests.mock.client import Api
from tests.mock.test_control import act

from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.control import document
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.testing import mock_server


def ask(api: Api, host: str) -> int:
    """Give the status of a request that reaches the loopback address by a name."""
    return api.control("GET", "/_mock/requests", headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://127.0.0.1:3000",
        "http://localhost:8080",
        "http://127.0.0.1:8080.evil.example",
        "http://[",
        "null",
        "",
    ],
)
def test_a_page_of_another_origin_is_refused(api: Api, origin: str) -> None:
    api.create("a@example.com")
    assert act(api, "POST", "/reset", headers={"Origin": origin}) == 403
    assert act(api, "POST", "/reset", headers={"Origin": origin, "Host": ""}) == 403
    assert api.ids() == [1]
    answer = api.control("POST", "/_mock/reset", headers={"Origin": origin})
    assert list(answer.json()) == ["message"]
    assert answer.json()["message"].startswith(f"No page of {origin!r} may use the control")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_a_page_of_another_origin_shows_or_links_to_is_refused(serve: Callable[..., Api], site: str) -> None:
    api = serve(Settings(any_store=True))
    answer = api.control("GET", "/_mock/requests?store=zz1", headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert answer.json()["message"].startswith("No page of another origin may use the control")


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_pages_of_the_server_and_what_a_person_types_are_let_in(api: Api, site: str) -> None:
    assert api.control("GET", "/_mock/requests", headers={"Sec-Fetch-Site": site}).status_code == 200


def test_all_of_the_control_is_guarded(api: Api) -> None:
    for method, path in (("GET", "/openapi.yaml"), ("GET", "/nothing"), ("OPTIONS", "/reset"), ("DELETE", "/clock")):
        answer = api.control(method, f"/_mock{path}", headers={"Origin": "https://evil.example"})
        assert (answer.status_code, answer.headers.get("Access-Control-Allow-Origin")) == (403, None)


def test_the_refusal_is_documented() -> None:
    assert " 403 " in document.load()["components"]["responses"]["Refused"]["description"].replace("\n", " ")


def test_programs_and_the_pages_of_the_server_are_let_in(api: Api) -> None:
    assert act(api, "POST", "/reset") == 204
    assert act(api, "POST", "/reset", headers={"Origin": "http://127.0.0.1:8080"}) == 204
    at_localhost = {"Host": "LOCALHOST:8080", "Origin": "http://localhost:8080"}
    assert act(api, "POST", "/reset", headers=at_localhost) == 204
    behind_a_proxy = {"Host": "127.0.0.1", "Origin": "https://127.0.0.1"}
    assert act(api, "POST", "/reset", headers=behind_a_proxy) == 204


def test_a_name_that_was_made_to_lead_to_this_machine_is_refused(api: Api) -> None:
    rebound = {"Host": "evil.example:8080", "Origin": "http://evil.example:8080"}
    assert act(api, "POST", "/reset", headers=rebound) == 403
    message = api.control("POST", "/_mock/reset", headers=rebound).json()["message"]
    assert message == "'evil.example:8080' may be the name of any web page: say localhost, or an IP address."
    assert [ask(api, host) for host in ("evil.example", "localhost.evil.example", "[", "127.0.0.1.evil")] == [403] * 4


@pytest.mark.parametrize("host", ["LOCALHOST", "127.1", "::ffff:127.0.0.1", "my-machine", "192.0.2.7"])
def test_the_loopback_address_is_guarded_however_it_was_named(serve: Callable[..., Api], host: str) -> None:
    api = serve(Settings(host=host))
    assert [ask(api, name) for name in ("evil.example:8080", "localhost:8080")] == [403, 200]


@pytest.mark.parametrize("address", ["127.0.0.2", "::1", "::ffff:127.0.0.1"])
def test_every_spelling_of_the_loopback_address_is_guarded(address: str) -> None:
    url = f"http://[{address}]" if ":" in address else f"http://{address}"
    with TestClient(create_app(), base_url=url) as client:
        assert client.get("/_mock/requests", headers={"Host": "evil.example"}).status_code == 403
        assert client.get("/_mock/requests").status_code == 200


def test_a_server_of_another_address_may_have_any_name() -> None:
    with TestClient(create_app(Settings(host="192.0.2.7")), base_url="http://192.0.2.7") as client:
        assert client.get("/_mock/requests", headers={"Host": "mock:8080"}).status_code == 200


def test_names_that_nobody_can_lead_elsewhere_are_let_in(api: Api) -> None:
    hosts = ("localhost", "Shop.localhost:8080", "127.0.0.2:80", "[::1]:8080", "192.0.2.7", "")
    assert [ask(api, host) for host in hosts] == [200] * 6


def test_a_server_for_others_may_have_any_name(serve: Callable[..., Api]) -> None:
    api = serve(Settings(host="0.0.0.0"))  # noqa: S104 - nothing listens
    assert ask(api, "mock:8080") == 200
    assert act(api, "POST", "/reset", headers={"Host": "mock:8080", "Origin": "http://mock:8080"}) == 204
    assert act(api, "POST", "/reset", headers={"Host": "mock:8080", "Origin": "http://evil.example"}) == 403


@pytest.mark.parametrize("url", ["http://testserver", "http://mock", "http://mock.invalid"])
def test_an_application_in_process_may_have_any_name(url: str) -> None:
    with TestClient(create_app(), base_url=url) as client:
        assert client.get("/_mock/requests").status_code == 200


def test_a_real_port_is_guarded_alike() -> None:
    with mock_server() as fresh:
        mock = fresh()
        url = f"http://{mock.host}/_mock/reset?store={mock.store}"
        assert httpx2.post(url).status_code == 204
        assert httpx2.post(url, headers={"Origin": f"http://{mock.host}"}).status_code == 204
        assert httpx2.post(url, headers={"Origin": "http://evil.example"}).status_code == 403
        assert httpx2.post(url, headers={"Host": "evil.example"}).status_code == 403
