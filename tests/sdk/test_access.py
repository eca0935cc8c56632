import base64
from typing import Any

import httpx2
import pytest
from tests.sdk.wire import Wire, reply

from bigcommerce_customers import AsyncBigCommerce, BigCommerce, ConfigurationError


def client(wire: Wire, **given: Any) -> BigCommerce:  # noqa: ANN401 - also arguments that do not go together
    http = httpx2.Client(transport=httpx2.MockTransport(wire))
    return BigCommerce(**given, http_client=http)


def counted(wire: Wire, given: dict[str, str]) -> httpx2.Request:
    client(wire, **given).customers.count()
    return wire.requests[-1]


@pytest.fixture
def wire() -> Wire:
    return Wire(reply(200, {"count": 1}))


OAUTH = {"store_hash": "abc123", "access_token": "secret-token"}
BASIC = {"store_domain": "store-x.mybigcommerce.com", "username": "me", "api_key": "secret-key"}


def test_the_oauth_form(wire: Wire) -> None:
    request = counted(wire, OAUTH)
    assert str(request.url) == "https://api.bigcommerce.com/stores/abc123/v2/customers/count"
    assert request.headers["X-Auth-Token"] == "secret-token"
    assert "Authorization" not in request.headers


def test_the_basic_form(wire: Wire) -> None:
    request = counted(wire, BASIC)
    assert str(request.url) == "https://store-x.mybigcommerce.com/api/v2/customers/count"
    assert request.headers["Authorization"] == f"Basic {base64.b64encode(b'me:secret-key').decode()}"
    assert "X-Auth-Token" not in request.headers


@pytest.mark.parametrize("credentials", [{"access_token": "t"}, {"username": "u", "api_key": "k"}])
def test_another_server_takes_either_credentials(wire: Wire, credentials: dict[str, str]) -> None:
    request = counted(wire, {"base_url": "http://127.0.0.1:8080/stores/abc123/v2/", **credentials})
    assert str(request.url) == "http://127.0.0.1:8080/stores/abc123/v2/customers/count"


@pytest.mark.parametrize("form", [OAUTH, BASIC])
def test_the_environment_gives_everything(wire: Wire, monkeypatch: pytest.MonkeyPatch, form: dict[str, str]) -> None:
    for name, value in form.items():
        monkeypatch.setenv(f"BIGCOMMERCE_{name.upper()}", value)
    assert counted(wire, {}).url == counted(wire, form).url


def test_arguments_win_over_the_environment(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIGCOMMERCE_STORE_HASH", "other")
    monkeypatch.setenv("BIGCOMMERCE_ACCESS_TOKEN", "from-environment")
    request = counted(wire, {"store_hash": "abc123"})
    assert request.url.path == "/stores/abc123/v2/customers/count"
    assert request.url.host == "api.bigcommerce.com"
    assert request.headers["X-Auth-Token"] == "from-environment"


@pytest.mark.parametrize("form", [OAUTH, BASIC])
def test_a_base_url_of_the_environment_wins_over_a_store(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, form: dict[str, str]
) -> None:
    monkeypatch.setenv("BIGCOMMERCE_BASE_URL", "http://127.0.0.1:8080/stores/abc123/v2")
    with caplog.at_level("INFO", logger="bigcommerce_customers"):
        request = counted(wire, form)
    assert str(request.url) == "http://127.0.0.1:8080/stores/abc123/v2/customers/count"
    assert "BIGCOMMERCE_BASE_URL leads to http://127.0.0.1:8080/stores/abc123/v2, in place" in caplog.text
    for name, value in form.items():
        monkeypatch.setenv(f"BIGCOMMERCE_{name.upper()}", value)
    assert counted(wire, {}).url == request.url


def test_the_argument_base_url_wins_over_every_variable(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIGCOMMERCE_BASE_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("BIGCOMMERCE_STORE_HASH", "other")
    request = counted(wire, {"base_url": "http://127.0.0.1:2", "access_token": "t"})
    assert str(request.url) == "http://127.0.0.1:2/customers/count"


def test_the_environment_may_name_another_server(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIGCOMMERCE_BASE_URL", "http://127.0.0.1:8080/api/v2")
    monkeypatch.setenv("BIGCOMMERCE_USERNAME", "u")
    monkeypatch.setenv("BIGCOMMERCE_API_KEY", "k")
    assert str(counted(wire, {}).url) == "http://127.0.0.1:8080/api/v2/customers/count"


def test_an_empty_variable_is_none(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIGCOMMERCE_ACCESS_TOKEN", "")
    with pytest.raises(ConfigurationError, match="missing"):
        client(wire, store_hash="abc123")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "store_hash (BIGCOMMERCE_STORE_HASH) and access_token (BIGCOMMERCE_ACCESS_TOKEN), or give"),
        ({"store_hash": "abc123"}, "missing"),
        ({"store_hash": "abc123", "username": "u", "api_key": "k"}, "do not go together"),
        ({**OAUTH, "base_url": "http://127.0.0.1"}, "do not go together"),
        ({**BASIC, "store_domain": "https://store-x.mybigcommerce.com"}, "store_domain must be a bare name"),
        ({**OAUTH, "store_hash": "a/../b"}, "store_hash must be a bare name"),
        ({"base_url": "127.0.0.1:8080", "access_token": "t"}, "base_url must be an http or https URL"),
        ({"base_url": "http://127.0.0.1:99999", "access_token": "t"}, "base_url must be an http or https URL"),
        ({"base_url": "https://u:p@127.0.0.1", "access_token": "t"}, "base_url must be"),
        ({"base_url": "https://127.0.0.1/v2?x=1", "access_token": "t"}, "base_url must be"),
    ],
)
def test_what_does_not_lead_to_a_store_is_refused(wire: Wire, given: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        client(wire, **given)
    assert words.replace("or give", "or") in str(caught.value)


def test_a_secret_that_is_refused_is_not_shown(wire: Wire) -> None:
    with pytest.raises(ConfigurationError, match="access_token must consist of printable") as caught:
        client(wire, store_hash="abc123", access_token="my secret\r\nX-Other: 1")
    assert "secret" not in str(caught.value)


def test_no_secret_is_shown() -> None:
    wire = Wire(reply(204))
    with client(wire, **OAUTH) as oauth, client(wire, **BASIC) as basic:
        shown = repr(oauth) + repr(vars(oauth)) + repr(basic) + repr(vars(basic))
    assert "secret" not in shown
    assert base64.b64encode(b"me:secret-key").decode() not in shown
    assert repr(oauth) == "BigCommerce(base_url='https://api.bigcommerce.com/stores/abc123/v2')"


def test_a_client_that_cannot_be_made_opens_nothing() -> None:
    with pytest.raises(ConfigurationError):
        BigCommerce()
    with pytest.raises(ConfigurationError):
        AsyncBigCommerce()
