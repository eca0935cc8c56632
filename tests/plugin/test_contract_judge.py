"""The pytest plugin in the tests of a user."""

import subprocess
import sys
from importlib import import_module

import pytest

pytest_plugins = ["pytester"]
import_module("yaml")  # pytester forgets what a test imports, and the C part of this cannot be loaded twice

TESTS = """
import httpx2, pytest
BASE = "https://api.bigcommerce.com/stores/abc123/v2"

def client(judge, answer):
    transport = httpx2.MockTransport(lambda _: httpx2.Response(answer[0], json=answer[1]))
    return httpx2.Client(base_url=BASE, transport=transport, event_hooks={"response": [judge.observe_response]},
                         headers={"X-Auth-Token": "q8w7e6r5t4y3u2"})

def count(judge, answer):
    client(judge, (200, {"count": answer})).get("/customers/count")

"""


@pytest.fixture
def run(pytester: pytest.Pytester) -> pytest.Pytester:
    """Give a folder for tests of a user; this project's own plugins stay outside."""
    options = "-p no:schemathesis -p no:recording -p no:xdist -p no:cacheprovider"
    pytester.makeini(f"[pytest]\naddopts = {options}\nfilterwarnings = default")
    return pytester


def test_a_test_whose_traffic_breaks_a_must_rule_fails_with_the_evidence(run: pytest.Pytester) -> None:
    run.makepyfile(TESTS + "def test_it(contract_judge):\n  count(contract_judge, '6')")
    result = run.runpytest("-p", "no:logging")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "The traffic of this test breaks the contract.",
            "failed count.shape (must): The count is an object whose count is an integer.",
            "*curl *https://api.bigcommerce.com/stores/abc123/v2/customers/count*",
            '*200 {"count":"6"}',
        ]
    )
    assert "q8w7e6r5t4y3u2" not in result.stdout.str()


def test_a_test_whose_traffic_keeps_the_contract_passes(run: pytest.Pytester) -> None:
    run.makepyfile(TESTS + "def test_it(contract_judge):\n  count(contract_judge, 6)")
    run.runpytest().assert_outcomes(passed=1)


def test_a_should_rule_fails_no_test(run: pytest.Pytester) -> None:
    body = "def test_it(contract_judge):\n  client(contract_judge, (405, {'status': 405})).patch('/customers/7')"
    run.makepyfile(TESTS + body)
    result = run.runpytest("-rP")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*contract*", "warned access.method.allow (may): *"])


def test_a_test_that_fails_by_itself_shows_both(run: pytest.Pytester) -> None:
    body = "def test_it(contract_judge):\n  count(contract_judge, '6')\n  assert 1 == 2"
    run.makepyfile(TESTS + body)
    result = run.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*assert 1 == 2*", "failed count.shape (must): *"])


ELSEWHERE = """
@pytest.fixture
def http(contract_judge):
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json={"count": "6"}))
    return httpx2.Client(base_url="http://localhost:8000/shop", transport=transport,
                         event_hooks={"response": [contract_judge.observe_response]})

"""


def test_a_test_whose_traffic_is_none_of_this_api_says_so(run: pytest.Pytester) -> None:
    run.makepyfile(TESTS + ELSEWHERE + "def test_it(http):\n  http.get('/customers/count')")
    result = run.runpytest()
    result.assert_outcomes(passed=1, warnings=1)
    url = "http://localhost:8000/shop/customers"
    result.stdout.fnmatch_lines([f"*UnjudgedWarning: contract_judge judged nothing; it was told of {url} and of *"])
    named = "def test_it(http, contract_judge):\n  contract_judge.base_url = 'http://localhost:8000/shop'\n"
    run.makepyfile(TESTS + ELSEWHERE + named + "  http.get('/customers/count')")
    run.runpytest().assert_outcomes(failed=1)


def test_a_test_that_asks_for_the_judge_and_tells_it_nothing_says_so(run: pytest.Pytester) -> None:
    run.makepyfile(TESTS + ELSEWHERE + "def test_it(contract_judge):\n  pass\n\ndef test_other(http):\n  pass")
    result = run.runpytest()
    result.assert_outcomes(passed=2, warnings=1)
    result.stdout.fnmatch_lines(["*UnjudgedWarning: contract_judge judged nothing; it was told of no exchange: *"])


def test_a_suite_may_refuse_tests_whose_traffic_was_not_judged(run: pytest.Pytester) -> None:
    run.makepyfile(TESTS + ELSEWHERE + "def test_it(http):\n  http.get('/customers/count')")
    refused = "error::bigcommerce_contract.pytest_plugin.UnjudgedWarning"
    result = run.runpytest("-W", refused)
    result.assert_outcomes(failed=1)
    assert "contract_judge judged nothing; it was told of " in result.stdout.str()
    assert "pytest_plugin.py" not in result.stdout.str()


def test_a_judge_that_a_test_gets_while_it_runs_judges_too(run: pytest.Pytester) -> None:
    body = "def test_it(request):\n  count(request.getfixturevalue('contract_judge'), '6')"
    run.makepyfile(TESTS + body)
    run.runpytest().assert_outcomes(failed=1)


def test_a_test_that_forgets_the_hook_for_responses_says_so(run: pytest.Pytester) -> None:
    run.makepyfile(
        TESTS + "def test_it(contract_judge):\n  contract_judge.observe_request(httpx2.Request('GET', BASE))"
    )
    result = run.runpytest()
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*it was told of requests and of no answer: is observe_response a hook of *"])


def test_each_test_has_a_judge_of_its_own(run: pytest.Pytester) -> None:
    body = """
def test_one(contract_judge):
    count(contract_judge, "6")

def test_two(contract_judge):
    assert contract_judge.findings == []
"""
    run.makepyfile(TESTS + body)
    run.runpytest().assert_outcomes(failed=1, passed=1)


def test_a_test_that_does_not_ask_loads_no_judge(run: pytest.Pytester) -> None:
    run.makepyfile("import sys\ndef test_it():\n  assert 'bigcommerce_contract.api' not in sys.modules")
    result = run.runpytest_subprocess()
    result.assert_outcomes(passed=1)


def test_the_plugin_itself_imports_nothing() -> None:
    program = (
        "import sys, pytest; before = set(sys.modules); import bigcommerce_contract.pytest_plugin; "
        "print(*sorted(set(sys.modules) - before))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    ours = ["extras", "pytest_extras", "pytest_plugin"]
    assert ended.stdout.split() == ["bigcommerce_contract", *(f"bigcommerce_contract.{name}" for name in ours)]
