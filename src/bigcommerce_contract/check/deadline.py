"""Cuts the connection of an answer that does not end in time, however it spends that time."""

import socket
import threading
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress

_NEW_STREAM = ("connect_tcp.complete", "start_tls.complete")
_GRAIN_S = 0.1


class Deadline:
    """The end of the time of one answer after another; an HTTP client only limits the time between two bytes.

    One thread looks at the clock for all of them: a timer for each would cost a tenth of the check's own time.

    Attributes:
        passed: The last answer took too long.
    """

    def __init__(self) -> None:
        """Start without a connection."""
        self.passed = False
        self._sockets: dict[str, socket.socket] = {}
        self._end: tuple[float, str] | None = None
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def close(self) -> None:
        """Watch no longer."""
        self._closed.set()
        self._watcher.join()

    def trace(self, origin: str, event: str, info: Mapping[str, object]) -> None:
        """Learn from the HTTP client, by its extension ``trace``, which connection leads to ``origin``."""
        if event.endswith(_NEW_STREAM):
            stream = info["return_value"]
            self._sockets[origin] = stream.get_extra_info("socket")  # type: ignore[attr-defined]

    @contextmanager
    def within(self, seconds: float, origin: str) -> Generator[None]:
        """Cut the connection to ``origin`` if the context lasts longer than ``seconds``."""
        with self._lock:
            self.passed, self._end = False, (time.monotonic() + seconds, origin)
        try:
            yield
        finally:
            with self._lock:
                self._end = None

    def _watch(self) -> None:
        while not self._closed.wait(_GRAIN_S):
            with self._lock:
                if self._end is not None and time.monotonic() >= self._end[0]:
                    self._cut(self._end[1])

    def _cut(self, origin: str) -> None:
        self.passed = True
        with suppress(OSError, KeyError):
            self._sockets[origin].shutdown(socket.SHUT_RDWR)
