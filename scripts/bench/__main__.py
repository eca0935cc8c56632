"""`python -m bench mock|sdk|check|all`: what the make targets run."""

import sys

import click

from bench import results
from bench.environments import NotInstalledError
from bench.processes import stop_servers_on_sigterm
from bench.report import Section

_NAMES = ("mock", "sdk", "check")


@click.command()
@click.argument("name", type=click.Choice([*_NAMES, "all"]))
@click.option("--quick", is_flag=True, help="Fewer and shorter rounds, smaller stores, fewer mutants.")
@click.option("--mutants", metavar="N", type=click.IntRange(min=1), help="Judge so many mutants; the check alone.")
@click.option("--all-mutants", is_flag=True, help="Judge every mutant, which takes hours; the check alone.")
@click.option("--peer", "peers", metavar="NAME", multiple=True, help="This peer alone; the check alone. Repeatable.")
def main(name: str, *, quick: bool, mutants: int | None, all_mutants: bool, peers: tuple[str, ...]) -> None:
    """Run one benchmark and print it, or all and write bench/RESULTS.md and bench/results.json."""
    runs = {
        "check": lambda: _check(quick, mutants, all_mutants, peers),
        "sdk": lambda: _sdk(quick),
        "mock": lambda: _mock(quick),
    }
    stop_servers_on_sigterm()
    try:
        for each in _NAMES if name == "all" else [name]:
            section = runs[each]()
            section.draw()
            click.echo(f"written to {results.save(section)}")
    except NotInstalledError as error:
        sys.exit(f"A peer cannot be installed: {error}")
    if name == "all":
        click.echo(f"written to {results.publish(_NAMES)}")


def _tell(line: str) -> None:
    click.echo(line, err=True)


# What one benchmark needs costs the others nothing: each is imported where it is run.


def _check(quick: bool, mutants: int | None, all_mutants: bool, peers: tuple[str, ...]) -> Section:  # noqa: FBT001
    from bench.check import benchmark  # noqa: PLC0415

    usual = benchmark.QUICK if quick else benchmark.FULL
    sample = None if all_mutants else mutants or usual.sample
    return benchmark.benchmark(benchmark.Effort(sample, usual.seeds, peers), _tell)


def _sdk(quick: bool) -> Section:  # noqa: FBT001
    from bench.sdk import benchmark  # noqa: PLC0415

    return benchmark.benchmark(benchmark.QUICK if quick else benchmark.FULL, _tell)


def _mock(quick: bool) -> Section:  # noqa: FBT001
    from bench.mock import benchmark  # noqa: PLC0415

    return benchmark.benchmark(benchmark.QUICK if quick else benchmark.FULL, _tell)


if __name__ == "__main__":
    main()
