"""The windows that several worker processes count in together."""

import fcntl
import hashlib
import mmap
import struct
import tempfile
import weakref
from collections.abc import Generator
from contextlib import contextmanager
from functools import lru_cache

from bigcommerce_contract.mock.windows import Window, Windows

_SLOT = struct.Struct("=16sdQ")
_SLOTS = 65_536
_TRIES = 32
_UNUSED = bytes(16)


class SharedWindows(Windows):
    """The windows of this process and all that it forks from now on.

    They lie in memory that the processes share. A window stands in one of the slots that follow from its name; those of
    windows that are over are used again, and where none is free, one is forgotten.
    """

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__()
        self._memory = mmap.mmap(-1, _SLOTS * _SLOT.size)
        # Nothing is written to it. A lock on a file ends with the process that holds it, however that ends.
        self._lock = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the object
        weakref.finalize(self, self._lock.close)

    def count(self, store: str, length_s: int, now: float) -> Window:
        """Count a request, as the class above."""
        with self._alone():
            name, place = self._find(store, length_s, now)
            found, ends, used = _SLOT.unpack_from(self._memory, place)
            window = Window(ends, used) if found == name else Window()
            window.count(length_s, now)
            _SLOT.pack_into(self._memory, place, name, window.ends, window.used)
        return window

    def forget(self, store: str, length_s: int) -> None:
        """Begin a window anew with the next request."""
        with self._alone():
            name, place = self._find(store, length_s, 0.0)
            if self._memory[place : place + len(name)] == name:
                _SLOT.pack_into(self._memory, place, name, 0.0, 0)

    @contextmanager
    def _alone(self) -> Generator[None]:
        fcntl.lockf(self._lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._lock, fcntl.LOCK_UN)

    def _find(self, store: str, length_s: int, now: float) -> tuple[bytes, int]:
        """Give the name of a window, and where it stands or may stand."""
        name = _name(store, length_s)
        first = int.from_bytes(name[:4])
        free = None
        for number in range(first, first + _TRIES):
            place = number % _SLOTS * _SLOT.size
            found, ends, _ = _SLOT.unpack_from(self._memory, place)
            if found == name:
                return name, place
            if free is None and ends <= now:
                free = place
            if found == _UNUSED:
                break
        return name, first % _SLOTS * _SLOT.size if free is None else free


@lru_cache(1000)
def _name(store: str, length_s: int) -> bytes:
    return hashlib.blake2b(f"{store} {length_s}".encode(), digest_size=len(_UNUSED)).digest()
