"""The fixture bigcommerce_cassette in the tests of a user: whoever asks, nothing but the cassette answers."""

import pytest

pytest_plugins = ["pytester"]

PLAYING = """
import asyncio
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.request import urlopen

import pytest
from bigcommerce_customers import AsyncBigCommerce, BigCommerce

@pytest.fixture
def playing(bigcommerce_cassette):
    return bigcommerce_cassette("oauth/filters/by_email")

"""
ELSEWHERE = """
def test_by_a_socket(playing):
    socket.create_connection(("192.0.2.1", 80), timeout=1)

def test_by_a_socket_that_tells_by_number(playing):
    with socket.socket() as tried:
        tried.settimeout(1)
        tried.connect_ex(("192.0.2.1", 80))

def test_from_a_coroutine(playing):
    async def connect():
        async with asyncio.timeout(1):
            await asyncio.open_connection("192.0.2.1", 80)
    asyncio.run(connect())
"""
HERE = """
class Hello(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(204)
        self.end_headers()

def test_a_server_of_ones_own(playing):
    with HTTPServer(("127.0.0.1", 0), Hello) as server:
        threading.Thread(target=server.handle_request).start()
        with urlopen(f"http://127.0.0.1:{server.server_port}/") as answer:
            assert answer.status == 204
"""
NOT_RECORDED = """
def test_with_the_client(playing):
    BigCommerce(**playing.arguments).customers.get(99)

def test_with_the_asynchronous_client(playing):
    async def get():
        async with AsyncBigCommerce(**playing.arguments) as client:
            await client.customers.get(99)
    asyncio.run(get())

def test_with_any_other(playing):
    urlopen(f"{playing.base_url}/customers/99")
"""


@pytest.fixture
def run(pytester: pytest.Pytester) -> pytest.Pytester:
    """Give a folder for tests of a user, in a process of their own: this one's network is closed already."""
    pytester.makeini("[pytest]\naddopts = -p no:schemathesis -p no:xdist -p no:cacheprovider --tb=short")
    return pytester


def test_no_other_machine_is_reached_while_a_cassette_is_played(run: pytest.Pytester) -> None:
    run.makepyfile(PLAYING + ELSEWHERE + HERE)
    result = run.runpytest_subprocess()
    result.assert_outcomes(passed=1, failed=3)
    assert result.stdout.str().count("E   RuntimeError: Network is disabled for host '192.0.2.1'") == 3


def test_a_request_that_was_not_recorded_is_named_with_the_cassette(run: pytest.Pytester) -> None:
    run.makepyfile(PLAYING + NOT_RECORDED)
    result = run.runpytest_subprocess()
    result.assert_outcomes(failed=3)
    told = [text.partition("\n___")[0] for text in result.stdout.str().split("\n_____")[1:]]
    assert len(told) == 3
    for text in told:
        assert "vcr.errors.CannotOverwriteExistingCassetteException" in text
        assert "https://api.bigcommerce.com/stores/storehash/v2/customers/99" in text
        assert "/oauth/filters/by_email.yaml" in text
