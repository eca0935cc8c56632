"""The benchmark of the check as a whole: every peer judges the correct mock and the same mutants."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import compress
from pathlib import Path
from typing import Any

from tests.check.mutants.catalogue import MUTANTS

from bench.check.compare import Comparison, Standing, compare
from bench.check.peer import Peer
from bench.check.peers import OURS, PEERS
from bench.environments import NotInstalledError
from bench.report import Section, Table, paragraphs
from bench.spread import Spread, ratio, share
from bigcommerce_contract.document import load_rules


@dataclass(frozen=True)
class Effort:
    """How much is tried.

    Attributes:
        sample: How many mutants at the most, the same ones each time; None for all.
        seeds: One run on the correct mock each; the mutants are tried with the first.
        minutes: No mutant is begun later than this. All of them would take eight hours on two cores.
        peers: Names of the peers; all unless given.
    """

    sample: int | None
    seeds: tuple[int, ...]
    minutes: float
    peers: tuple[str, ...] = ()


FULL = Effort(None, (1, 2, 3), 40)
QUICK = Effort(None, (1, 2), 16)


def benchmark(effort: Effort, tell: Callable[[str], None]) -> Section:
    """Let every peer judge the correct mock and the mutants.

    Args:
        effort: How much is tried.
        tell: Told how far it is, and which peer cannot be had.
    """
    chosen = [peer for peer in PEERS if not effort.peers or peer.name in effort.peers]
    left_out = dict(_not_to_be_had(chosen))
    names = [peer.name for peer in chosen if peer.name not in left_out]
    found = compare(names, drawn(effort.sample), effort.seeds, effort.minutes, tell)
    facts = {
        "seeds": effort.seeds,
        "mutants": len(found.numbers),
        "kept_verdicts": found.kept,
        "peers": [_facts(standing, found.numbers) for standing in found.standings],
        "left_out": left_out,
    }
    shown = (_table(found.standings, left_out), _by_kind(found))
    return Section("check", "The check", _method(found, effort.seeds), shown, facts, tuple(_findings(found)))


def _not_to_be_had(peers: Iterable[Peer]) -> Iterator[tuple[str, str]]:
    for peer in peers:
        try:
            peer.install()
        except NotInstalledError as error:
            yield peer.name, str(error)


def drawn(sample: int | None) -> list[int]:
    """Give the numbers of so many mutants, the same ones each time.

    They are of one rule each before any rule has two, and until then every family of rules has its share at any time.
    """
    by_rule: dict[str, list[int]] = {}
    for number in sorted(range(len(MUTANTS)), key=_lot):
        by_rule.setdefault(MUTANTS[number].rule, []).append(number)
    strata: dict[tuple[int, str], list[int]] = {}
    for rule, numbers in by_rule.items():
        for rank, number in enumerate(numbers):
            strata.setdefault((rank, _family(rule)), []).append(number)
    ranked = sorted(
        (rank, (place + 0.5) / len(numbers), _lot(number), number)
        for (rank, _), numbers in strata.items()
        for place, number in enumerate(numbers)
    )
    return [number for *_, number in ranked[:sample]]


def _family(rule: str) -> str:
    return rule.partition(".")[0]


def _lot(number: int) -> bytes:
    # By its name: its place in the catalogue decides nothing.
    return sha256(str(MUTANTS[number]).encode()).digest()


def _table(standings: Sequence[Standing], left_out: Mapping[str, str]) -> Table:
    rows = [_row(standing, standings[0]) for standing in standings]
    rows += [(name, f"left out: {problem}", "", "", "", "") for name, problem in left_out.items()]
    headers = ("peer", "set-up", "mutants killed", "false alarms on the correct mock", "seconds a server", "ratio")
    return Table(headers, tuple(rows), "The same mutants, judged by each")


def _row(standing: Standing, first: Standing) -> tuple[str, ...]:
    seconds, base = ([trial.seconds for trial in each.correct] for each in (standing, first))
    problems = {trial.problem for trial in standing.correct if trial.problem}
    alarms = f"{standing.alarms} of {len(standing.correct)} runs"
    return (
        standing.peer.name,
        standing.peer.setup,
        share(sum(standing.killed), len(standing.killed)),
        ", ".join(problems) or (f"{alarms}, {len(standing.noise)} kinds" if standing.alarms else alarms),
        Spread.of(seconds).shown(1),
        ratio(seconds, base).shown(1),
    )


def _by_kind(found: Comparison) -> Table:
    levels = {str(rule["id"]): str(rule["level"]) for rule in load_rules()}
    rules = [MUTANTS[number].rule for number in found.numbers]
    kinds = {f"`{level}` rules": [levels[rule] == level for rule in rules] for level in ("must", "should", "may")}
    kinds |= {f"`{name}.`": [_family(rule) == name for rule in rules] for name in sorted(set(map(_family, rules)))}
    rows = [
        (kind, str(sum(chosen)), *(str(sum(compress(standing.killed, chosen))) for standing in found.standings))
        for kind, chosen in kinds.items()
        if any(chosen)
    ]
    headers = ("mutants of", "tried", *(standing.peer.name for standing in found.standings))
    return Table(
        headers, tuple(rows), "Mutants killed, by the level and by the first part of the name of the broken rule"
    )


def _findings(found: Comparison) -> Iterator[str]:
    first = found.standings[0]
    if first.peer is OURS:
        judged = zip(found.numbers, first.mutants, strict=True)
        named = sum(MUTANTS[number].rule in trial.complaints for number, trial in judged)
        yield f"{first.peer.name} names the very rule that is broken in {named} of its {sum(first.killed)} kills."
    ours = dict(zip(found.numbers, first.killed, strict=True))
    for standing in found.standings:
        if problems := sum(bool(trial.problem) for trial in standing.mutants):
            yield f"{standing.peer.name} came to no verdict on {problems} mutants, which count as living."
    for standing in found.standings[1:]:
        killed = zip(found.numbers, standing.killed, strict=True)
        alone = [str(MUTANTS[number]) for number, dead in killed if dead and not ours[number]]
        if alone:
            yield f"{standing.peer.name} kills what {first.peer.name} lets live: {'; '.join(alone)}."


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


def _method(found: Comparison, seeds: tuple[int, ...]) -> tuple[str, ...]:
    mutants = len(found.numbers)
    rules = len({MUTANTS[number].rule for number in found.numbers})
    all_rules = len({mutant.rule for mutant in MUTANTS})
    some = f"{mutants} of the {len(MUTANTS)}, which break {rules} of the {all_rules} rules"
    which = f"all {mutants}" if mutants == len(MUTANTS) else some
    old = f"{found.kept} of the {mutants * len(found.standings)}"
    return paragraphs(Path(__file__).with_name("method.md"), which=which, seeds=" and ".join(map(str, seeds)), old=old)
