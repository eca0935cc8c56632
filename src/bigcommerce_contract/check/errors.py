"""What can end a check early; each carries the exit status of the command."""

from enum import IntEnum

from bigcommerce_contract.endings import INTERRUPTED, UNABLE


class ExitStatus(IntEnum):
    """Exit statuses of ``bigcommerce-contract check``."""

    KEPT = 0
    BROKEN = 1
    USAGE = 2
    UNJUDGED = UNABLE
    INTERRUPTED = INTERRUPTED
    TERMINATED = 143


class CheckError(Exception):
    """A check that cannot go on; the message is one line for a person."""

    status = ExitStatus.UNJUDGED


class UsageError(CheckError):
    """The command was given something it cannot work with."""

    status = ExitStatus.USAGE


class TargetError(CheckError):
    """The target cannot be judged: unreachable, credentials refused, not this API."""


class CheckInterruptedError(CheckError):
    """A signal asked the run to stop."""

    def __init__(self, status: ExitStatus) -> None:
        """Remember which signal it was, by its exit status."""
        super().__init__("interrupted")
        self.status = status


class TimeIsUpError(CheckError):
    """The time of ``--max-time`` is over; what was seen until then is still judged."""
