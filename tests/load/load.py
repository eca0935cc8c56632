"""Many writers at once, while something happens to the server; then everything that was acknowledged is looked for."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tests.load.ledger import Ledger
from tests.load.writer import PATH, Writer

from bigcommerce_contract.api import Judge, Status

_LONGEST_S = 600
_PAGE = 250


class Load:
    """The writers of one server.

    Args:
        url: The server.
        is_503_certain: Whether a 503 says that nothing was written.
        writers: How many, each with a connection of its own.

    Attributes:
        statuses: How many answers had each status; None counts requests without an answer.
    """

    def __init__(self, url: str, *, is_503_certain: bool = True, writers: int = 16) -> None:
        self.statuses: Counter[int | None] = Counter()
        self._writers = [
            Writer(number, url, self._contested, is_503_certain=is_503_certain) for number in range(1, writers + 1)
        ]
        self._answered = asyncio.Condition()
        self._reachable = asyncio.Event()
        self._over = False

    async def run(self, trouble: Callable[["Load"], Awaitable[None]]) -> None:
        """Keep every writer busy until the trouble is over, then hold the server to what it acknowledged.

        Args:
            trouble: What happens meanwhile; it leaves a server that works.
        """
        self._reachable.set()
        try:
            async with asyncio.timeout(_LONGEST_S), asyncio.TaskGroup() as group:
                for writer in self._writers:
                    group.create_task(self._keep_busy(writer))
                group.create_task(self._see_to_the_end(trouble))
            await self._verify()
        finally:
            for writer in self._writers:
                await writer.close()

    async def until(self, count: int, *statuses: int | None) -> None:
        """Wait for so many more answers; for those with certain statuses, where some are named."""
        wanted = self._seen(statuses) + count
        async with self._answered:
            await self._answered.wait_for(lambda: self._seen(statuses) >= wanted)

    def unreachable(self) -> None:
        """Let the writers wait, once they miss an answer, until `reachable`."""
        self._reachable.clear()

    def reachable(self) -> None:
        """Let the writers go on."""
        self._reachable.set()

    def _seen(self, statuses: tuple[int | None, ...]) -> int:
        return sum(self.statuses[each] for each in statuses or self.statuses)

    def _contested(self) -> str:
        return f"contested-{self.statuses.total() // 50}@Example.com"

    async def _keep_busy(self, writer: Writer) -> None:
        while not self._over:
            status = await writer.step()
            async with self._answered:
                self.statuses[status] += 1
                self._answered.notify_all()
            if status is None:
                await self._reachable.wait()

    async def _see_to_the_end(self, trouble: Callable[["Load"], Awaitable[None]]) -> None:
        try:
            await trouble(self)
        finally:
            self._over = True

    async def _verify(self) -> None:
        listed = await self._everybody()
        emails = Counter(each["email"].casefold() for each in listed.values())
        assert max(emails.values()) == 1
        won = Counter(email for writer in self._writers for email in writer.won)
        assert max(won.values(), default=1) == 1
        for writer in self._writers:
            _assert_kept(writer.ledger, listed)
            assert [each for each in writer.ledger.living() if await writer.show(each) != listed[each]] == []
        known = {each for writer in self._writers for each in writer.ledger.states}
        unanswered = {email for writer in self._writers for email in writer.ledger.unanswered}
        assert {listed[each]["email"] for each in listed.keys() - known} <= unanswered
        _assert_not_accused([judge for writer in self._writers for judge in writer.judges])

    async def _everybody(self) -> dict[int, dict[str, Any]]:
        writer = self._writers[0]
        found: list[dict[str, Any]] = []
        for page in itertools.count(1):
            answer = await writer.send("GET", PATH, params={"limit": _PAGE, "page": page})
            assert answer is not None
            if answer.status_code == 204:
                break
            found += answer.json()
        count = await writer.send("GET", f"{PATH}/count")
        assert count is not None
        assert count.json() == {"count": len(found)}
        return {each["id"]: each for each in found}


def _assert_kept(ledger: Ledger, listed: Mapping[int, Mapping[str, Any]]) -> None:
    lost = [each for each in ledger.states if not ledger.allows(each, listed.get(each))]
    assert lost == []


def _assert_not_accused(judges: list[Judge]) -> None:
    reports = [judge.report() for judge in judges]
    accusing = (Status.FAILED, Status.WARNED)
    broken = [verdict for report in reports for status in accusing for verdict in report.having(status)]
    # That a server fails for as long as its database does is told too. Each test says which statuses it allows.
    assert [verdict for verdict in broken if verdict.rule["id"] != "error.server"] == []
    passed = {verdict.rule["id"] for report in reports for verdict in report.having(Status.PASSED)}
    assert passed >= {"create.stored", "update.stored", "delete.status", "list.order"}
