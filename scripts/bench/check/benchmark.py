"""The benchmark of the check as a whole: every peer judges the correct mock and the same mutants."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.check.mutants.catalogue import MUTANTS

from bench.check.compare import Standing, compare, processors
from bench.check.peers import PEERS
from bench.report import Section, Table, paragraphs
from bench.spread import Spread


@dataclass(frozen=True)
class Effort:
    """How much is tried.

    Attributes:
        sample: How many mutants, the same ones each time; None for all.
        seeds: One run on the correct mock each; the mutants are tried with the first.
        peers: Names of the peers; all unless given.
    """

    sample: int | None
    seeds: tuple[int, ...]
    peers: tuple[str, ...] = ()


FULL = Effort(40, (1, 2, 3))
QUICK = Effort(4, (1,))


def benchmark(effort: Effort, tell: Callable[[str], None]) -> Section:
    """Let every peer judge the correct mock and the mutants.

    Args:
        effort: How much is tried.
        tell: Told how far it is, and which peer cannot be had.
    """
    numbers = sorted(sorted(range(len(MUTANTS)), key=_lot)[: effort.sample])
    names = [
        peer.name for peer in PEERS if (not effort.peers or peer.name in effort.peers) and _may_run(peer.name, tell)
    ]
    standings = compare(names, numbers, effort.seeds, processors(), tell)
    facts = {
        "seeds": effort.seeds,
        "mutants": len(numbers),
        "peers": [_facts(standing, numbers) for standing in standings],
    }
    return Section(
        "check", "The check", _method(len(numbers), effort.seeds), (_table(standings),), facts, _findings(standings)
    )


def _may_run(name: str, tell: Callable[[str], None]) -> bool:
    peer = next(peer for peer in PEERS if peer.name == name)
    problem = peer.available()
    if problem:
        tell(f"{name} is left out: {problem}")
    return not problem


def _lot(number: int) -> bytes:
    # By its name: a mutant added elsewhere leaves the rest of a sample as it was.
    return sha256(str(MUTANTS[number]).encode()).digest()


def _table(standings: Sequence[Standing]) -> Table:
    rows = [
        (
            standing.peer.name,
            standing.peer.setup,
            f"{sum(standing.killed)} of {len(standing.killed)} ({sum(standing.killed) / len(standing.killed):.0%})",
            f"{standing.alarms} of {len(standing.correct)} runs",
            Spread.of([trial.seconds for trial in standing.correct]).shown(1),
            f"{standing.seconds / standings[0].seconds:.2f}",
        )
        for standing in standings
    ]
    headers = ("peer", "set-up", "mutants killed", "false alarms on the correct mock", "seconds a server", "ratio")
    return Table(headers, tuple(rows), "The same mutants, judged by each")


def _findings(standings: Sequence[Standing]) -> tuple[str, ...]:
    return tuple(
        f"{standing.peer.name} came to no verdict on {problems} mutants, which count as living."
        for standing in standings
        if (problems := sum(bool(trial.problem) for trial in standing.mutants))
    )


def _facts(standing: Standing, numbers: Sequence[int]) -> dict[str, Any]:
    trials = zip(numbers, standing.mutants, standing.killed, strict=True)
    return {
        "name": standing.peer.name,
        "setup": standing.peer.setup,
        "killed": sum(standing.killed),
        "seconds_on_the_correct_server": [round(trial.seconds, 2) for trial in standing.correct],
        "false_alarms": [sorted(trial.complaints) for trial in standing.correct],
        "mutants": [
            {
                "mutant": str(MUTANTS[number]),
                "killed": killed,
                "named": killed and any(MUTANTS[number].rule == each for each in trial.complaints),
                "seconds": round(trial.seconds, 2),
                "problem": trial.problem,
            }
            for number, trial, killed in trials
        ],
    }


def _method(mutants: int, seeds: tuple[int, ...]) -> tuple[str, ...]:
    drawn = f"{mutants} of the {len(MUTANTS)}, drawn once and for all by a hash of their names"
    which = f"all {mutants}" if mutants == len(MUTANTS) else drawn
    return paragraphs(Path(__file__).with_name("method.md"), which=which, seeds=", ".join(map(str, seeds)))
