"""Holds a file for as long as this process lives, so that others see whether its owner still runs."""

import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl


def hold(path: Path) -> int | None:
    """Return a descriptor that holds an existing file until it is closed, at the latest by the end of the process.

    Returns:
        None where another holds the file.
    """
    descriptor = os.open(path, os.O_RDWR)
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            return None
    return descriptor


def is_held(path: Path) -> bool:
    """Say whether another holds the file; on Windows nobody ever does."""
    try:
        descriptor = hold(path)
    except FileNotFoundError:
        return False
    if descriptor is None:
        return True
    os.close(descriptor)
    return False
