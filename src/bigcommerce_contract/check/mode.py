"""How much a run may do to the target."""

from enum import StrEnum


class Mode(StrEnum):
    """The modes of ``--mode``, from harmless to destructive."""

    READ_ONLY = "read-only"
    """Sends no writing request."""
    MARKED = "marked"
    """Creates customers that carry the run's marker and touches no other."""
    DISPOSABLE = "disposable"
    """Owns the whole store."""
