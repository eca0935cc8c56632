"""The header fields of a request, each found at once: Starlette looks through all of them for each name."""

from collections.abc import Iterable


class Fields:
    """The header fields of a request.

    Args:
        raw: Names in lower case and values, as they came.
    """

    def __init__(self, raw: Iterable[tuple[bytes, bytes]]) -> None:
        """Gather the values of each name."""
        self._values: dict[bytes, list[bytes]] = {}
        for name, value in raw:
            self._values.setdefault(name, []).append(value)

    def first(self, name: bytes) -> str:
        """Give the first value of a name, which is given in lower case; empty where there is none."""
        values = self._values.get(name)
        return values[0].decode("latin-1") if values else ""

    def all(self, name: bytes) -> list[str]:
        """Give every value of a name, which is given in lower case."""
        return [value.decode("latin-1") for value in self._values.get(name, ())]
