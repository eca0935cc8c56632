"""The judge as a library: fed with exchanges, or hung into a client."""

import json
import re
from collections.abc import Callable
from typing import Any, cast

import anyio
import httpx
import httpx2
import pytest
import requests
from requests.adapters import BaseAdapter
from tests.check.judge.script import BASE, customer
from tests.check.recorded.story import PASSWORD, created, exchange, story

from bigcommerce_contract.api import Exchange, Judge, Request, Response, Role, Status, UsageError
from bigcommerce_contract.check.exchange import MALFORMED

SECRET = "q8w7e6r5t4y3u2"
ANSWER = json.dumps(customer(8)).encode()
RATE = {f"X-Rate-Limit-{name}": "1" for name in ("Requests-Left", "Requests-Quota", "Time-Reset-Ms", "Time-Window-Ms")}
HEADERS = {"Content-Type": "application/json", **RATE}
URL = f"{BASE}/customers/7"


class Wire(BaseAdapter):
    """Answers what is sent through requests."""

    def send(self, request: requests.PreparedRequest, *_: object, **__: object) -> requests.Response:
        response = requests.Response()
        response.status_code, response.request, response.url = 200, request, request.url or ""
        response.headers.update(HEADERS)
        response._content = ANSWER  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        return response

    def close(self) -> None:
        """Hold nothing."""


def by_httpx2(judge: Judge) -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, headers=HEADERS, content=ANSWER))
    with httpx2.Client(transport=transport, event_hooks={"response": [judge.observe_response]}) as client:
        client.get(URL, headers={"X-Auth-Token": SECRET})


def by_httpx(judge: Judge) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, headers=HEADERS, content=ANSWER))
    with httpx.Client(transport=transport, event_hooks={"response": [judge.observe_response]}) as client:
        client.get(URL, headers={"X-Auth-Token": SECRET})


def by_asynchronous_httpx2(judge: Judge) -> None:
    async def get() -> None:
        transport = httpx2.MockTransport(lambda _: httpx2.Response(200, headers=HEADERS, content=ANSWER))
        hooks: dict[str, list[Callable[..., Any]]] = {"response": [judge.observe_async_response]}
        async with httpx2.AsyncClient(transport=transport, event_hooks=hooks) as client:
            await client.get(URL, headers={"X-Auth-Token": SECRET})

    anyio.run(get)


def by_requests(judge: Judge) -> None:
    with requests.Session() as session:
        session.mount("https://", Wire())
        session.hooks["response"].append(judge.observe_response)
        session.get(URL, headers={"X-Auth-Token": SECRET})


@pytest.mark.parametrize("send", [by_httpx2, by_httpx, by_asynchronous_httpx2, by_requests])
def test_a_hook_judges_what_a_client_receives(send: Callable[[Judge], None]) -> None:
    judge = Judge()
    send(judge)
    assert [finding.rule for finding in judge.findings] == ["get.customer"]
    report = judge.report()
    assert (report.kept, report.facts.target, report.facts.requests) == (False, BASE, 1)
    assert "failed get.customer (must): Getting a customer gives that very customer." in str(report)
    assert "asked for customer 7, got 8" in str(report)
    assert " · 1 request in " in str(report)
    assert SECRET not in str(report) + report.render("json") + repr(judge)


def test_what_requests_sent_is_judged_too() -> None:
    judge = Judge()
    with requests.Session() as session:
        session.mount("https://", Wire())
        session.hooks["response"].append(judge.observe_response)
        body: dict[str, int | str] = {"id": 5, "first_name": "A", "last_name": "B", "email": "a@example.com"}
        session.post(f"{BASE}/customers", json=body, headers={"X-Auth-Token": SECRET})
    assert "create.read_only.id" in {finding.rule for finding in judge.findings}


def test_exchanges_can_be_fed_one_by_one() -> None:
    judge = Judge()
    assert [judge.observe(item) for item in story()] == [[]] * 12
    report = judge.report()
    assert report.kept
    assert {verdict.rule["id"] for verdict in report.having(Status.PASSED)} >= {"create.stored", "delete.customer"}
    late = judge.observe(exchange("GET", "/customers", 200, [customer(7)], query="min_id=7&max_id=7"))
    assert "delete.customer" in [found.rule for found in late]
    assert not judge.report().kept


@pytest.mark.parametrize(
    ("base_url", "complaint"),
    [
        ("api.example/v2", "^base_url api.example/v2: write an http or https URL"),
        (f"{BASE}/customers", "^base_url .*: leave out the /customers at the end$"),
        (5, "^base_url is int: give a text$"),
    ],
)
def test_a_base_url_below_which_nothing_stands_is_refused(base_url: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        Judge(base_url)


def test_a_judge_says_why_it_judged_nothing() -> None:
    judge = Judge()
    assert judge.told == 0
    assert judge.unjudged == "it was told of no exchange: is observe_response a hook of the client?"
    for path in ("/shop/customers/7?email=a@example.com#x", "/customers", "/customers", f"/{SECRET}", "/users/a@b.co"):
        request = httpx2.Request("GET", f"http://user:{SECRET}@localhost:8080{path}")
        judge.observe_response(httpx2.Response(200, content=b"", request=request))
    places = "http://localhost:8080, http://localhost:8080/customers, http://localhost:8080/shop/customers"
    assert judge.told == 5
    assert judge.unjudged == (
        f"it was told of {places} and of nothing below /stores/{{hash}}/v2/customers or /api/v2/customers: "
        "set its base_url"
    )
    judge.observe(exchange("GET", "/customers/7", 200, customer(7)))
    assert judge.told == 6
    assert judge.unjudged is None


def test_a_judge_of_one_url_says_that_nothing_stood_below_it() -> None:
    judge = Judge("http://localhost:8080/api/")
    request = httpx2.Request("GET", "http://localhost:8081/api/customers")
    judge.observe_response(httpx2.Response(200, content=b"", request=request))
    assert judge.unjudged == (
        "it was told of http://localhost:8081/api/customers and of nothing below http://localhost:8080/api: "
        "set its base_url"
    )


def test_a_judge_says_that_it_saw_too_little() -> None:
    judge = Judge()
    judge.observe(exchange("GET", "/customers", 200, [customer(7, email="<email>")]))
    assert judge.unjudged == "what it was told of this API holds too little: bodies were streamed, or values taken out"


def test_a_request_without_an_answer_leaves_nothing_to_be_judged() -> None:
    judge = Judge()
    judge.observe_request(httpx2.Request("DELETE", URL))
    assert judge.unjudged == "it was told of requests and of no answer: is observe_response a hook of the client?"


def test_what_an_exchange_holds_of_credentials_is_not_shown() -> None:
    judge = Judge()
    headers = (("X-Auth-Token", SECRET), ("Cookie", f"session={SECRET}2"))
    answer = customer(8, notes=f"sent {SECRET} with {SECRET}2 and Summer2024xyz")
    asked = Request("PUT", "/customers/7", "token=q8w7e6", headers, b'{"_authentication":{"password":"Summer2024xyz"}}')
    judge.observe(Exchange(asked, Response(200, (), json.dumps(answer).encode()), Role.FULL, base_url=BASE))
    texts = [judge.report().render(name) for name in ("html", "json", "junit", "markdown", "sarif", "text")]
    assert all("***" in text for text in texts)
    assert not [text for text in texts if SECRET[:6] in text or "Summer2024" in text]


def test_credentials_too_short_to_be_masked_everywhere_stand_in_no_report_either() -> None:
    judge = Judge()
    sent = (("X-Auth-Token", "t0k3n"), ("Cookie", "sid=ab12c"))
    answered = Response(200, (("Set-Cookie", "sid=de34f"),), b'{"count": "6"}')
    judge.observe(Exchange(Request("GET", "/customers/count", "", sent), answered, Role.FULL, base_url=BASE))
    texts = [judge.report().render(name) for name in ("html", "json", "junit", "markdown", "sarif", "text")]
    assert not [text for text in texts for secret in ("t0k3n", "ab12c", "de34f") if secret in text]


def test_malformed_basic_credentials_are_evidence() -> None:
    judge = Judge()
    asked = Request("GET", "/customers/count", "", (("Authorization", MALFORMED[0]),))
    base_url = "https://store.example/api/v2"
    judge.observe(Exchange(asked, Response(200, (), b'{"count": 1}'), Role.UNKNOWN, "basic", base_url))
    assert MALFORMED[0] in judge.report().render("json")


def test_what_is_assigned_later_is_looked_at_too() -> None:
    judge = Judge()
    for url in ("http://localhost:8000/shop/customers", 5):
        with pytest.raises(UsageError, match=r"^base_url "):
            judge.base_url = url  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(UsageError, match=r"^role 'admin': use one of "):
        judge.roles = {SECRET: "admin"}
    assert (judge.base_url, judge.roles) == (None, {})
    judge.base_url, judge.roles = "http://localhost:8000/shop/", {SECRET: "full"}
    assert (judge.base_url, judge.roles) == ("http://localhost:8000/shop", {SECRET: Role.FULL})
    assert SECRET not in repr(judge)


def created_by(role: object) -> list[str]:
    judge = Judge(roles=cast("dict[str, Role]", {SECRET: role}))
    request = httpx2.Request("POST", f"{BASE}/customers", headers={"X-Auth-Token": SECRET}, json={"first_name": "A"})
    judge.observe_response(httpx2.Response(200, json={"id": 1}, request=request))
    return [finding.rule for finding in judge.findings]


def test_a_role_may_be_given_as_text_and_no_other_text_is_taken_for_one() -> None:
    assert "access.scope.read_only.refused" in created_by("read_only")
    assert created_by("read_only") == created_by(Role.READ_ONLY)
    for role in ("admin", None):
        with pytest.raises(UsageError, match=f"^role {role!r}: use one of full, read_only, no_scope, basic, "):
            created_by(role)


def test_a_report_takes_the_text_of_a_status_and_of_no_other() -> None:
    judge = Judge()
    judge.observe(exchange("GET", "/customers/7", 200, customer(8)))
    report = judge.report()
    assert [verdict.rule["id"] for verdict in report.having("failed")] == ["get.customer"]
    for status in ("broken", "FAILED", "", None):
        with pytest.raises(UsageError, match=rf"^status {status!r}: use one of passed, failed, warned, not_tested$"):
            report.having(status)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match=r"^format 'pdf': use one of html, json, junit, markdown, sarif, text$"):
        Judge().report().render("pdf")


ASKED = Request("GET", "/customers/count")
# As they are to somebody who checks no types.
untyped_request = cast("Callable[..., Request]", Request)
untyped_response = cast("Callable[..., Response]", Response)
untyped_exchange = cast("Callable[..., Exchange]", Exchange)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ("a text", "str is no Exchange; responses of httpx2, httpx and requests go to observe_response"),
        (untyped_exchange(ASKED, None, Role.FULL), "response of the exchange is NoneType: give Response"),
        (untyped_exchange(ASKED, Response(200), "full"), "role of the exchange is str: give Role"),
        (untyped_exchange(ASKED, Response(200), Role.FULL, "soap"), "form of the exchange: use one of oauth, basic"),
        (Exchange(ASKED, untyped_response("200"), Role.FULL), "response.status of the exchange is str: give int"),
        (Exchange(ASKED, Response(status=True), Role.FULL), "response.status of the exchange is bool: give int"),
        (
            untyped_exchange(ASKED, Response(200), Role.FULL, "oauth", None),
            "base_url of the exchange is NoneType: give str",
        ),
        (
            Exchange(ASKED, untyped_response(200, (), "{}"), Role.FULL),
            "response.body of the exchange is str: give bytes",
        ),
        (
            Exchange(ASKED, untyped_response(200, ["A"]), Role.FULL),
            "response.headers of the exchange is list: give tuple",
        ),
        (Exchange(ASKED, untyped_response(200, ("A",)), Role.FULL), "response.headers of the exchange: give pairs"),
        (
            Exchange(untyped_request("GET", 5), Response(200), Role.FULL),
            "request.path of the exchange is int: give",
        ),
        (Exchange(Request("GET", URL), Response(200), Role.FULL), "request.path of the exchange: give what follows"),
        (Exchange(Request("GET", "/customers?page=2"), Response(200), Role.FULL), "and no query"),
    ],
)
def test_what_is_no_exchange_is_refused_in_words(wrong: Exchange, complaint: str) -> None:
    with pytest.raises((TypeError, ValueError), match=re.escape(complaint)):
        Judge().observe(wrong)


def test_a_judge_that_listens_for_long_keeps_three_findings_a_rule_and_counts_all() -> None:
    judge = Judge()
    answers = [exchange("GET", "/customers/count", 200, {"count": "6", "number": number}) for number in range(500)]
    failed = [judge.observe(answer) for answer in answers][-1]
    assert len(judge.findings) == 3 * len(failed) > 0
    assert {finding.rule for finding in judge.findings} == {finding.rule for finding in failed}
    judge.findings.clear()
    assert all(f"({499} more like it" in str(verdict.reason) for verdict in judge.report().having(Status.FAILED))
    assert not judge.report().kept


def test_only_what_was_asked_for_may_have_been_hidden() -> None:
    judge = Judge()
    judge.observe(exchange("GET", "/customers/count", 200, {"count": "6"}))
    hidden = {verdict.rule["id"] for verdict in judge.report().verdicts if verdict.hindered}
    assert "count.value" in hidden
    assert not {rule for rule in hidden if rule.startswith(("create.", "update.", "delete."))}


def test_no_report_steers_a_terminal() -> None:
    judge = Judge()
    judge.observe(Exchange(ASKED, Response(200, (), b"\x1b[2J"), Role.UNSTATED, base_url=BASE))
    assert "[2J" in str(judge.report())
    assert "\x1b" not in str(judge.report())


def test_a_should_rule_warns() -> None:
    judge = Judge()
    judge.observe(exchange("GET", "/customers/7", 200, customer(7, accepts_marketing="yes")))
    report = judge.report()
    assert report.kept
    assert [verdict.rule["id"] for verdict in report.having(Status.WARNED)] == ["customer.accepts_marketing"]
    assert "warned customer.accepts_marketing (should)" in str(report)


def test_roles_make_scopes_testable() -> None:
    def verdict(roles: dict[str, Role], header: tuple[str, str]) -> list[str]:
        judge = Judge(roles=roles)
        request = httpx2.Request("GET", f"{BASE}/customers/count", headers=[header])
        judge.observe_response(httpx2.Response(200, headers=HEADERS, json={"count": 1}, request=request))
        return [finding.rule for finding in judge.findings]

    token = ("X-Auth-Token", SECRET)
    assert verdict({SECRET: Role.NO_SCOPE}, token) == ["access.scope.none.refused"]
    assert verdict({SECRET: Role.FULL}, token) == []
    assert verdict({}, token) == []
    assert verdict({"u:k": Role.UNKNOWN}, ("Authorization", "Basic dTpr")) == ["access.credentials.unknown"]
    assert verdict({}, ("Accept", "application/json")) == ["access.credentials.missing"]


def test_a_base_url_names_the_store() -> None:
    judge = Judge("https://crm.example/x/")
    for url in ("https://crm.example/x/customers/7", URL):
        judge.observe_response(
            httpx2.Response(200, headers=HEADERS, content=ANSWER, request=httpx2.Request("GET", url))
        )
    assert judge.report().facts.target == "https://crm.example/x"


def test_passwords_stand_in_no_report() -> None:
    judge = Judge()
    judge.observe(created(7, _authentication={"password": "Summer2024xyz!"}))
    judge.observe(exchange("GET", "/customers/7", 200, customer(7, first_name="Summer2024xyz!")))
    report = judge.report()
    assert not report.kept
    assert "Summer2024xyz!" not in str(report) + report.render("html") + repr(judge.report())
    assert PASSWORD


def _answers(request: httpx2.Request) -> httpx2.Response:
    """Delete customer 7 without an answer, and then no longer know it; delete others at once."""
    if request.method == "POST":
        number = 7 if b"c7@" in request.content else 8
        return httpx2.Response(200, headers=HEADERS, json=customer(number))
    if request.method == "DELETE" and request.url.path.endswith("/7") and not request.extensions.get("again"):
        message = "no answer"
        raise httpx2.ReadTimeout(message)
    if request.method == "DELETE" and request.url.path.endswith("/8"):
        return httpx2.Response(204, headers=RATE)
    return httpx2.Response(404, headers=HEADERS, json=[{"status": 404, "message": "Not found."}])


@pytest.mark.parametrize("afterwards", ["it is asked for", "it is deleted again"])
def test_who_is_gone_after_a_request_without_an_answer_is_nobodys_fault(afterwards: str) -> None:
    def play(judge: Judge, *, knows_requests: bool) -> list[str]:
        hooks: dict[str, list[Callable[..., Any]]] = {"response": [judge.observe_response]}
        if knows_requests:
            hooks["request"] = [judge.observe_request]
        with httpx2.Client(transport=httpx2.MockTransport(_answers), event_hooks=hooks) as client:
            for number in (7, 8):
                body = {name: customer(number)[name] for name in ("first_name", "last_name", "email")}
                client.post(f"{BASE}/customers", json=body, headers={"X-Auth-Token": SECRET})
            with pytest.raises(httpx2.ReadTimeout):
                client.delete(URL, headers={"X-Auth-Token": SECRET})
            client.delete(f"{BASE}/customers/8", headers={"X-Auth-Token": SECRET})
            method, more = ("GET", {}) if afterwards == "it is asked for" else ("DELETE", {"again": True})
            client.request(method, URL, headers={"X-Auth-Token": SECRET}, extensions=more)
        return [finding.rule for finding in judge.findings]

    blamed = "delete.others" if afterwards == "it is asked for" else "delete.customer"
    assert play(Judge(), knows_requests=False) == [blamed]
    assert play(Judge(), knows_requests=True) == []


def test_anything_else_is_refused() -> None:
    with pytest.raises(TypeError, match="str is no response of httpx2, httpx or requests"):
        Judge().observe_response("GET /customers")


def test_a_streamed_upload_is_not_judged() -> None:
    judge = Judge()
    request = httpx2.Request("POST", f"{BASE}/customers", content=iter([b"{}"]))
    judge.observe_response(httpx2.Response(200, headers=HEADERS, content=ANSWER, request=request))
    assert (judge.findings, judge.report().facts.requests) == ([], 0)
