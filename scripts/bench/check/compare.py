"""The comparison: false alarms on the correct server first, then every mutant, killed where a new complaint appears."""

import os
import signal
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from types import FrameType

from tests.check.mutants.catalogue import MUTANTS

from bench.check import verdicts
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


@dataclass(frozen=True)
class Comparison:
    """What came of it.

    Attributes:
        standings: How each peer did.
        numbers: The mutants that every peer has judged.
        kept: How many verdicts on them an earlier run had reached.
    """

    standings: list[Standing]
    numbers: list[int]
    kept: int


_Job = tuple[str, int | None, int, float]


def compare(
    names: Sequence[str], numbers: Sequence[int], seeds: Sequence[int], minutes: float, tell: Callable[[str], None]
) -> Comparison:
    """Let peers judge the correct server and mutants, each run on a fresh server.

    Args:
        names: Names of the peers.
        numbers: Numbers of the mutants in `MUTANTS`.
        seeds: One run on the correct server each; mutants are tried with the first.
        minutes: No mutant is begun later than this; those are left out that not every peer has judged.
        tell: Told how far it is.
    """
    until = time.monotonic() + 60 * minutes
    correct = {name: _correct(name, seeds, tell) for name in names}
    found = {name: verdicts.kept(_peer(name), seeds[0]) for name in names}
    wanted = [(name, number) for number in numbers for name in names]
    missing = [(name, number, seeds[0], until) for name, number in wanted if str(MUTANTS[number]) not in found[name]]
    tell(
        f"{len(wanted) - len(missing)} verdicts on mutants are kept from an earlier run; more until minute {minutes:g}"
    )
    if missing and time.monotonic() >= until:
        tell("the correct server took all the time; --minutes has to be more for mutants to be tried")
    fresh = _judge(missing, found, tell)
    judged = [number for number in numbers if all(str(MUTANTS[number]) in found[name] for name in names)]
    standings = [
        Standing(_peer(name), correct[name], [found[name][str(MUTANTS[number])] for number in judged]) for name in names
    ]
    return Comparison(standings, judged, len(judged) * len(names) - sum(number in set(judged) for number in fresh))


def _correct(name: str, seeds: Sequence[int], tell: Callable[[str], None]) -> list[Trial]:
    trials = [_trial((name, None, seed)) for seed in seeds]
    tell(f"{name}: {statistics.median(trial.seconds for trial in trials):.1f} s on the correct server")
    return trials


def _judge(jobs: Sequence[_Job], found: dict[str, dict[str, Trial]], tell: Callable[[str], None]) -> list[int]:
    """Add the verdicts of jobs to those that were found, and give the mutants that they are of."""
    fresh: list[int] = []
    with get_context("spawn").Pool(os.cpu_count(), _end_quietly) as pool:
        # In this order: what is done when the time is over is done by all peers.
        for (name, number, seed, _), trial in zip(jobs, pool.imap(_timed, jobs), strict=True):
            if trial is None or number is None:
                continue
            mutant = str(MUTANTS[number])
            found[name][mutant] = trial
            verdicts.keep(_peer(name), mutant, seed, trial)
            fresh.append(number)
            tell(f"{len(fresh)} verdicts: {name}, {mutant}")
        pool.close()
        pool.join()
    return fresh


def _end_quietly() -> None:
    # However the main process is ended: the peers that a process has started end with it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _exit)


def _exit(_number: int, _frame: FrameType | None) -> None:
    sys.exit(1)


def _peer(name: str) -> Peer:
    return next(peer for peer in PEERS if peer.name == name)


def _timed(job: _Job) -> Trial | None:
    name, number, seed, until = job
    return _trial((name, number, seed)) if time.monotonic() < until else None


def _trial(job: tuple[str, int | None, int]) -> Trial:
    name, number, seed = job
    # The same for every peer: a real hash takes longer than all else that the server does.
    passwords._COST_IN_MEMORY = 2  # noqa: SLF001 # pyright: ignore[reportPrivateUsage, reportConstantRedefinition]
    return attempt(_peer(name), None if number is None else MUTANTS[number].make(), seed)
