"""The comparison: false alarms on the correct server first, then every mutant, killed where a new complaint appears."""

import os
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context

from tests.check.mutants.catalogue import MUTANTS

from bench.check.peer import Peer
from bench.check.peers import PEERS
from bench.check.trial import Trial, attempt
from bigcommerce_contract.mock import passwords


@dataclass(frozen=True)
class Standing:
    """How a peer did.

    Attributes:
        peer: The peer.
        correct: Its runs on the correct server, one a seed, each alone on the machine.
        mutants: Its runs on the mutants, in their order.
    """

    peer: Peer
    correct: list[Trial]
    mutants: list[Trial]

    @property
    def noise(self) -> frozenset[str]:
        """What the peer complains of though nothing is wrong."""
        return frozenset[str]().union(*(trial.complaints for trial in self.correct))

    @property
    def alarms(self) -> int:
        """Number of runs that found fault with the correct server."""
        return sum(bool(trial.complaints) for trial in self.correct)

    @property
    def killed(self) -> list[bool]:
        """Whether each mutant was complained of in a way in which the correct server never is."""
        noise = self.noise
        return [bool(trial.complaints - noise) for trial in self.mutants]

    @property
    def seconds(self) -> float:
        """Median time of a run on the correct server."""
        return statistics.median(trial.seconds for trial in self.correct)


def compare(
    names: Sequence[str], numbers: Sequence[int], seeds: Sequence[int], processes: int, tell: Callable[[str], None]
) -> list[Standing]:
    """Let peers judge the correct server and mutants, each run on a fresh server.

    Args:
        names: Names of the peers.
        numbers: Numbers of the mutants in `MUTANTS`.
        seeds: One run on the correct server each; mutants are tried with the first.
        processes: How many mutants at once.
        tell: Told how far it is.
    """
    standings: list[Standing] = []
    for name in names:
        correct = [_trial((name, None, seed)) for seed in seeds]
        tell(f"{name}: {statistics.median(trial.seconds for trial in correct):.1f} s on the correct server")
        with get_context("spawn").Pool(processes) as pool:
            mutants = pool.map(_trial, [(name, number, seeds[0]) for number in numbers], chunksize=1)
        standings.append(Standing(_peer(name), correct, mutants))
        tell(f"{name}: {sum(standings[-1].killed)} of {len(numbers)} mutants killed")
    return standings


def _peer(name: str) -> Peer:
    return next(peer for peer in PEERS if peer.name == name)


def _trial(job: tuple[str, int | None, int]) -> Trial:
    name, number, seed = job
    # The same for every peer: a real hash takes longer than all else that the server does.
    passwords._COST_IN_MEMORY = 2  # noqa: SLF001 # pyright: ignore[reportPrivateUsage, reportConstantRedefinition]
    return attempt(_peer(name), None if number is None else MUTANTS[number].make(), seed)


def processors() -> int:
    """Give the number of processors."""
    return os.cpu_count() or 1
