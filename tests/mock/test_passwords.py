"""Passwords: S51 to S56, S63 to S66; spec/DECISIONS.md."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.mock.client import Api

from bigcommerce_contract.mock import passwords
from bigcommerce_contract.mock.behaviour import Behaviour

GOOD, OTHER = "12w69Y217PYR96J", "another1password"


def is_password(api: Api, password: str) -> bool:
    answer = api.post({"password": password}, "/customers/1/validate")
    success: bool = answer.json()["success"]
    return success


def test_a_password_is_set_kept_and_changed(api: Api) -> None:
    api.create("a@example.com", _authentication={"password": GOOD, "password_confirmation": GOOD})
    assert is_password(api, GOOD)
    assert not is_password(api, GOOD.lower())
    api.put(1, {"phone": "1"})
    api.put(1, {"_authentication": {}})
    api.put(1, {"_authentication": {"force_reset": True}})
    assert is_password(api, GOOD)
    api.put(1, {"_authentication": {"password": OTHER}})
    assert (is_password(api, GOOD), is_password(api, OTHER)) == (False, True)


def test_a_generated_password_is_not_guessed(api: Api) -> None:
    api.create("a@example.com")
    assert not any(is_password(api, guess) for guess in ("", GOOD, "password1"))


@pytest.mark.parametrize(
    ("authentication", "named"),
    [
        ({"password": "short1"}, "password"),
        ({"password": "onlyletters"}, "password"),
        ({"password": "1234567890"}, "password"),
        ({"password": "a1" * 26}, "password"),
        ({"password": 12345678}, "password"),
        ({"password": GOOD, "password_confirmation": OTHER}, "password_confirmation"),
        ({"password": GOOD, "password_confirmation": ""}, "password_confirmation"),
        ({"force_reset": "true"}, "force_reset"),
    ],
)
def test_a_bad_password_is_refused_and_changes_nothing(api: Api, authentication: object, named: str) -> None:
    before = api.create("a@example.com", _authentication={"password": GOOD})
    person = {"first_name": "B", "last_name": "C", "email": "b@example.com"}
    answers = (api.post({**person, "_authentication": authentication}), api.put(1, {"_authentication": authentication}))
    for answer in answers:
        assert answer.status_code == 400
        assert answer.json()[0]["message"] == f"The field '{named}' is invalid."
    assert api.get().json() == [before]
    assert is_password(api, GOOD)


def test_a_confirmation_alone_confirms_nothing(api: Api) -> None:
    api.create("a@example.com", _authentication={"password_confirmation": GOOD})
    assert not is_password(api, GOOD)


def test_a_forced_reset_shows_unless_switched_off(serve: Callable[..., Api]) -> None:
    forced = {"_authentication": {"force_reset": True}}
    assert serve().create("a@example.com", **forced)["reset_pass_on_login"] is True
    hidden = serve(behaviour=Behaviour(force_reset_shown=False))
    assert hidden.create("a@example.com", **forced)["reset_pass_on_login"] is False


def test_no_answer_and_no_log_shows_a_password(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    api.create("a@example.com", _authentication={"password": GOOD})
    shown = [api.get(), api.get("/customers/1"), api.put(1, {"_authentication": {"password": OTHER}})]
    shown.append(api.put(1, {"_authentication": {"password": GOOD, "password_confirmation": "x"}}))
    told = caplog.text + "".join(answer.text for answer in shown)
    assert GOOD not in told
    assert OTHER not in told
    assert "_authentication" not in "".join(answer.text for answer in shown)


@pytest.mark.parametrize("in_memory", [True, False])
def test_only_salted_or_random_hashes_are_kept(*, in_memory: bool) -> None:
    first, second = (passwords.hash_chosen(GOOD, in_memory=in_memory) for _ in range(2))
    assert first != second
    assert GOOD not in first + second
    assert passwords.matches(GOOD, first)
    assert not passwords.matches(OTHER, first)
    assert passwords.hash_generated() != passwords.hash_generated()


@pytest.mark.parametrize("database_url", ["disk"], indirect=True)
def test_a_hash_on_a_disk_is_dear(api: Api, tmp_path: Path) -> None:
    api.create("a@example.com", _authentication={"password": GOOD})
    api.create("b@example.com")
    api.put(2, {"_authentication": {"password": GOOD}})
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as database:
        hashes = [row[0] for row in database.execute("SELECT password_hash FROM customers")]
    assert [stored.split("$")[:2] for stored in hashes] == [["scrypt", str(2**14)]] * 2
