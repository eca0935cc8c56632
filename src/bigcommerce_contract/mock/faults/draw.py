"""Which request meets which fault: drawn by lot, the same each time for the same seed and the same requests."""

import random
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bigcommerce_contract.mock.faults.spec import Fault


@dataclass
class _Armed:
    fault: Fault
    left: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.fault.count


@dataclass(frozen=True)
class Lot:
    """What a request meets.

    Attributes:
        delay_s: How long to wait, in seconds.
        fault: What else goes wrong; None for nothing.
    """

    delay_s: float = 0.0
    fault: Fault | None = None

    @property
    def kind(self) -> str | None:
        """The kind of the fault, `latency` where the wait is all; None for nothing."""
        return self.fault.kind if self.fault else "latency" if self.delay_s else None


NOTHING = Lot()
"""What most requests meet."""


class Faults:
    """The faults that are armed.

    Args:
        faults: Which.
        seed: The same number gives the same faults to the same requests.
    """

    def __init__(self, faults: Iterable[Fault] = (), seed: int = 0) -> None:
        """Arm the faults."""
        self._guard = threading.Lock()
        self._initial = tuple(faults)
        self._seed = seed
        self.reset()

    def reset(self) -> None:
        """Arm what was armed at first, and draw from the beginning."""
        with self._guard:
            self._armed = [_Armed(fault) for fault in self._initial]
            self._random = random.Random(self._seed)  # noqa: S311 - faults by lot, no secret

    def add(self, fault: Fault) -> None:
        """Arm one more."""
        with self._guard:
            self._armed.append(_Armed(fault))

    def clear(self, seed: int | None = None) -> None:
        """Disarm all, and draw from the beginning of a seed, if one is given."""
        with self._guard:
            self._armed.clear()
            if seed is not None:
                self._random = random.Random(seed)  # noqa: S311 - faults by lot, no secret

    def armed(self) -> list[Fault]:
        """Give the faults that are not over yet, with the number of requests that each will still strike."""
        with self._guard:
            return [replace(armed.fault, count=armed.left) for armed in self._armed]

    def draw(self, operation: str | None, store: str, wanted: Iterable[Fault] = ()) -> Lot:
        """Draw for one request.

        Args:
            operation: The operationId; None where the document has no such operation.
            store: The store hash.
            wanted: Faults that the request asks for itself; they strike before those that are armed.

        Returns:
            All waits in sum, and the first other fault that strikes.
        """
        if not self._armed and not wanted:
            return NOTHING
        with self._guard:
            struck = self._struck([*map(_Armed, wanted), *self._armed], operation, store)
            self._armed = [armed for armed in self._armed if armed.left != 0]
            delay_ms = sum(self._wait_ms(fault) for fault in struck if fault.kind == "latency")
        other = next((fault for fault in struck if fault.kind != "latency"), None)
        return Lot(delay_ms / 1000, other)

    def _struck(self, tried: list[_Armed], operation: str | None, store: str) -> list[Fault]:
        struck: list[Fault] = []
        for armed in tried:
            # One that comes too late does not strike, and its count stays as it is.
            is_late = armed.fault.kind != "latency" and any(each.kind != "latency" for each in struck)
            if not is_late and self._strikes(armed, operation, store):
                struck.append(armed.fault)
        return struck

    def _strikes(self, armed: _Armed, operation: str | None, store: str) -> bool:
        fault = armed.fault
        if fault.operation not in {None, operation} or fault.store not in {None, store}:
            return False
        if self._random.random() >= fault.rate:
            return False
        if armed.left is not None:
            armed.left -= 1
        return True

    def _wait_ms(self, fault: Fault) -> float:
        if fault.distribution == "exponential":
            drawn = self._random.expovariate(1 / fault.ms) if fault.ms else 0.0
            return drawn if fault.to_ms is None else min(drawn, fault.to_ms)
        return fault.ms if fault.to_ms is None else self._random.uniform(fault.ms, fault.to_ms)
