"""The fixture contract_check and the serving of an application, in the tests of a user."""

import pytest
from starlette.types import Receive, Send

from bigcommerce_contract.api import TargetError, serve_app

pytest_plugins = ["pytester"]

TESTS = """
from pytest import raises
from bigcommerce_contract.api import TargetError

def wsgi_app(environ, start_response):
    counted = environ["PATH_INFO"].endswith("/count")
    kind = ("Content-Type", "application/json")
    start_response("200 OK" if counted else "204 No Content", [kind] if counted else [])
    return [b'{"count":"0"}'] if counted else []

def test_it(contract_check):
    contract_check(wsgi_app, "/stores/abc123/v2", token="t", mode="read-only", rules=["count.shape"])
"""


def test_an_application_that_breaks_a_must_rule_fails_the_test_with_the_evidence(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\naddopts = -p no:schemathesis -p no:recording -p no:xdist -p no:cacheprovider")
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "The server breaks the contract.",
            "failed count.shape (must): The count is an object whose count is an integer.",
            '*200 {"count":"0"}',
        ]
    )


def test_what_cannot_be_checked_is_told_without_our_code(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\naddopts = -p no:schemathesis -p no:recording -p no:xdist -p no:cacheprovider")
    pytester.makepyfile(TESTS.replace("count.shape", "count.shap"))
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E *UsageError: rules count.shap: there is no such rule; did you mean count.shape[?]"])
    result.stdout.no_fnmatch_line("*bigcommerce_contract/*.py*")


async def _never_starts(scope: dict[str, str], _receive: object, _send: object) -> None:
    message = f"no {scope['type']}"
    raise RuntimeError(message)


async def _fails_to_start(_scope: object, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "lifespan.startup.failed", "message": "no database"})


def test_an_application_whose_start_fails_is_named() -> None:
    with (
        pytest.raises(TargetError, match="the application did not start: its lifespan failed"),
        serve_app(_fails_to_start),
    ):
        pass


def test_an_application_without_a_lifespan_is_served() -> None:
    with serve_app(_never_starts) as url:
        assert url.startswith("http://127.0.0.1:")
