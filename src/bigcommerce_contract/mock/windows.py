"""The windows of time in which the requests of a store are counted."""

from dataclasses import dataclass


@dataclass
class Window:
    """A window.

    Attributes:
        ends: When it ends, in seconds since 1970.
        used: How many requests it has seen.
    """

    ends: float = 0.0
    used: int = 0

    def count(self, length_s: int, now: float) -> None:
        """Count a request; begin anew where the window is over.

        A clock that was set back begins a window too, or the old one would last for as long as it was set back.
        """
        if not 0 < self.ends - now <= length_s:
            self.ends, self.used = now + length_s, 0
        self.used += 1


class Windows:
    """The windows of one process."""

    def __init__(self) -> None:
        """Begin without any."""
        self._windows: dict[tuple[str, int], Window] = {}

    def count(self, store: str, length_s: int, now: float) -> Window:
        """Count a request.

        Args:
            store: The store hash.
            length_s: How long the window is, in seconds.
            now: The present, in seconds since 1970.

        Returns:
            The window with the request in it.
        """
        key = store, length_s
        window = self._windows.get(key) or self._windows.setdefault(key, Window())
        window.count(length_s, now)
        return window

    def forget(self, store: str, length_s: int) -> None:
        """Begin a window anew with the next request."""
        self._windows.pop((store, length_s), None)
