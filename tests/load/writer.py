"""One of many clients: mixed reads and writes over a connection of its own, each answer held against the document."""

import random
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
from tests.load.ledger import Body, Ledger
from tests.mock.documented import assert_documented

from bigcommerce_contract.api import Judge, Role

PATH = "/stores/abc123/v2/customers"
_ENOUGH = 8


class Writer:
    """A client that works until it is told to stop.

    Its judges take the other clients for what they are: other writers. One that missed an answer is followed by
    another, which knows nothing of what came before.

    Args:
        name: Stands in the e-mail addresses of its customers.
        url: The server.
        contested: Gives the e-mail address that all writers want at this moment.
        is_503_certain: Whether a 503 says that nothing was written.
    """

    def __init__(self, name: int, url: str, contested: Callable[[], str], *, is_503_certain: bool) -> None:
        self.ledger = Ledger()
        self.won: list[str] = []
        self.judges: list[Judge] = []
        self._url = url
        self._name = name
        self._contested = contested
        self._doubtful = () if is_503_certain else (503,)
        self._chance = random.Random(name)
        self._numbers = iter(range(10**9))
        self._kept: set[int] = set()
        self._client = httpx2.AsyncClient(
            base_url=url,
            headers={"X-Auth-Token": "full-token"},
            limits=httpx2.Limits(max_connections=1),
            event_hooks={"response": [self._judge]},
            timeout=30,
        )
        self._begin_to_judge()

    async def close(self) -> None:
        await self._client.aclose()

    async def step(self) -> int | None:
        """Send one request; give the status of its answer, None where there was none."""
        actions: dict[Callable[[], Awaitable[int | None]], int] = {
            self._get: 5,
            self._list: 4,
            self._count: 1,
            self._get_nobody: 1,
            self._create: 4,
            self._update: 3,
            self._delete: 2,
            self._contend: 1,
        }
        (chosen,) = self._chance.choices([*actions], [*actions.values()])
        return await chosen()

    async def show(self, customer_id: int) -> Body | None:
        """Give what the server shows of a customer; None for a 404."""
        answer = await self._client.get(f"{PATH}/{customer_id}")
        assert answer.status_code in {200, 404}, answer.text
        return answer.json() if answer.status_code == 200 else None

    async def send(self, method: str, path: str, **options: Any) -> httpx2.Response | None:  # noqa: ANN401 - as httpx2
        """Send a request; None where no answer came, or one that leaves open what was done."""
        try:
            answer = await self._client.request(method, path, **options)
        except httpx2.TransportError:
            self._begin_to_judge()
            return None
        if answer.status_code in self._doubtful:
            self._begin_to_judge()
        assert_documented(method, path, answer)
        return answer

    def _begin_to_judge(self) -> None:
        self.judges.append(Judge(base_url=f"{self._url}/stores/abc123/v2", roles={"full-token": Role.FULL}))

    async def _judge(self, response: httpx2.Response) -> None:
        await self.judges[-1].observe_async_response(response)

    def _own(self) -> int | None:
        living = [*self.ledger.living()]
        return self._chance.choice(living) if living else None

    async def _get(self) -> int | None:
        own = self._own()
        return await self._read(f"{PATH}/{own}") if own else await self._create()

    async def _list(self) -> int | None:
        filters: tuple[dict[str, Any], ...] = (
            {"limit": 10},
            {"customer_group_id": self._name, "limit": 50},
            {"email": f"{self._name}-0@example.com"},
            {"min_date_created": "Thu, 15 Nov 2012 00:00:00 +0000", "page": 2},
            {"limit": 251},
        )
        return await self._read(PATH, self._chance.choice(filters))

    async def _count(self) -> int | None:
        return await self._read(f"{PATH}/count")

    async def _get_nobody(self) -> int | None:
        return await self._read(f"{PATH}/{10**9 + self._name}")

    async def _read(self, path: str, params: dict[str, Any] | None = None) -> int | None:
        answer = await self.send("GET", path, params=params)
        return None if answer is None else answer.status_code

    async def _create(self) -> int | None:
        if len(self.ledger.living()) >= _ENOUGH + len(self._kept):
            return await self._delete()
        status, _ = await self._create_with(f"{self._name}-{next(self._numbers)}@example.com")
        assert status in {201, 503, None}
        return status

    async def _contend(self) -> int | None:
        email = self._contested()
        status, created = await self._create_with(email)
        assert status in {201, 400, 503, None}
        if created is not None:
            self.won.append(email)
            self._kept.add(created)
        return status

    async def _create_with(self, email: str) -> tuple[int | None, int | None]:
        body = {"first_name": "Zoë", "last_name": "Load", "email": email, "customer_group_id": self._name}
        answer = await self.send("POST", PATH, json=body)
        if answer is None or answer.status_code in self._doubtful:
            self.ledger.unanswered.add(email)
        if answer is None or answer.status_code != 201:
            return None if answer is None else answer.status_code, None
        created: int = answer.json()["id"]
        assert created not in self.ledger.states
        self.ledger.acknowledge(created, body)
        return 201, created

    async def _update(self) -> int | None:
        own = self._own()
        if own is None:
            return await self._create()
        change = {"phone": str(next(self._numbers)), "notes": "/" * self._chance.randrange(200)}
        answer = await self.send("PUT", f"{PATH}/{own}", json=change)
        return self._note(own, {**self.ledger.living()[own], **change}, answer, 200)

    async def _delete(self) -> int | None:
        own = self._own()
        if own is None or own in self._kept:
            return await self._count()
        return self._note(own, None, await self.send("DELETE", f"{PATH}/{own}"), 204)

    def _note(self, own: int, state: Body | None, answer: httpx2.Response | None, success: int) -> int | None:
        if answer is None or answer.status_code in self._doubtful:
            self.ledger.doubt(own, state)
        elif answer.status_code == success:
            self.ledger.acknowledge(own, state)
        assert answer is None or answer.status_code in {success, 503}, answer.text
        return None if answer is None else answer.status_code
