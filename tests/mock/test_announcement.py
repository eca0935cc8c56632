"""What a server prints once it serves."""

import pytest

from bigcommerce_contract.mock.announcement import announcement
from bigcommerce_contract.mock.settings import Settings, StoreSettings

TOKENS = ("X-Auth-Token: full-token", "X-Auth-Token: read-only-token", "X-Auth-Token: no-scope-token")


def told(url: str = "http://127.0.0.1:8080", settings: Settings | None = None) -> list[str]:
    return announcement(url, None, settings or Settings()).splitlines()


@pytest.mark.parametrize(("every", "one"), [("0.0.0.0", "127.0.0.1"), ("[::]", "[::1]")])  # noqa: S104 - nothing listens
def test_what_to_call_is_an_address_that_every_client_can_call(every: str, one: str) -> None:
    first, *rest = told(f"http://{every}:8080")
    assert first == f"listening on http://{every}:8080"
    assert rest == told(f"http://{one}:8080")[1:]
    assert f"http://{one}:8080/docs" in "".join(rest)


def test_any_store_is_told_with_its_credentials() -> None:
    url = "http://127.0.0.1:8080"
    assert not any("HASH" in line for line in told())
    lines = told(settings=Settings(any_store=True))
    assert f"Any store    {url}/stores/HASH/v2" in lines
    assert "  HASH:mock-key  (all operations, store HASH, in the Basic form)" in lines
    assert [sum(token in line for line in lines if "curl" not in line) for token in TOKENS] == [1, 1, 1]


def test_any_store_beside_stores_of_their_own_is_told_with_the_tokens_of_any() -> None:
    own = StoreSettings(hash="north", tokens={"north-token": frozenset({"store_v2_customers"})})
    lines = told(settings=Settings(stores=(), own_stores=(own,), any_store=True))
    assert [sum(token in line for line in lines) for token in TOKENS] == [1, 1, 1]
    assert lines.index("  X-Auth-Token: north-token  (store_v2_customers)") < lines.index(
        f"  {TOKENS[1]}  (reading only)"
    )
