"""Whole checks with all of schemathesis' traffic, watched from the target: what arrives there, and what stays."""

import json
import os
import re
import signal
import threading
from collections import Counter
from itertools import cycle

import httpx2
import pytest
from tests.check.commanding import check_target, ending, start
from tests.check.mocked import MockTarget, mock_target
from tests.check.target import BASIC, NO_SCOPE_TOKEN, READ_ONLY_TOKEN, TOKEN, Received

from bigcommerce_contract.check.marker import is_marked_address

_OTHERS = 60
_READING = {"GET", "HEAD", "OPTIONS"}
_SAFE = {*_READING, "TRACE"}
_FORMS = re.compile(r"/stores/abc/v2|/api/v2")
_OPERATIONS = {
    ("GET", "/customers"): "listCustomers",
    ("GET", "/customers/count"): "countCustomers",
    ("GET", "/customers/{id}"): "getCustomer",
    ("POST", "/customers"): "createCustomer",
    ("PUT", "/customers/{id}"): "updateCustomer",
    ("DELETE", "/customers/{id}"): "deleteCustomer",
    ("DELETE", "/customers"): "deleteAllCustomers",
    ("POST", "/customers/{id}/validate"): "validatePassword",
}
# In the clean-up, too: there, the second signal comes. `make mutants` tries many more moments.
_STEP = int(os.environ.get("SIGNAL_EVERY", "0"))
_MOMENTS = [*range(1, 2600, _STEP)] if _STEP else [2, 600, 1500]


def _credentials(mock: MockTarget) -> tuple[str, ...]:
    more = ("--read-only-token", READ_ONLY_TOKEN, "--no-scope-token", NO_SCOPE_TOKEN)
    return (*more, "--basic", BASIC, "--basic-url", mock.basic_url)


def _path(received: Received) -> str:
    return _FORMS.sub("", received.target.partition("?")[0], count=1)


def _operations(log: list[Received]) -> Counter[str | None]:
    """Count what arrived by operation; None for what is none."""
    named = ((seen.method, re.sub(r"(?<=^/customers/)(?!count$)[^/]+", "{id}", _path(seen))) for seen in log)
    return Counter(map(_OPERATIONS.get, named))


def _bytes_of(mock: MockTarget) -> bytes:
    """Give the store as it answers, byte for byte."""
    query = {"limit": 250}
    return httpx2.get(f"{mock.base_url}/customers", params=query, headers={"X-Auth-Token": TOKEN}).content


def _touched(mock: MockTarget) -> set[str]:
    """Give the paths of customers of others, or of all customers, that a writing request named."""
    written = {_path(seen) for seen in mock.log if seen.method not in {*_SAFE, "POST"}}
    validated = {_path(seen) for seen in mock.log if seen.method == "POST" and _path(seen) != "/customers"}
    ours = {f"/customers/{number}" for number in mock.created_ids}
    return {path for path in written | validated if path.removesuffix("/validate") not in ours}


def _foreign_addresses(mock: MockTarget) -> list[str]:
    """Give what was written as an e-mail address, could be one, and does not carry the mark of a check."""
    sent = [seen.body.decode("latin-1") for seen in mock.log if seen.method in {"POST", "PUT"}]
    addresses = [address for body in sent for address in re.findall(r'"email"\s*:\s*"([^"]*@[^"]+)"', body)]
    return [address for address in addresses if not is_marked_address(address)]


@pytest.mark.parametrize("mode", ["read-only", "marked"])
def test_a_whole_run_does_what_its_plan_says_and_harms_nobody(mode: str) -> None:
    with mock_target(_OTHERS) as mock:
        mock.settle_strangers()
        words = ("--mode", mode, *_credentials(mock))
        mock.log.clear()
        plan = json.loads(check_target(mock, *words, "--plan", "--format", "json").stdout)
        assert mock.log == []
        before, mock.created, mock.created_ids = _bytes_of(mock), 0, set()
        mock.log.clear()
        assert check_target(mock, *words).status == 0
        sent = _operations(mock.log)
        assert any("x-schemathesis-testcaseid" in seen.headers for seen in mock.log)
        assert plan["requests"] * 0.7 < len(mock.log) <= plan["requests"]
        assert plan["customers_created"] * 0.7 <= mock.created <= plan["customers_created"]
        assert {name: count for name, count in sent.items() if name and count > plan["operations"][name]} == {}
        assert {name for name in _OPERATIONS.values() if not sent[name]} == set(plan["not_sent"])
        assert mode == "marked" or {seen.method for seen in mock.log} <= _READING
        assert _touched(mock) == set()
        assert _foreign_addresses(mock) == []
        assert _bytes_of(mock) == before


@pytest.mark.parametrize(("moment", "number"), [*zip(_MOMENTS, cycle((signal.SIGINT, signal.SIGTERM)), strict=False)])
def test_a_signal_at_any_moment_leaves_nothing_and_changes_nobody(moment: int, number: signal.Signals) -> None:
    started, struck = threading.Event(), threading.Event()

    def strike(received: Received) -> None:
        if len(mock.log) >= moment and not struck.is_set():
            started.wait()
            os.kill(process.pid, number)
            struck.set()
        elif struck.is_set() and received.method == "DELETE":
            os.kill(process.pid, signal.SIGINT)

    with mock_target(_OTHERS) as mock:
        mock.settle_strangers()
        before = _bytes_of(mock)
        mock.log.clear()
        mock.misbehave = strike
        process = start(mock.base_url, "--token", TOKEN, *_credentials(mock))
        started.set()
        ended = ending(process)
        mock.misbehave = lambda _: None
        assert struck.is_set()
        assert (ended.status, ended.stdout) == (128 + number, "")
        assert _touched(mock) == set()
        assert _bytes_of(mock) == before
