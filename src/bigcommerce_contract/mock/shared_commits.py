"""Short writes to a file: those that wait at the same time share a thread and a commit."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext

from bigcommerce_contract.mock.operations import Answer
from bigcommerce_contract.mock.store.connections import DatabaseBusyError

_Work = Callable[[], Answer]
_Waiting = tuple[_Work, "Future[Answer]"]


class SharedCommits:
    """Carries out short writes in groups: what arrives while one group is written is the next one.

    To wake a thread and to commit take longer than a short write itself. Nothing is answered before its commit.

    Args:
        together: Lets all that a thread writes meanwhile share one commit.
    """

    def __init__(self, together: Callable[[], AbstractContextManager[None]]) -> None:
        """Begin with nothing to write."""
        self._together = together
        self._guard = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._thread = ThreadPoolExecutor(1, "short-writes")

    async def carry_out(self, work: _Work) -> Answer:
        """Carry out a short write, and wait until it is committed.

        Raises:
            DatabaseBusyError: If the database cannot be written to. Then nothing of the group was.
            Exception: What the work itself raises. Then nothing of it was written.
        """
        future: Future[Answer] = Future()
        with self._guard:
            self._waiting.append((work, future))
            if len(self._waiting) == 1:
                self._thread.submit(self._write)
        return await asyncio.wrap_future(future)

    def _write(self) -> None:
        with self._guard:
            waiting, self._waiting = self._waiting, []
        # A request that was given up is not begun; one that has begun is not given up.
        group = [(work, future) for work, future in waiting if future.set_running_or_notify_cancel()]
        outcomes = self._outcomes([work for work, _ in group])
        for (_, future), outcome in zip(group, outcomes, strict=True):
            if isinstance(outcome, Exception):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)

    def _outcomes(self, works: Sequence[_Work]) -> Sequence[Answer | Exception]:
        try:
            with self._together() if len(works) > 1 else nullcontext():
                return [_outcome(work) for work in works]
        except Exception as error:  # noqa: BLE001 - each request of the group is told of it
            return [error] * len(works)


def _outcome(work: _Work) -> Answer | Exception:
    try:
        return work()
    except DatabaseBusyError:
        # Perhaps the database has undone the writes of the others, too.
        raise
    except Exception as error:  # noqa: BLE001 - raised again where the request waits
        return error
