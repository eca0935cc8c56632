"""How far a run has come: the run writes it, a display reads it whenever it likes."""

from collections.abc import Callable
from dataclasses import dataclass


def _none() -> int:
    return 0


@dataclass(slots=True)
class Progress:
    """How far a run has come.

    Attributes:
        phase: What it is at.
        detail: The step of the walk that is under way, empty elsewhere.
        done: Number of steps done.
        steps: Number of steps in all, 0 where nobody knows.
        requests: Gives the number of requests sent to the target.
        broken: Gives the number of rules found broken.
        imagined: The run is a rehearsal: no target receives its requests.
    """

    phase: str = "begin"
    detail: str = ""
    done: int = 0
    steps: int = 0
    requests: Callable[[], int] = _none
    broken: Callable[[], int] = _none
    imagined: bool = False

    def enter(self, phase: str) -> None:
        """Begin another phase."""
        self.phase, self.detail, self.done, self.steps = phase, "", 0, 0

    def step(self, name: str, done: int, steps: int) -> None:
        """Begin a step of the walk."""
        self.detail, self.done, self.steps = name, done, steps
