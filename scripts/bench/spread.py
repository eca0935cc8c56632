"""Numbers of several rounds: their median, and how far they lie apart."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Spread:
    """What the rounds of a measurement gave.

    Attributes:
        median: The middle one.
        least: The smallest.
        most: The greatest.
    """

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """Sum up at least one value."""
        return cls(statistics.median(values), min(values), max(values))

    def shown(self, digits: int = 2) -> str:
        """Give the median, and in brackets the least and the greatest where they differ from it."""
        middle, least, most = (f"{value:,.{digits}f}" for value in (self.median, self.least, self.most))
        return middle if least == most else f"{middle} ({least} to {most})"


def ratio(mine: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Compare two rows of rounds.

    Args:
        mine: One value a round.
        theirs: The same of the peer, in the same rounds: what slowed the machine down for a while slowed both.

    Returns:
        What the rounds' own ratios give.
    """
    return Spread.of([own / other for own, other in zip(mine, theirs, strict=True)])


def percentile(ordered: Sequence[float], share: int) -> float:
    """Give the value below which so many per cent of an ordered sequence lie."""
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def share(part: int, whole: int) -> str:
    """Give a share in per cent, with what Wilson's interval says of 95 % certainty for so small a sample."""
    if not whole:
        return "none tried"
    rate, z = part / whole, 1.96
    middle = (rate + z**2 / (2 * whole)) / (1 + z**2 / whole)
    half = z / (1 + z**2 / whole) * math.sqrt(rate * (1 - rate) / whole + z**2 / (4 * whole**2))
    return f"{part} of {whole}: {rate:.0%} ({max(0.0, middle - half):.0%} to {min(1.0, middle + half):.0%})"
