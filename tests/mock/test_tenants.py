"""Stores with credentials, plans and data of their own: issue nothing of one to another."""

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient
from tests.mock.client import Api
from tests.mock.test_command import ending, refused, running

from bigcommerce_contract.document import load_document
from bigcommerce_contract.mock import tenants
from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.config import ConfigError, read_stores
from bigcommerce_contract.mock.contract import Contract
from bigcommerce_contract.mock.settings import Settings, StoreSettings

FULL, READ_ONLY = frozenset({"store_v2_customers"}), frozenset({"store_v2_customers_read_only"})
NORTH = StoreSettings(hash="north", tokens={"n-full": FULL, "n-read": READ_ONLY}, basic=("n:key",), rate_limit=2)
SOUTH = StoreSettings(hash="south", tokens={"s-full": FULL}, basic=("s:key", "t:key"), hourly_limit=1)
CONFIG = """
[stores.north]
tokens = { n-full = ["store_v2_customers"], n-read = ["store_v2_customers_read_only"] }
basic = ["n:key"]
rate_limit = 2

[stores.south]
tokens = { s-full = ["store_v2_customers"] }
basic = ["s:key", "t:key"]
hourly_limit = 1
seed_customers = 2
"""
PERSON = {"first_name": "A", "last_name": "B", "email": "a@example.com"}


def path(store: str, rest: str = "") -> str:
    return f"/stores/{store}/v2/customers{rest}"


def test_tokens_open_their_own_store_alone(serve: Callable[..., Api]) -> None:
    api = serve(Settings(stores=(), own_stores=(NORTH, SOUTH)))
    statuses = {
        (store, token): api.send("POST", path(store), token=token, json=PERSON).status_code
        for store in ("north", "south")
        for token in ("n-full", "n-read", "s-full", "full-token")
    }
    assert statuses == {
        ("north", "n-full"): 201,
        ("north", "n-read"): 403,
        ("north", "s-full"): 401,
        ("north", "full-token"): 401,
        ("south", "n-full"): 401,
        ("south", "n-read"): 401,
        ("south", "s-full"): 201,
        ("south", "full-token"): 401,
    }


def test_basic_users_name_their_store(serve: Callable[..., Api]) -> None:
    api = serve(Settings(stores=(), own_stores=(NORTH, SOUTH)))
    api.send("POST", path("south"), token="s-full", json=PERSON)
    assert api.basic("GET", "/customers/count", "n", "key").json() == {"count": 0}
    assert api.basic("GET", "/customers/count", "t", "key").json() == {"count": 1}
    assert api.basic("GET", "/customers/count").status_code == 401


def test_each_store_has_the_rate_limits_of_its_plan(serve: Callable[..., Api]) -> None:
    api = serve(Settings(stores=(), own_stores=(NORTH, SOUTH)))
    north = [api.send("GET", path("north"), token="n-full").status_code for _ in range(3)]
    south = [api.send("GET", path("south"), token="s-full").status_code for _ in range(3)]
    hourly = [api.basic("GET", "/customers/count", "s", "key").status_code for _ in range(2)]
    assert (north, south, hourly) == ([204, 204, 429], [204, 204, 204], [200, 509])
    assert api.basic("GET", "/customers/count", "n", "key").status_code == 200


def test_any_store_exists_where_it_may(serve: Callable[..., Api]) -> None:
    api = serve(Settings(any_store=True))
    for store in ("one", "two"):
        assert api.send("POST", path(store), json=PERSON).json()["id"] == 1
    assert api.send("GET", path("three", "/count")).json() == {"count": 0}
    assert api.send("GET", path("a@b")).status_code == 401
    assert api.send("GET", path("four"), token="unknown").status_code == 401


def test_stores_on_demand_do_not_fill_the_memory(serve: Callable[..., Api], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tenants, "_MOST_ON_DEMAND", 3)
    api = serve(Settings(any_store=True))
    for number in range(20):
        assert api.send("POST", path(f"s{number}"), json=PERSON).json()["id"] == 1
    assert api.control("POST", "/_mock/reset").status_code == 204
    # What it forgot of a store are not its customers.
    assert api.send("GET", path("s5", "/count")).json() == {"count": 1}
    known = tenants.Tenants(Contract(load_document()), Settings(any_store=True))
    assert all(known.find(f"s{number}") for number in range(20))
    assert known.names() == ["abc123", "s0", "s19"]


def test_the_file_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "stores.toml"
    file.write_text(CONFIG)
    north, south = read_stores(file)
    assert (north, south.seed_customers) == (NORTH, 2)
    with running("--config", str(file)) as (process, url):
        page = httpx2.get(url, follow_redirects=True)
        process.terminate()
        told, _ = ending(process)
    assert all(part in told for part in ("/stores/north/v2", "n-read", "t:key", "curl -H 'X-Auth-Token: n-full'"))
    assert "abc123" not in told
    assert (page.status_code, str(page.url)) == (200, f"{url}/docs")
    assert "/stores/north/v2" in page.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("stores = 1", r"must hold tables such as \[stores.abc123\]"),
        ("[other]", "must hold tables"),
        ("[stores", "is no TOML"),
        ("[stores.a]\ncolour = 1", "store a has no colour. Take tokens, basic"),
        ("[stores.a]\nrate_limit = 'x'", "rate_limit of store a has the wrong type"),
        ("[stores.a]\nrate_limit = 0", "store a: The rate limit must be 1 or higher"),
        ("[stores.'a/b']", "letters, digits"),
        ("[stores.a]\nbasic = ['x']", "USER:KEY"),
        ("[stores.a]\nbasic = [1]", "USER:KEY"),
        ("[stores.a]\ntokens = { t = 1 }", "tokens of store a need lists of scopes"),
        ("[stores.a]\ntokens = { t = 'store_v2_customers' }", "tokens of store a need lists of scopes"),
    ],
)
def test_a_bad_file_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "stores.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=told) as caught:
        read_stores(file)
    assert "\n" not in str(caught.value)


def test_the_command_refuses_bad_files_and_unknown_scopes(tmp_path: Path) -> None:
    status, message = refused("--config", str(tmp_path / "missing.toml"))
    assert (status, "cannot be read: No such file" in message) == (2, True)
    file = tmp_path / "stores.toml"
    file.write_text("[stores.a.tokens]\nsecret-token = ['store_v9']")
    status, message = refused("--port", "0", "--config", str(file))
    assert status == 2
    assert f"{file}: store a: There is no scope store_v9. Take store_v2_customers or store_v2_customers_read" in message
    assert "secret-token" not in message


@pytest.mark.parametrize("option", ["--token", "--read-only-token", "--no-scope-token", "--basic", "--rate-limit"])
def test_an_option_that_concerns_no_store_of_a_file_is_refused(tmp_path: Path, option: str) -> None:
    file = tmp_path / "stores.toml"
    file.write_text("[stores.a]")
    status, message = refused("--config", str(file), option, "7:7" if option == "--basic" else "7")
    assert (status, f"{option} is for the stores of --store." in message) == (2, True)
    for more in (("--any-store",), ("--store", "b")):
        with running("--config", str(file), option, "7:7" if option == "--basic" else "7", *more):
            pass


def test_customers_are_seeded_for_no_store_that_may_come(tmp_path: Path) -> None:
    file = tmp_path / "stores.toml"
    file.write_text("[stores.a]")
    status, message = refused("--config", str(file), "--any-store", "--seed-customers", "7")
    assert (status, "--seed-customers is for the stores of --store." in message) == (2, True)


def test_a_store_named_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="named twice"):
        create_app(Settings(stores=("north",), own_stores=(NORTH,)))


@pytest.mark.parametrize("stores", [(), ("abc123",)])
def test_basic_credentials_of_two_stores_are_refused(stores: tuple[str, ...]) -> None:
    own = [StoreSettings(hash=name, basic=("mock-user:mock-key",)) for name in ("north", "south")]
    told = r"^Basic credentials of mock-user are given twice\. They name the store: each has its own\.$"
    with pytest.raises(ValueError, match=told):
        Settings(stores=stores, own_stores=tuple(own[: 1 if stores else 2]))


def test_a_store_may_list_the_same_credentials_twice() -> None:
    own = StoreSettings(hash="north", basic=("user:key", "user:key"))
    with TestClient(create_app(Settings(stores=(), own_stores=(own,)))) as client:
        assert client.get("/api/v2/customers/count", auth=("user", "key")).json() == {"count": 0}
