"""The mock server as a target that remembers what it received, and can misbehave first."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from tests.check.target import BASIC, NO_SCOPE_TOKEN, READ_ONLY_TOKEN, TOKEN, Target, serve

from bigcommerce_contract.check.marker import is_marked_address
from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.settings import Settings

# Addresses and a name that look as if a check had made them.
_STRANGERS = (
    ("ann@contract-check.example.org", "Person"),
    ("bob@not-contract-check.example", "contract-check"),
    ("contract-check.example@shop.example", "contract-check"),
)


@dataclass
class MockTarget(Target):
    app: ASGIApp | None = None
    created: int = 0
    created_ids: set[int] = field(default_factory=set[int])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        received = await self.note(scope, receive)
        answer = self.misbehave(received)
        sent = [{"type": "http.request", "body": received.body, "more_body": False}]

        async def replay() -> Message:
            return sent.pop() if sent else await receive()

        async def count(message: Message) -> None:
            if received.method == "POST" and message.get("status") == 201:
                self.created += 1
                self.created_ids.update(_numbers(message))
            await send(message)

        assert self.app
        await (answer or self.app)(scope, replay, count)

    def contents(self) -> list[dict[str, Any]]:
        """Give all customers of the store."""
        answer = httpx2.get(f"{self.base_url}/customers", params={"limit": 250}, headers={"X-Auth-Token": TOKEN})
        shown: list[dict[str, Any]] = answer.json() if answer.status_code == 200 else []
        assert len(shown) < 250
        return shown

    def marked(self) -> list[str]:
        """Give the addresses of all customers that carry the mark of a check."""
        found: list[str] = []
        for page in range(1, 60):
            query = {"limit": 250, "page": page}
            answer = httpx2.get(f"{self.base_url}/customers", params=query, headers={"X-Auth-Token": TOKEN})
            if answer.status_code != 200:
                return found
            found += [one["email"] for one in answer.json() if is_marked_address(one["email"])]
        raise AssertionError

    def settle_strangers(self) -> None:
        """Let people in whom a check must not take for its own."""
        for email, last_name in _STRANGERS:
            body = {"first_name": "A", "last_name": last_name, "email": email}
            httpx2.post(f"{self.base_url}/customers", json=body, headers={"X-Auth-Token": TOKEN}).raise_for_status()


def _numbers(message: Message) -> list[int]:
    """Give the id in the Location of an answer to a create."""
    locations = [value for name, value in message["headers"] if name.lower() == b"location"]
    return [int(value.rpartition(b"/")[2].removesuffix(b".json")) for value in locations]


@contextmanager
def mock_target(
    seeded: int = 3, wrap: Callable[[ASGIApp], ASGIApp] | None = None, clock: Callable[[], float] = time.time
) -> Generator[MockTarget]:
    """Serve a mock whose credentials are those of `Target`, wrapped into another server where asked for."""
    settings = Settings(
        stores=("abc",),
        seed_customers=seeded,
        token=TOKEN,
        read_only_token=READ_ONLY_TOKEN,
        no_scope_token=NO_SCOPE_TOKEN,
        basic=BASIC,
    )
    app = create_app(settings, clock=clock)
    target = MockTarget(app=wrap(app) if wrap else app)
    with serve(target):
        yield target
