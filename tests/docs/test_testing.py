"""Every example of the page on pytest does what the page says."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from tests.docs.blocks import Block, blocks
from tests.docs.shown import outcome, output, shown_programs, shown_tests

from bigcommerce_contract import pytest_plugin
from bigcommerce_contract.cassettes import pytest_plugin as cassettes_plugin
from bigcommerce_contract.mock import pytest_plugin as mock_plugin

PAGE = Path(__file__).resolve().parents[2] / "docs/testing.md"
# The random source takes seconds for each check, and has tests of its own.
QUICK = """
from contextlib import nullcontext
import bigcommerce_contract.check.traffic
bigcommerce_contract.check.traffic.explorer = lambda _: nullcontext(lambda _: None)
"""
SERVER = """
import atexit
import httpx2
from anyio.from_thread import start_blocking_portal
from bigcommerce_contract.mock.app import create_app

store = None

async def app(scope, receive, send):
    global store
    if scope["type"] == "lifespan":
        store = create_app()
    await store(scope, receive, send)

manager = start_blocking_portal()
portal = manager.__enter__()
atexit.register(manager.__exit__, None, None, None)
client = httpx2.AsyncClient(transport=httpx2.ASGITransport(create_app()), base_url="http://127.0.0.1")

def wsgi_app(environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    headers = {name[5:].replace("_", "-"): value for name, value in environ.items() if name.startswith("HTTP_")}
    headers |= {"Content-Type": environ["CONTENT_TYPE"]} if "CONTENT_TYPE" in environ else {}
    url = environ["PATH_INFO"] + "?" + environ["QUERY_STRING"]
    ask = lambda: client.request(environ["REQUEST_METHOD"], url, headers=headers, content=body)
    answer = portal.call(ask)
    start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.headers.items()))
    return [answer.content]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the server that the page speaks of."""
    (tmp_path / "myserver.py").write_text(SERVER)
    (tmp_path / "conftest.py").write_text(QUICK)
    return tmp_path


def test_the_table_names_every_fixture_for_the_tests_of_a_user() -> None:
    told = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(), flags=re.MULTILINE)
    names = [*vars(pytest_plugin), *vars(mock_plugin), *vars(cassettes_plugin)]
    fixtures = {name for name in names if name.startswith(("bigcommerce_mock", "bigcommerce_cassette", "contract_"))}
    assert set(told) == {name for name in fixtures if not name.endswith(("_port", "_loop"))}


@pytest.mark.parametrize(
    ("test", "told"), [pytest.param(*shown, id=f"line {shown[0].line}") for shown in shown_tests(PAGE)]
)
def test_a_test_ends_as_shown_below_it(test: Block, told: Block, folder: Path) -> None:
    summary, printed = outcome(test.text, folder)
    assert summary == told.text.strip(), printed


def test_a_stub_that_lies_is_found_as_shown(folder: Path) -> None:
    ((test, told),) = [shown for shown in shown_tests(PAGE) if "failed" in shown[1].text]
    shown = next(after for block, after in pairwise(blocks(PAGE)) if block == told)
    _, printed = outcome(test.text, folder)
    assert shown.text in printed


@pytest.mark.parametrize(("program", "printed"), shown_programs(PAGE))
def test_a_program_prints_what_is_shown_below_it(
    folder: Path, program: Block, printed: Block, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert output(QUICK + program.text, {}) == printed.text
