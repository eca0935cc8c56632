"""A client that holds every answer against the document."""

import asyncio
from typing import Any

import httpx2
import pytest
from tests.mock.documented import assert_documented

from bigcommerce_contract.mock.app import MockApp

ON_EVERY_DATABASE = pytest.mark.parametrize("database_url", ["memory", "disk", "postgres"], indirect=True)
OAUTH = "/stores/abc123/v2"
BASIC = "/api/v2"


class Clock:
    """Seconds since 1970 that stand still until somebody moves them."""

    def __init__(self, now: float = 1_700_000_000) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Api:
    """A client of one application. Every answer that is received must be a documented one."""

    def __init__(self, app: MockApp, runner: asyncio.Runner) -> None:
        self._app = app
        self._runner = runner
        self._client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1:8080")

    def close(self) -> None:
        self._runner.run(self._end())

    async def _end(self) -> None:
        await self._client.aclose()
        async with self._app.lifespan_context(self._app):
            pass

    def send(self, method: str, path: str, *, token: str | None = "full-token", **options: Any) -> httpx2.Response:  # noqa: ANN401 - as httpx2 has them
        """Send a request; a path that does not begin with a prefix goes to the OAuth form."""
        url = path if path.startswith(("/stores/", "/api/")) else f"{OAUTH}{path}"
        headers = {"X-Auth-Token": token, **options.pop("headers", {})} if token else options.pop("headers", {})
        answer = self._runner.run(self._client.request(method, url, headers=headers, **options))
        assert_documented(method, url, answer)
        return answer

    def control(self, method: str, path: str, **options: Any) -> httpx2.Response:  # noqa: ANN401 - as httpx2 has them
        """Send a request whose answer the API's document does not describe."""
        return self._runner.run(self._client.request(method, path, **options))

    def get(self, path: str = "/customers", **params: str | float) -> httpx2.Response:
        return self.send("GET", path, params=params or None)

    def basic(self, method: str, path: str, user: str = "mock-user", key: str = "mock-key") -> httpx2.Response:
        return self.send(method, f"{BASIC}{path}", token=None, auth=(user, key))

    def post(self, body: object, path: str = "/customers") -> httpx2.Response:
        return self.send("POST", path, json=body)

    def put(self, customer_id: int, body: object) -> httpx2.Response:
        return self.send("PUT", f"/customers/{customer_id}", json=body)

    def create(self, email: str, **properties: object) -> dict[str, Any]:
        """Create a customer that must be accepted."""
        answer = self.post({"first_name": "Test", "last_name": "Customer", "email": email, **properties})
        assert answer.status_code == 201, answer.text
        created: dict[str, Any] = answer.json()
        return created

    def ids(self, **params: str | float) -> list[int]:
        """Give the ids of a list, none for a 204."""
        answer = self.get("/customers", **params)
        return [] if answer.status_code == 204 else [customer["id"] for customer in answer.json()]
