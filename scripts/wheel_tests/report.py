"""What is printed of a step: one line, and all that a failed one said."""

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager

from wheel_tests.failure import Failure


class Report:
    """Counts the steps that failed.

    Attributes:
        failed: The names of the steps that failed.
    """

    def __init__(self) -> None:
        """Have seen none."""
        self.failed: list[str] = []

    @contextmanager
    def step(self, name: str) -> Generator[list[str]]:
        """Run a step; a failure in it is printed, and the next step follows.

        Args:
            name: What the step is.

        Yields:
            A list for what the step found; it is printed behind its name.
        """
        found: list[str] = []
        begun = time.monotonic()
        try:
            yield found
        except Failure as failure:
            self.failed.append(name)
            _print(f"{name}: FAILED\n{failure}")
        else:
            _print(f"{name}: {', '.join(found)} ({time.monotonic() - begun:.0f} s)")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
