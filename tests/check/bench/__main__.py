"""Compare the check with its peers on the same mutants: `make bench-check`. Prints a table, writes bench/check.json."""

import json
import platform
import sys
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from tests.check.bench.compare import Standing, compare, processors
from tests.check.bench.peer import ROOT
from tests.check.bench.peers import PEERS
from tests.check.mutants.catalogue import MUTANTS

_NAMES = [peer.name for peer in PEERS]


@click.command()
@click.option(
    "--sample", type=click.IntRange(min=1), help="Try so many mutants, the same ones each time; all unless given."
)
@click.option("--peer", "peers", multiple=True, type=click.Choice(_NAMES), help="This one alone. May be repeated.")
@click.option("--seed", "seeds", type=int, multiple=True, default=(1, 2, 3), show_default=True)
@click.option("--processes", type=click.IntRange(min=1), default=processors(), help="How many mutants at once.")
@click.option("--output", type=click.Path(path_type=Path), default=ROOT / "bench/check.json", help="The JSON file.")
def main(sample: int | None, peers: tuple[str, ...], seeds: tuple[int, ...], processes: int, output: Path) -> None:
    """Judge the correct server and its mutants with every peer in one run."""
    numbers = sorted(sorted(range(len(MUTANTS)), key=_lot)[:sample])
    names = [peer.name for peer in PEERS if (not peers or peer.name in peers) and _may_run(peer.name)]
    standings = compare(names, numbers, seeds, processes, lambda line: click.echo(line, err=True))
    Console(width=140).print(_table(standings))
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(_facts(standings, numbers, seeds, processes), indent=2) + "\n")
    click.echo(f"written to {output}")


def _may_run(name: str) -> bool:
    peer = next(peer for peer in PEERS if peer.name == name)
    problem = peer.available()
    if problem:
        click.echo(f"{name} is left out: {problem}", err=True)
    return not problem


def _lot(number: int) -> bytes:
    # By its name: a mutant added elsewhere leaves the rest of a sample as it was.
    return sha256(str(MUTANTS[number]).encode()).digest()


def _table(standings: list[Standing]) -> Table:
    table = Table("peer", "set-up", "mutants killed", "false alarms on the correct mock", "seconds a server", box=None)
    for standing in standings:
        killed, tried = sum(standing.killed), len(standing.killed)
        alarms = f"{standing.alarms} of {len(standing.correct)} runs"
        share = f"{killed} of {tried} ({killed / tried:.0%})"
        table.add_row(standing.peer.name, standing.peer.setup, share, alarms, f"{standing.seconds:.1f}")
    return table


def _facts(standings: list[Standing], numbers: list[int], seeds: tuple[int, ...], processes: int) -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "machine": {"platform": platform.platform(), "processors": processors()},
        "versions": {name: version(name) for name in ("bigcommerce-customers", "schemathesis")},
        "seeds": seeds,
        "processes": processes,
        "mutants": len(numbers),
        "peers": [_facts_of(standing, numbers) for standing in standings],
    }


def _facts_of(standing: Standing, numbers: list[int]) -> dict[str, object]:
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


if __name__ == "__main__":
    sys.exit(main())
