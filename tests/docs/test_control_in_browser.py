"""A browser before the control of a mock: a page of the mock may use it, a page of another server may not."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx2
import pytest
from playwright.sync_api import Browser

SEND = "([url, mode]) => fetch(url, {method: 'POST', mode}).then(answer => answer.type + ' ' + answer.status)"


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in the class above
        pass


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Serve a page of another origin, and give its address."""
    with HTTPServer(("127.0.0.1", 0), _Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def count(origin: str) -> object:
    url = f"{origin}/stores/abc123/v2/customers/count"
    return httpx2.get(url, headers={"X-Auth-Token": "full-token"}).json()["count"]


def test_a_page_of_the_mock_can_reset_it_and_one_of_another_origin_cannot(
    browser: Browser, origin: str, elsewhere: str
) -> None:
    with browser.new_page() as page:
        page.goto(elsewhere)
        assert page.evaluate(SEND, [f"{origin}/_mock/reset", "no-cors"]) == "opaque 0"
        assert count(origin) == 20
        page.goto(f"{origin}/docs")
        assert page.evaluate(SEND, ["/_mock/reset", "same-origin"]) == "basic 204"
        assert count(origin) == 0
