"""`python -m bench mock|sdk|check|all|report`: what the make targets run."""

import sys
import time
from collections.abc import Callable

import click

from bench import results
from bench.commit import commit
from bench.environments import NotInstalledError
from bench.load import BadAnswerError
from bench.machine import busy_cores
from bench.paths import ROOT
from bench.processes import NotStartedError, stop_servers_on_sigterm
from bench.report import Section

_PARTS = ("mock", "sdk", "check")
_BEGAN = time.monotonic()


@click.command()
@click.argument("name", type=click.Choice([*_PARTS, "all", "report"]))
@click.option(
    "--quick", is_flag=True, help="Fewer and shorter rounds, smaller stores, fewer mutants: half an hour, not one."
)
@click.option("--resume", is_flag=True, help="Leave out parts that are measured already; all alone.")
@click.option(
    "--mutants", metavar="N", type=click.IntRange(min=1), help="Judge so many mutants at the most; the check alone."
)
@click.option(
    "--minutes",
    metavar="N",
    type=float,
    help="Begin no mutant later than this; the correct server comes first; the check alone.",
)
@click.option("--peer", "peers", metavar="NAME", multiple=True, help="This peer alone; the check alone. Repeatable.")
def main(  # noqa: PLR0913 - the options of the command
    name: str, *, quick: bool, resume: bool, mutants: int | None, minutes: float | None, peers: tuple[str, ...]
) -> None:
    """Run one benchmark and print it, or all of them.

    All of them are written to bench/RESULTS.md and bench/results.json, after each part: a run that is cut off leaves
    what it has measured. `report` writes the same of what the last runs of each part found.
    """
    parts = {
        "mock": lambda: _mock(quick),
        "sdk": lambda: _sdk(quick),
        "check": lambda: _check(quick, mutants, minutes, peers),
    }
    stop_servers_on_sigterm()
    chosen = _chosen(name, resume=resume)
    effort: dict[str, str] = dict.fromkeys(_PARTS, "quick run" if quick else "full run")
    effort["check"] += _options(mutants, minutes, peers)
    failed = [each for each in chosen if not _measured(each, effort[each], parts[each])]
    if name in {"all", "report"}:
        click.echo(f"written to {results.publish(_PARTS)}")
    sys.exit(f"Not measured: {', '.join(failed)}." if failed else 0)


def _chosen(name: str, *, resume: bool) -> list[str]:
    if name == "report":
        return []
    chosen = [name] if name in _PARTS else [part for part in _PARTS if not (resume and results.is_saved(part))]
    for part in chosen:
        results.forget(part)
    return chosen


def _options(mutants: int | None, minutes: float | None, peers: tuple[str, ...]) -> str:
    told = [f"--mutants {mutants}"] if mutants else []
    told += [f"--minutes {minutes:g}"] if minutes else []
    told += [f"--peer {peer}" for peer in peers]
    return f" with {' '.join(told)}" if told else ""


def _measured(part: str, effort: str, run: Callable[[], Section]) -> bool:
    # Before anything is measured: whoever changes the code meanwhile changes what is found only in part.
    busy, code, began = busy_cores(), commit(ROOT), time.monotonic()
    try:
        section = run()
    except (NotInstalledError, NotStartedError, BadAnswerError) as error:
        _tell(f"{part} cannot be measured: {error}")
        return False
    section.draw()
    run_as = results.Run(busy, (time.monotonic() - began) / 60, code, effort)
    click.echo(f"written to {results.save(section, run_as)}")
    return True


def _tell(line: str) -> None:
    minutes, seconds = divmod(int(time.monotonic() - _BEGAN), 60)
    click.echo(f"{minutes:3}:{seconds:02} {line}", err=True)


# What one benchmark needs costs the others nothing: each is imported where it is run.


def _check(quick: bool, mutants: int | None, minutes: float | None, peers: tuple[str, ...]) -> Section:  # noqa: FBT001
    from bench.check import benchmark  # noqa: PLC0415

    usual = benchmark.QUICK if quick else benchmark.FULL
    effort = benchmark.Effort(mutants or usual.sample, usual.seeds, minutes or usual.minutes, peers)
    return benchmark.benchmark(effort, _tell)


def _sdk(quick: bool) -> Section:  # noqa: FBT001
    from bench.sdk import benchmark  # noqa: PLC0415

    return benchmark.benchmark(benchmark.QUICK if quick else benchmark.FULL, _tell)


def _mock(quick: bool) -> Section:  # noqa: FBT001
    from bench.mock import benchmark  # noqa: PLC0415

    return benchmark.benchmark(benchmark.QUICK if quick else benchmark.FULL, _tell)


if __name__ == "__main__":
    main()
