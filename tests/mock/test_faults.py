"""Faults on purpose: which strike, and how they look to a client over TCP."""

import asyncio
import socket
from collections.abc import Callable, Iterator

import httpx2
import pytest
from starlette.types import Message
from tests.mock.client import Api
from tests.mock.test_command import refused, running

from bigcommerce_contract.mock.faults.delivery import EXTENSION, DroppedError, abandon
from bigcommerce_contract.mock.faults.draw import Faults
from bigcommerce_contract.mock.faults.spec import Fault, FaultError, parse
from bigcommerce_contract.mock.settings import Settings

HEADERS = {"X-Auth-Token": "full-token"}
PATH = "/stores/abc123/v2/customers"
PERSON = {"first_name": "A", "last_name": "B", "email": "a@example.com"}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running("--seed-customers", "2") as (_, url):
        yield url


def ask(url: str, fault: str, method: str = "GET", path: str = "", **options: object) -> httpx2.Response:
    headers = {**HEADERS, "X-Mock-Fault": fault}
    return httpx2.request(method, f"{url}{PATH}{path}", headers=headers, timeout=20, **options)  # type: ignore[arg-type]


def count(url: str) -> int:
    number: int = httpx2.get(f"{url}{PATH}/count", headers=HEADERS).json()["count"]
    return number


@pytest.mark.parametrize("status", ["500", "502"])
def test_proxies_answer_with_html(url: str, status: str) -> None:
    answer = ask(url, status)
    assert answer.status_code == int(status)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert f"<h1>{status} " in answer.text


def test_429_and_503_tell_when_to_come_back_or_nothing(url: str) -> None:
    for status in (429, 503):
        told = ask(url, str(status))
        assert (told.status_code, told.headers["X-Retry-After"]) == (status, "1")
        assert "X-Rate-Limit-Time-Reset-Ms" in told.headers
        if status == 429:
            # A client waits for the longer of both.
            assert told.headers["X-Rate-Limit-Time-Reset-Ms"] == "1000"
        silent = ask(url, f"{status}:headers=no")
        assert (silent.status_code, silent.content) == (status, b"")
        assert not {"X-Retry-After", "X-Rate-Limit-Time-Reset-Ms"} & set(silent.headers)


def test_a_connection_drops_before_or_after_the_write(url: str) -> None:
    before = count(url)
    for fault, email, more in (("drop-before", "x@example.com", 0), ("drop-after", "y@example.com", 1)):
        with pytest.raises(httpx2.TransportError):
            ask(url, fault, "POST", json={**PERSON, "email": email})
        assert count(url) == before + more


def test_a_body_is_cut_in_half(url: str) -> None:
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=20) as connection:
        connection.sendall(
            f"GET {PATH}/1 HTTP/1.1\r\nHost: x\r\nX-Auth-Token: full-token\r\nX-Mock-Fault: truncate\r\n\r\n".encode()
        )
        received = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    assert head.startswith(b"HTTP/1.1 200 ")
    assert len(body) == length // 2 > 0
    with pytest.raises(httpx2.TransportError):
        ask(url, "truncate")


def test_a_content_type_lies(url: str) -> None:
    answer = ask(url, "content-type", path="/1")
    assert (answer.headers["Content-Type"], answer.json()["id"]) == ("text/html; charset=utf-8", 1)


def test_an_answer_waits(url: str) -> None:
    assert ask(url, "latency:ms=120").elapsed.total_seconds() >= 0.12


def test_a_bad_header_is_told(url: str) -> None:
    answer = ask(url, "explode")
    assert (answer.status_code, answer.json()[0]["message"].startswith("There is no fault explode.")) == (400, True)


def test_a_header_chooses_its_requests_too(api: Api) -> None:
    def status(fault: str) -> int:
        return api.send("GET", "/customers", headers={"X-Mock-Fault": fault}).status_code

    assert status("503:operation=createCustomer") == status("503:store=other") == status("503:rate=0") == 204
    assert status("503:operation=listCustomers,store=abc123") == 503
    counted = api.send("GET", "/customers", headers={"X-Mock-Fault": "503:count=1"})
    assert (counted.status_code, "has no count: POST /_mock/faults" in counted.json()[0]["message"]) == (400, True)


def test_the_log_tells_what_a_request_met(serve: Callable[..., Api]) -> None:
    api = serve(Settings(faults=(parse("truncate:count=1"), parse("latency:ms=0.001"))))
    with pytest.raises(DroppedError):
        api.get()
    api.get()
    told = api.control("GET", "/_mock/requests").json()
    assert [(entry["status"], entry["fault"]) for entry in told] == [(None, "truncate"), (204, "latency")]


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/9", 404), ("POST", "", 415), ("PATCH", "", 405), ("GET", "?limit=x", 400)]
)
def test_faults_strike_what_is_refused_too(serve: Callable[..., Api], method: str, path: str, status: int) -> None:
    api = serve(Settings(faults=tuple(map(parse, ("content-type:count=1", "truncate:count=1", "drop-after:count=1")))))
    answer = api.control(method, f"{PATH}{path}", headers=HEADERS)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html; charset=utf-8")
    for _ in range(2):
        with pytest.raises(DroppedError):
            api.control(method, f"{PATH}{path}", headers=HEADERS)
    assert api.send(method, f"{PATH}{path}").status_code == status
    met = [(entry["fault"], entry["status"]) for entry in api.control("GET", "/_mock/requests").json()]
    assert met == [("content-type", status), ("truncate", status), ("drop-after", None), (None, status)]


def test_an_answer_in_place_of_the_own_one_waits_too(serve: Callable[..., Api]) -> None:
    api = serve(Settings(faults=(parse("502"), parse("latency:ms=50"))))
    assert api.control("GET", PATH, headers=HEADERS).status_code == 502
    (told,) = api.control("GET", "/_mock/requests").json()
    assert (told["fault"], told["duration_ms"] >= 50) == ("502", True)


def test_a_refusal_in_the_basic_form_does_not_tell_what_is_left(serve: Callable[..., Api]) -> None:
    api = serve(Settings(faults=(parse("503:count=1"), parse("429:count=1"))))
    for status in (503, 429):
        refused = api.basic("GET", "/customers")
        assert (refused.status_code, refused.headers["X-Retry-After"]) == (status, "1")
        assert "X-BC-ApiLimit-Remaining" not in refused.headers
    assert "X-BC-ApiLimit-Remaining" in api.basic("GET", "/customers").headers


def test_faults_come_after_the_credentials(api: Api) -> None:
    answer = api.send("GET", "/customers", token="unknown", headers={"X-Mock-Fault": "drop-before"})
    assert answer.status_code == 401


def test_within_a_process_a_drop_is_an_error(serve: Callable[..., Api]) -> None:
    api = serve(Settings(faults=(Fault(kind="drop-after", operation="createCustomer", count=1),)))
    with pytest.raises(DroppedError):
        api.post(PERSON)
    assert api.ids() == [1]
    assert api.post({**PERSON, "email": "b@example.com"}).status_code == 201


def test_operation_store_and_count_select() -> None:
    faults = Faults([Fault(kind="500", operation="getCustomer", count=2), Fault(kind="502", store="other")])
    met = [faults.draw(operation, "abc123").fault for operation in ("listCustomers", *["getCustomer"] * 3)]
    assert [fault and fault.kind for fault in met] == [None, "500", "500", None]
    assert faults.armed() == [Fault(kind="502", store="other")]
    other = faults.draw("listCustomers", "other").fault
    assert (other and other.kind, [fault.kind for fault in faults.armed()]) == ("502", ["502"])


def test_the_rate_is_kept_and_a_seed_repeats_it() -> None:
    def struck(seed: int) -> list[bool]:
        faults = Faults([Fault(kind="500", rate=0.25)], seed)
        return [faults.draw(None, "abc123").fault is not None for _ in range(400)]

    assert struck(1) == struck(1) != struck(2)
    assert 70 < sum(struck(1)) < 130
    assert not any(Faults([Fault(kind="500", rate=0)]).draw(None, "abc123").fault for _ in range(50))


def test_the_seed_of_a_server_is_the_one_it_was_given(serve: Callable[..., Api]) -> None:
    def struck(api: Api) -> list[bool]:
        asked = [api.control("GET", PATH, headers=HEADERS).status_code for _ in range(50)]
        assert {*asked} == {204, 502}
        return [status == 502 for status in asked]

    fault = Fault(kind="502", rate=0.5)
    first, second = (serve(Settings(faults=(fault,), fault_seed=seed)) for seed in (1, 2))
    drawn = struck(first)
    assert struck(second) != drawn
    for api in (first, second):
        assert api.control("DELETE", "/_mock/faults", params={"seed": 1}).status_code == 204
        assert api.control("POST", "/_mock/faults", json={"kind": "502", "rate": 0.5}).status_code == 204
        assert struck(api) == drawn


def test_waits_follow_their_distribution() -> None:
    def waits(text: str) -> list[float]:
        faults = Faults([parse(text)], seed=1)
        return [faults.draw(None, "abc123").delay_s for _ in range(500)]

    assert set(waits("latency:ms=200")) == {0.2}
    uniform = waits("latency:ms=100,to_ms=300")
    assert 0.1 <= min(uniform) < 0.11
    assert 0.29 < max(uniform) <= 0.3
    exponential = waits("latency:ms=100,distribution=exponential,to_ms=500")
    assert 0.08 < sum(exponential) / 500 < 0.12
    assert max(exponential) == 0.5


def test_latency_adds_up_and_another_fault_follows() -> None:
    lot = Faults([parse("latency:ms=100"), parse("502"), parse("latency:ms=50"), parse("500")]).draw(None, "abc123")
    assert (round(lot.delay_s, 3), lot.fault) == (0.15, Fault(kind="502"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("418", "There is no fault 418. Take one of latency, 429"),
        ("500:rate=2", "between 0 and 1"),
        ("500:rate=often", "The rate of a fault cannot be often."),
        ("500:count=0", "1 or higher"),
        ("500:colour=red", "A fault has no colour. Take rate,"),
        ("500:kind=502", "A fault has no kind"),
        ("500:operation=create", "There is no operation create. Take one of listCustomers, createCustomer,"),
        ("latency", "A latency needs ms"),
        ("latency:ms=300,to_ms=100", "to_ms"),
        ("429:headers=maybe", "The headers of a fault cannot be maybe."),
        ("latency:ms=1,distribution=normal", "uniform or exponential"),
        ("502:ms=200", "Only latency has ms"),
        ("502:to_ms=200", "Only latency has ms"),
        ("502:distribution=exponential", "Only latency has ms"),
        ("502:headers=no", "Only 429 and 503 have headers"),
        ("502:rate=0.5,rate=0.2", "A fault has one rate."),
    ],
)
def test_a_bad_fault_is_told_in_one_line(text: str, told: str) -> None:
    with pytest.raises(FaultError, match=told) as caught:
        parse(text)
    assert "\n" not in str(caught.value)


def test_the_command_takes_faults_and_refuses_bad_ones() -> None:
    with running("--fault", "502:operation=countCustomers,count=1", "--no-control") as (_, url):
        assert [httpx2.get(f"{url}{PATH}/count", headers=HEADERS).status_code for _ in range(2)] == [502, 200]
        assert ask(url, "502").status_code == 204
    status, message = refused("--fault", "418")
    assert (status, "There is no fault 418" in message) == (2, True)
    status, message = refused("--fault", "502:store=nowhere")
    assert (status, "There is no store nowhere for a fault to strike." in message) == (2, True)


def test_a_server_that_stops_waits_for_no_connection_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bigcommerce_contract.mock.faults.delivery._PATIENCE_S", 0.01)

    async def give_up() -> tuple[list[str], bool]:
        asked, is_lost = list[str](), asyncio.Event()

        async def receive() -> Message:
            await is_lost.wait()
            return {"type": "http.disconnect"}

        connection = {"abort": lambda: asked.append("abort")}
        task = asyncio.create_task(abandon({"extensions": {EXTENSION: connection}}, receive))
        await asyncio.sleep(0)
        task.cancel()
        over, _ = await asyncio.wait({task}, timeout=10)
        is_lost.set()
        await task
        return asked, bool(over)

    assert asyncio.run(give_up()) == (["abort", "abort"], True)
