"""How any command ends that cannot go on. Needs nothing but Python itself."""

import errno

UNABLE = 3
"""The exit status where what was asked for cannot be done; 1 would say that a rule failed."""

INTERRUPTED = 130
"""The exit status after Ctrl-C."""


def words_for_full_disk(error: Exception) -> str | None:
    """Give the line for an error that says that a disk is full, None for any other."""
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"Nothing more can be written: {error.strerror}."
    return None
