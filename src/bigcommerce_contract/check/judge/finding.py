"""What the judge says."""

from dataclasses import dataclass
from enum import Enum

from bigcommerce_contract.check.exchange import Exchange


class World(Enum):
    """What the judge may take for granted of the store."""

    CLOSED = "closed"
    """The store was empty at the first exchange, and nobody else writes to it."""
    OPEN = "open"
    """The store holds other customers, and others write to it: only what follows from what was seen is claimed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that was broken.

    Attributes:
        rule: Id of the rule in the catalogue.
        message: What was expected and what came instead.
        exchanges: The exchanges that show it, the last one last.
        causes: What is wrong, by names that mean the same in every finding: two rules whose findings share all of them
            are broken by one defect.
    """

    rule: str
    message: str
    exchanges: tuple[Exchange, ...]
    causes: frozenset[str] = frozenset()
