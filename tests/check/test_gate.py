"""The gate, watched from the target's side: what arrives there, and what never does."""

import json
import socket
from base64 import b64encode
from collections.abc import Callable

import pytest
from starlette.responses import JSONResponse, Response
from tests.check.target import FOREIGN, TOKEN, Received, Target

from bigcommerce_contract.check.errors import CheckInterruptedError, ExitStatus, TargetError, TimeIsUpError
from bigcommerce_contract.check.exchange import MALFORMED, Exchange, Form, Role
from bigcommerce_contract.check.gate import Gate
from bigcommerce_contract.check.gate_server import open_door
from bigcommerce_contract.check.ledger import read_entries
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.pace import Pace, Stop
from bigcommerce_contract.check.report.curl import curl
from bigcommerce_contract.check.session import UNSET, Session

Open = Callable[[Mode], tuple[Gate, Session]]
WRITES = [
    ("POST", "/customers"),
    ("PUT", "/customers/1"),
    ("PATCH", "/customers/1"),
    ("DELETE", "/customers/1"),
    ("DELETE", "/customers/01"),
    ("DELETE", "/customers/%31"),
    ("DELETE", "/customers/2/../1"),
    ("DELETE", "/customers/1/"),
    ("POST", "/customers/1/validate"),
    ("DELETE", "/customers"),
    ("DELETE", "/customers/"),
    ("DELETE", "//customers"),
    ("DELETE", "/Customers"),
    ("DELETE", "/customers/count"),
    ("DELETE", "/%63ustomers"),
    ("delete", "/customers"),
    ("QUERY", "/customers"),
]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("method", "path"), WRITES)
def test_read_only_sends_no_writing_request(
    session_in: Open, target: Target, method: str, path: str, role: Role
) -> None:
    _, session = session_in(Mode.READ_ONLY)
    exchange = session.send(method, path, role=role, json={"email": session.marker.email()})
    assert exchange.shielded
    assert target.log == []


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("method", "path"), WRITES[1:])
def test_marked_mode_sends_no_write_to_a_customer_of_somebody_else(
    session_in: Open, target: Target, method: str, path: str, role: Role
) -> None:
    _, session = session_in(Mode.MARKED)
    assert session.send(method, path, role=role, json={"notes": "mine"}).shielded
    assert target.writes() == []


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "x-method-override"])
def test_a_reading_request_cannot_smuggle_a_deletion(session_in: Open, target: Target, header: str) -> None:
    for mode in (Mode.READ_ONLY, Mode.MARKED):
        _, session = session_in(mode)
        assert session.send("GET", "/customers/1", headers={header: "DELETE"}).shielded
    assert target.log == []


def test_marked_mode_writes_to_what_it_created(session_in: Open, target: Target) -> None:
    _, session = session_in(Mode.MARKED)
    made = session.send("POST", "/customers", json={"email": session.marker.email()}).response.json()["id"]
    assert session.send("PUT", f"/customers/{made}", json={"notes": "new"}).response.status == 200
    assert target.customers[made]["notes"] == "new"
    assert session.send("DELETE", f"/customers/{made}").response.status == 204
    assert target.customers.keys() == FOREIGN.keys()


def test_marked_mode_sends_no_address_that_could_be_a_persons(session_in: Open, target: Target) -> None:
    _, session = session_in(Mode.MARKED)
    made = session.send("POST", "/customers", json={"email": session.marker.email()}).response.json()["id"]
    target.log.clear()
    for address in ("real@person.example", "x@contract-check.example.org", "A@b"):
        assert session.send("POST", "/customers", json={"email": address}).shielded
        assert session.send("PUT", f"/customers/{made}", json={"email": address}).shielded
    assert target.writes() == []


def test_a_create_that_names_somebody_elses_id_does_not_make_that_customer_ours(
    session_in: Open, target: Target
) -> None:
    _, session = session_in(Mode.MARKED)

    def lie(received: Received) -> Response | None:
        return JSONResponse({**json.loads(received.body), "id": 7}, 201) if received.method == "POST" else None

    target.misbehave = lie
    session.send("POST", "/customers", json={"email": session.marker.email()})
    assert session.send("DELETE", "/customers/7").shielded
    assert target.customers[7]["email"] == FOREIGN[7]


def test_disposable_mode_keeps_delete_all_until_the_store_is_known_to_be_free(session_in: Open, target: Target) -> None:
    gate, session = session_in(Mode.DISPOSABLE)
    for spelling in ("/customers", "/customers/", "/%63ustomers", "//customers", "/customers?page=1"):
        assert session.send("DELETE", spelling).shielded
    assert target.customers.keys() == FOREIGN.keys()
    gate.allow_delete_all()
    assert session.send("DELETE", "/customers").response.status == 204
    assert not target.customers


def test_marked_mode_never_lets_delete_all_through(session_in: Open, target: Target) -> None:
    gate, session = session_in(Mode.MARKED)
    gate.allow_delete_all()
    assert session.send("DELETE", "/customers").shielded
    assert target.writes() == []


def test_an_intent_is_on_disk_before_the_create_is_sent(session_in: Open, target: Target) -> None:
    gate, session = session_in(Mode.MARKED)
    seen: list[set[int]] = []

    def look(received: Received) -> None:
        if received.method == "POST":
            seen.append(read_entries(gate.ledger.path).open_intents)

    target.misbehave = look
    made = session.send("POST", "/customers", json={"email": session.marker.email()}).response.json()["id"]
    assert seen == [{1}]
    assert read_entries(gate.ledger.path).left() == [made]


def test_odd_requests_arrive_as_they_were_sent(session_in: Open, target: Target) -> None:
    gate, _ = session_in(Mode.READ_ONLY)
    with open_door(gate) as url, socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as client:
        client.sendall(
            b"OPTIONS /oauth/customers/%ff/../a//b?q=%%&&=x HTTP/1.1\r\nHost: gate\r\nX-Auth-Token: full\r\n"
            b"X-Odd: \xfe\r\nAccept: */*;q=x\r\nContent-Length: 2\r\n\r\n\xff\x00"
        )
        assert client.recv(100).startswith(b"HTTP/1.1 ")
    received = target.log[0]
    assert (received.method, received.target) == ("OPTIONS", "/stores/abc/v2/customers/%ff/../a//b?q=%%&&=x")
    assert received.body == b"\xff\x00"
    assert received.headers["x-odd"] == "\xfe"
    assert received.headers["accept"] == "*/*;q=x"
    assert received.headers["host"] in target.base_url
    assert received.headers["x-auth-token"] == TOKEN


@pytest.mark.parametrize("junk", ["junk", TOKEN, "FULL"])
def test_a_token_that_names_no_role_reaches_the_target_as_an_unknown_one(
    session_in: Open, target: Target, junk: str
) -> None:
    gate, session = session_in(Mode.READ_ONLY)
    with open_door(gate) as url, socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as client:
        client.sendall(f"GET /oauth/customers HTTP/1.1\r\nHost: gate\r\nX-Auth-Token: {junk}\r\n\r\n".encode())
        assert client.recv(100).startswith(b"HTTP/1.1 401")
    session.send("GET", "/customers", role=Role.NONE)
    assert target.log[0].headers["x-auth-token"] not in {junk, TOKEN}
    assert "x-auth-token" not in target.log[1].headers


def test_exchanges_show_the_role_and_never_the_secret(session_in: Open) -> None:
    _, session = session_in(Mode.READ_ONLY)
    oauth = session.send("GET", "/customers", headers={"X-Auth-Token": "smuggled", "Authorization": "smuggled"})
    basic = session.send("GET", "/customers", role=Role.BASIC)
    assert oauth.request.header("X-Auth-Token") == "*** (full)"
    assert basic.request.header("Authorization") == "Basic *** (basic)"
    assert "secret" not in repr(oauth) + repr(basic)
    assert "smuggled" not in repr(oauth)


@pytest.mark.parametrize("value", MALFORMED)
def test_a_malformed_credential_reaches_the_target_as_it_is_and_is_shown(
    session_in: Open, target: Target, value: str
) -> None:
    _, session = session_in(Mode.READ_ONLY)
    exchange = session.send(
        "GET", "/customers", role=Role.UNKNOWN, form="basic", headers={"authorization": value, "X-Auth-Token": "x"}
    )
    assert (target.log[0].headers["authorization"], "x-auth-token" in target.log[0].headers) == (value, False)
    assert exchange.request.header("Authorization") == value
    assert f"authorization: {value}" in curl(exchange)
    assert "unknown:unknown" not in curl(exchange)


@pytest.mark.parametrize(
    ("role", "form", "value"),
    [
        (Role.BASIC, "basic", MALFORMED[0]),
        (Role.NONE, "basic", MALFORMED[0]),
        (Role.FULL, "oauth", MALFORMED[0]),
        (Role.UNKNOWN, "oauth", MALFORMED[0]),
        (Role.UNKNOWN, "basic", f"Basic {b64encode(b'someone:key').decode()}"),
    ],
)
def test_no_other_credential_passes_in_a_header(
    session_in: Open, target: Target, role: Role, form: Form, value: str
) -> None:
    _, session = session_in(Mode.READ_ONLY)
    session.send("GET", "/customers", role=role, form=form, headers={"Authorization": value})
    assert target.log[0].headers.get("authorization") != value


def test_a_limited_request_is_repeated_and_each_answer_is_shown_to_the_observer(
    session_in: Open, target: Target
) -> None:
    gate, session = session_in(Mode.READ_ONLY)
    shown: list[Exchange] = []
    gate.observer = shown.append

    def limit(_: Received) -> Response | None:
        return Response(status_code=429, headers={"X-Retry-After": "0"}) if len(target.log) < 3 else None

    target.misbehave = limit
    assert session.send("GET", "/customers").response.status == 200
    assert [exchange.response.status for exchange in shown] == [429, 429, 200]


@pytest.mark.parametrize(("method", "times"), [("GET", 3), ("POST", 1)])
def test_what_is_not_available_is_read_again_and_never_written_again(
    session_in: Open, target: Target, method: str, times: int
) -> None:
    gate, session = session_in(Mode.MARKED)
    shown: list[Exchange] = []
    gate.observer = shown.append
    target.misbehave = lambda _: Response(status_code=503)
    session.send(method, "/customers", json=UNSET if method == "GET" else {"email": session.marker.email()})
    assert [exchange.response.status for exchange in shown] == [503] * times
    assert len(target.log) == times


def test_shielded_answers_are_not_shown_to_the_observer(session_in: Open) -> None:
    gate, session = session_in(Mode.MARKED)
    shown: list[Exchange] = []
    gate.observer = shown.append
    session.send("DELETE", "/customers/1")
    assert shown == []


def test_a_target_that_falls_silent_ends_the_run(session_in: Open, target: Target) -> None:
    _, session = session_in(Mode.MARKED)
    target.misbehave = lambda _: Response(b"short", headers={"Content-Length": "10"})
    with pytest.raises(TargetError, match="stopped answering"):  # noqa: PT012 - one of ten requests is the last
        for _ in range(10):
            session.send("GET", "/customers")


def test_nothing_is_sent_after_a_signal_or_the_end_of_the_time(session_in: Open, target: Target) -> None:
    gate, session = session_in(Mode.MARKED)
    gate.stop.ask(ExitStatus.TERMINATED)
    with pytest.raises(CheckInterruptedError):
        session.send("GET", "/customers")
    gate.stop = Stop(max_time_s=0)
    with pytest.raises(TimeIsUpError):
        session.send("GET", "/customers")
    assert target.log == []


def test_a_rate_spaces_the_requests(session_in: Open) -> None:
    gate, session = session_in(Mode.READ_ONLY)
    waits: list[float] = []

    class Clockless(Stop):
        def wait(self, seconds: float) -> None:
            waits.append(seconds)

    gate.stop, gate.pace = Clockless(), Pace(per_second=0.01)
    session.send("GET", "/customers")
    session.send("GET", "/customers")
    assert len(waits) == 1
    assert 90 < waits[0] <= 100
