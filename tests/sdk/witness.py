"""Lets the judge of the contract watch the client's traffic."""

from collections.abc import Generator
from contextlib import contextmanager

import httpx2

from bigcommerce_contract.check.exchange import Exchange, Request, Response, Role
from bigcommerce_contract.check.judge import Finding, Judge, World
from bigcommerce_customers import BigCommerce


class Witness:
    """Judges everything that a client with full rights sends and receives."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._judge = Judge(World.OPEN)
        self.seen = 0
        self.findings: list[Finding] = []

    @contextmanager
    def client(self) -> Generator[BigCommerce]:
        """Give a client that is watched."""
        with httpx2.Client(event_hooks={"response": [self._observe]}) as http:
            yield BigCommerce(base_url=self._base_url, access_token="full-token", http_client=http)

    def _observe(self, response: httpx2.Response) -> None:
        body = response.read()
        url, sent = response.request.url, response.request.headers
        request = Request(
            response.request.method,
            url.raw_path.decode().partition("?")[0].removeprefix(httpx2.URL(self._base_url).path),
            url.query.decode(),
            tuple((name, value) for name, value in sent.items() if name != "x-auth-token"),
            response.request.content,
        )
        answer = Response(response.status_code, tuple(response.headers.items()), body)
        self.seen += 1
        self.findings += self._judge.observe(Exchange(request, answer, Role.FULL, "oauth", self._base_url))
