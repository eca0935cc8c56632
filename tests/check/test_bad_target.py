"""Targets that cannot be judged: exit status 3, one line that says why, and nothing written at the target."""

import socket

import httpx2
import pytest
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from tests.check.commanding import check_target, exploring, refused, rules
from tests.check.target import BASIC, READ_ONLY_TOKEN, TOKEN, Received, Silence, Target

from bigcommerce_contract.check.explore import Exploration


@pytest.fixture(autouse=True)
def _nothing_written(target: Target, _impatient: None) -> object:
    yield
    assert target.writes() == []


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bigcommerce_contract.check.upstream.TIMEOUT_S", 0.5)


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def test_nobody_listens() -> None:
    url = f"http://127.0.0.1:{closed_port()}/v2"
    told = refused(3, url, "--token", TOKEN)
    assert told.startswith(f"Error: {url} cannot be reached: ")
    assert "Connection refused" in told
    assert "Is the URL right, and does the server run?" in told


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    told = refused(3, "https://shop.invalid/api/v2", "--token", TOKEN)
    assert told.startswith("Error: https://shop.invalid/api/v2 cannot be reached: ")
    assert "Name or service not known" in told


def test_a_server_without_tls(target: Target) -> None:
    told = refused(3, target.base_url.replace("http:", "https:"), "--token", TOKEN)
    assert "cannot be reached" in told
    assert "SSL" in told


def test_a_server_that_never_answers(target: Target) -> None:
    target.misbehave = lambda _: Silence()
    assert "no answer within 0.5 s" in refused(3, target.base_url, "--token", TOKEN)
    assert len(target.log) == 2


def test_a_server_that_never_answers_is_given_up_when_the_time_is_over(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bigcommerce_contract.check.upstream.TIMEOUT_S", 5)
    target.misbehave = lambda _: Silence()
    assert "the time of --max-time was over" in refused(3, target.base_url, "--token", TOKEN, "--max-time", "0.1")


def test_a_server_that_stops_half_way(target: Target) -> None:
    target.misbehave = lambda _: Response(b"[", headers={"Content-Length": "10"})
    assert "an answer that broke off" in refused(3, target.base_url, "--token", TOKEN)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (HTMLResponse("<html>Shop</html>"), "answers with a web page, not with the API"),
        (Response(b" <!doctype html>", 200, media_type="application/json"), "answers with a web page"),
        (Response(status_code=404), "knows no /customers (404): give the URL below which /customers stands"),
        (RedirectResponse("https://shop.example/login"), "redirects to https://shop.example/login"),
        (Response(status_code=500), "answers with status 500"),
        (JSONResponse([], 403), "refuses --token with status 403: give a credential of this store"),
    ],
)
def test_a_server_that_is_not_this_api(target: Target, answer: Response, told: str) -> None:
    target.misbehave = lambda _: answer
    assert told in refused(3, target.base_url, "--token", TOKEN)


def test_a_server_that_repeats_the_token_does_not_make_us_print_it(target: Target) -> None:
    target.misbehave = lambda seen: RedirectResponse(f"/login?token={seen.headers['x-auth-token']}")
    told = refused(3, target.base_url, "--token", TOKEN)
    assert "redirects to /login?token=***" in told


def test_a_wrong_token(target: Target) -> None:
    assert "refuses --token with status 401" in refused(3, target.base_url, "--token", "wrong-token")


def test_basic_credentials_at_the_url_of_the_other_form(target: Target) -> None:
    told = refused(3, target.base_url, "--basic", BASIC)
    assert "refuses --basic with status 401: give a credential of this store, and the URL of the Basic form" in told


def test_a_wrong_lesser_token(target: Target) -> None:
    told = refused(3, target.base_url, "--token", TOKEN, "--read-only-token", READ_ONLY_TOKEN)
    assert "refuses --read-only-token with status 401" in told


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Response(status_code=401), "/api/v2 refuses --basic with status 401"),
        (Response(status_code=404), "/api/v2 knows no /customers (404)"),
        (HTMLResponse("<html>Shop</html>"), "/api/v2 answers with a web page"),
    ],
)
def test_only_the_basic_form_is_wrong(target: Target, answer: Response, told: str) -> None:
    def basic_alone(seen: Received) -> Response | None:
        return answer if seen.target.startswith("/api/v2") else None

    target.misbehave = basic_alone
    options = ("--token", TOKEN, "--basic", BASIC, "--basic-url", target.basic_url)
    assert told in refused(3, target.base_url, *options)


def test_a_basic_url_where_nobody_listens(target: Target) -> None:
    url = f"http://127.0.0.1:{closed_port()}/api/v2"
    told = refused(3, target.base_url, "--token", TOKEN, "--basic", BASIC, "--basic-url", url)
    assert told.startswith(f"Error: {url} cannot be reached")


@pytest.mark.parametrize("silent_to", ["walk", "exploration"])
def test_a_server_that_falls_silent_later_leaves_no_rule_passed(
    target: Target, monkeypatch: pytest.MonkeyPatch, silent_to: str
) -> None:
    answers: list[int] = []

    def explore(exploration: Exploration) -> None:
        """Go on as schemathesis does, whatever the answers are."""
        target.misbehave = lambda _: Silence()
        with httpx2.Client(base_url=exploration.url, headers={"X-Auth-Token": "full"}) as client:
            answers.extend(client.get("/oauth/customers/99").status_code for _ in range(9))

    monkeypatch.setattr("bigcommerce_contract.check.traffic.explorer", exploring(explore))
    if silent_to == "walk":
        target.misbehave = lambda _: Silence() if len(target.log) > 2 else None
    ended = check_target(
        target, "--mode", "read-only", "--rule", "access.method.allow", "--rule", "answer.status", "--format", "json"
    )
    assert ended.status == 3
    assert "Error: the check ended early: " in ended.stderr
    assert "stopped answering: no answer within 0.5 s" in ended.stderr
    rule = rules(ended.stdout)["access.method.allow"]
    assert rule["status"] == "not_tested"
    assert rule["reason"].startswith("not reached: ")
    assert answers == ([] if silent_to == "walk" else [502] * 4 + [503] * 5)


def test_a_clean_up_that_cannot_list_does_not_claim_to_be_done(target: Target) -> None:
    target.misbehave = lambda _: Response(status_code=500) if len(target.log) > 2 else None
    ended = check_target(target, "--clean-up")
    assert (ended.status, ended.stdout) == (3, "0 customers removed.\n")
    assert "unknown" in ended.stderr
