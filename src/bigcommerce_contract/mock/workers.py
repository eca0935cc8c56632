"""Several processes that serve one socket, and what looks after them."""

import os
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

Serve = Callable[[int], None]
"""Serves until it is told to stop by a signal, or by the end of the pipe whose descriptor it is given."""

_STOPPING = (signal.SIGINT, signal.SIGTERM)
_PAUSE_S = 1.0


class Workers:
    """Keeps as many processes alive as were asked for; one that dies is replaced.

    What ended a worker is told on standard error, unless a signal did, and its replacement is a second late: what fails
    at its start would fail without end.

    Args:
        count: How many processes.
        serve: What each of them does. It begins after a fork, and must bring its own connections and event loop.
    """

    def __init__(self, count: int, serve: Serve) -> None:
        """Prepare to start."""
        self._count = count
        self._serve = serve
        self._pids: set[int] = set()
        self._stopping = False
        # Nobody writes to it: its end tells the workers that their parent is gone, however it went.
        self._lifeline, self._held = os.pipe()

    def run(self, announce: Callable[[], None]) -> None:
        """Start the workers and return when all have stopped after SIGINT or SIGTERM.

        Args:
            announce: Called once, when the workers have started.
        """
        previous = {number: signal.signal(number, self._stop) for number in _STOPPING}
        try:
            self._fill_up()
            announce()
            while self._pids:
                self._bury(*os.wait())
                self._fill_up()
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)

    def _bury(self, pid: int, status: int) -> None:
        self._pids.discard(pid)
        if not self._stopping and not os.WIFSIGNALED(status):
            time.sleep(_PAUSE_S)

    def _fill_up(self) -> None:
        # A signal between a fork and what follows it would miss the new worker, or be taken for one to its parent.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
        while len(self._pids) < self._count and not self._stopping:
            pid = os.fork()
            if pid == 0:
                self._work()
            self._pids.add(pid)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)

    def _work(self) -> None:
        for number in _STOPPING:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
        os.close(self._held)
        status = 1
        try:
            self._serve(self._lifeline)
            status = 0
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent replaces the worker
            sys.stderr.write(f"A worker ended and is replaced: {type(error).__name__}: {error}\n")
        finally:
            # What the parent registered for its own end is not the child's to do.
            os._exit(status)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        for pid in self._pids:
            os.kill(pid, signal.SIGTERM)
