"""Cuts the connection of an answer that does not end in time, however it spends that time."""

import socket
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress

_NEW_STREAM = ("connect_tcp.complete", "start_tls.complete")


class Deadline:
    """The end of the time of one answer after another; an HTTP client only limits the time between two bytes.

    Attributes:
        passed: The last answer took too long.
    """

    def __init__(self) -> None:
        """Start without a connection."""
        self.passed = False
        self._sockets: dict[str, socket.socket] = {}

    def trace(self, origin: str, event: str, info: Mapping[str, object]) -> None:
        """Learn from the HTTP client, by its extension ``trace``, which connection leads to ``origin``."""
        if event.endswith(_NEW_STREAM):
            stream = info["return_value"]
            self._sockets[origin] = stream.get_extra_info("socket")  # type: ignore[attr-defined]

    @contextmanager
    def within(self, seconds: float, origin: str) -> Generator[None]:
        """Cut the connection to ``origin`` if the context lasts longer than ``seconds``."""
        self.passed = False
        timer = threading.Timer(seconds, self._cut, (origin,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self, origin: str) -> None:
        self.passed = True
        with suppress(OSError, KeyError):
            self._sockets[origin].shutdown(socket.SHUT_RDWR)
