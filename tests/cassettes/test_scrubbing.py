"""What nobody shall read is taken out of a recording, and found where it was left in."""

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from bigcommerce_contract.cassettes import library
from bigcommerce_contract.cassettes.scrubbing import Scrubber
from bigcommerce_contract.check.verify_command import command

PERSON = {
    "first_name": "Maria",
    "last_name": "Musterfrau",
    "email": "maria.musterfrau@gmail.com",
    "phone": "+49 30 901820",
    "company": "Musterfrau GmbH",
    "notes": "Call maria.musterfrau@gmail.com from 84.12.7.3 or 2a02:8109::1",
    "registration_ip_address": "84.12.7.3",
}
HIDDEN = ("Maria", "Musterfrau", "gmail", "901820", "84.12.7.3", "2a02:8109")
BASIC = base64.b64encode(b"owner:real-api-key").decode()


def request(body: object = None, url: str = "https://x.example/customers", **headers: str) -> Any:  # noqa: ANN401
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    raw = body if isinstance(body, str) else json.dumps(body) if body is not None else ""
    return Scrubber({"a-real-token": "<full>"}).request(SimpleNamespace(uri=url, headers=sent, body=raw))


def response(body: object, **headers: str) -> dict[str, Any]:
    sent = {name.replace("_", "-"): [value] for name, value in headers.items()}
    return Scrubber().response({"headers": sent, "body": {"string": json.dumps(body).encode()}})


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        ({"X_Auth_Token": "a-real-token"}, {"x-auth-token": ["<full>"]}),
        ({"X_Auth_Token": "another-token"}, {"x-auth-token": ["<token>"]}),
        ({"Authorization": f"Basic {BASIC}"}, {"authorization": ["Basic <token>"]}),
        ({"Cookie": "session=1", "User_Agent": "curl of Maria", "X_Forwarded_For": "84.12.7.3"}, {}),
    ],
)
def test_no_credential_is_kept(headers: dict[str, str], kept: dict[str, list[str]]) -> None:
    assert request(**headers).headers == kept


def test_credentials_are_taken_out_of_the_url() -> None:
    url = request(url="https://owner:real-api-key@x.example/customers?access_token=abc&page=2").uri
    assert url == "https://x.example/customers?access_token=%3Ctoken%3E&page=2"


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8", "text/plain"])
def test_passwords_are_taken_out_and_stay_equal_or_different(content_type: str) -> None:
    same = {"password": "hunter2hunter2", "password_confirmation": "hunter2hunter2"}
    other = {**same, "password_confirmation": "hunter3hunter3"}
    equal = json.loads(request({"_authentication": same}, Content_Type=content_type).body)["_authentication"]
    different = json.loads(request({"_authentication": other}, Content_Type=content_type).body)["_authentication"]
    assert equal == {"password": "<password 1>", "password_confirmation": "<password 1>"}
    assert different == {"password": "<password 1>", "password_confirmation": "<password 2>"}


def test_the_password_of_a_body_that_is_no_json_is_taken_out() -> None:
    assert request('{"password": "hunter2hunter2", ').body == '{"password": "<password>", '


def test_nothing_of_a_person_is_kept_in_a_body() -> None:
    told = response([PERSON])["body"]["string"].decode()
    assert [part for part in HIDDEN if part in told] == []
    assert json.loads(told)[0]["email"] == "somebody-1@example.com"


def test_nothing_of_a_person_is_kept_in_a_url() -> None:
    url = request(url="https://x.example/customers?email=maria%40gmail.com&phone=%2B4930901820").uri
    assert url == "https://x.example/customers?email=somebody-1%40example.com&phone=555-0101"


def test_a_made_up_customer_is_kept() -> None:
    ada = {"first_name": "Ada", "email": "ada@example.com", "phone": "555-0101", "registration_ip_address": "192.0.2.7"}
    assert json.loads(response(ada)["body"]["string"]) == ada


def test_a_text_that_no_property_may_hold_shows_its_length() -> None:
    longest, longer = "x" * 65_535, "maria@gmail.com " * 65_536
    assert json.loads(request({"notes": longest}).body) == {"notes": longest}
    assert json.loads(request({"notes": longer}).body) == {"notes": "<1048576 characters>"}


def test_equal_people_stay_equal() -> None:
    first, again = json.loads(response([PERSON, PERSON, {**PERSON, "email": "b@gmail.com"}])["body"]["string"])[:2]
    assert first == again


def test_request_ids_are_taken_out() -> None:
    assert response({}, X_Request_Id="7f1c")["headers"] == {"X-Request-Id": ["0" * 32]}


Plant = Callable[[dict[str, Any], dict[str, Any]], None]


def sent(**values: str) -> Plant:
    return lambda request, _: request.update(body=json.dumps({**json.loads(request["body"]), **values}))


def received(**values: str) -> Plant:
    def plant(_: dict[str, Any], response: dict[str, Any]) -> None:
        response["body"]["string"] = json.dumps({**json.loads(response["body"]["string"]), **values})

    return plant


def header(side: int, name: str, value: str) -> Plant:
    return lambda request, response: (request, response)[side]["headers"].update({name: [value]})


def url(more: str) -> Plant:
    return lambda request, _: request.update(uri=request["uri"] + more)


PLANTED: dict[str, tuple[Plant, str]] = {
    "a token": (header(0, "x-auth-token", "x9f8g7h6j5k4l3m2"), "x9f8g7h6j5k4l3m2"),
    "Basic credentials": (header(0, "authorization", f"Basic {BASIC}"), BASIC),
    "a cookie": (header(1, "Set-Cookie", "session=x9f8g7h6j5k4l3m2"), "x9f8g7h6j5k4l3m2"),
    "a password": (sent(password="hunter2hunter2"), "hunter2hunter2"),
    "a token in a URL": (url("?access_token=x9f8g7h6j5k4l3m2"), "x9f8g7h6j5k4l3m2"),
    "an e-mail address": (received(notes="maria@gmail.com"), "maria@gmail.com"),
    "an e-mail address that was sent": (sent(notes="maria@gmail.com"), "maria@gmail.com"),
    "an e-mail address in a URL": (url("?email=maria%40gmail.com"), "maria%40gmail.com"),
    "a telephone number": (sent(phone="+49 30 901820", email=""), "901820"),
    "a telephone number in a URL": (url("?phone=4930901820"), "4930901820"),
    "an IP address": (received(registration_ip_address="84.12.7.3"), "84.12.7.3"),
    "an IPv6 address": (received(registration_ip_address="2a02:8109::1"), "2a02:8109::1"),
    "a request id": (header(1, "X-Request-Id", "7f1c99aa"), "7f1c99aa"),
}


def planted(what: Plant, folder: Path) -> Path:
    """Give a copy of a cassette with something in it that should have been taken out."""
    from bigcommerce_contract.cassettes.format import deserialize, serialize  # noqa: PLC0415 - of this helper alone

    path = library.find("oauth/lifecycle/a_customer_is_created_of_three_properties")
    cassette = deserialize(path.read_text())
    what(cassette["interactions"][0]["request"], cassette["interactions"][0]["response"])
    copy = folder / "planted.yaml"
    copy.write_text(serialize({**cassette, "metadata": cassette["recording"]}))
    return copy


@pytest.mark.parametrize("kind", PLANTED)
def test_what_was_left_in_fails_and_is_not_repeated(kind: str, tmp_path: Path) -> None:
    plant, secret = PLANTED[kind]
    path = planted(plant, tmp_path)
    assert secret in path.read_text()
    done = CliRunner().invoke(command, [str(path), "--rule", "answer.status"])
    assert done.exit_code == 1
    assert "failed recording.secrets (must)" in done.output
    assert secret not in done.output


def test_people_in_the_cassettes_of_others_are_left_to_them(tmp_path: Path) -> None:
    path = planted(PLANTED["an e-mail address"][0], tmp_path)
    path.write_text(path.read_text().replace("recording:\n  format: 1\n  answered_by: mock server\n", ""))
    assert CliRunner().invoke(command, [str(path)]).exit_code == 0


def test_a_cassette_as_it_was_recorded_passes(tmp_path: Path) -> None:
    copy = shutil.copy(library.find("oauth/lifecycle/a_customer_is_created"), tmp_path)
    assert CliRunner().invoke(command, [str(copy)]).exit_code == 0
