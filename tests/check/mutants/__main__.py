"""Try every mutant with several seeds: `make mutants`. Exits with 1 if one is not named by the rule that it breaks."""

import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from multiprocessing import get_context

import click
from rich.console import Console
from rich.table import Table
from tests.check.mutants.catalogue import MUTANTS
from tests.check.mutants.consequences import unexpected
from tests.check.mutants.inprocess import judged_walk
from tests.check.mutants.registry import Mutant

from bigcommerce_contract.document import load_rules
from bigcommerce_contract.mock import passwords

Trial = tuple[int, int]
"""Number of a mutant and seed."""


@click.command()
@click.option("--seed", "seeds", type=int, multiple=True, default=(1, 2, 3, 4), show_default=True)
@click.option("--rule", "rules", multiple=True, help="Try the mutants of this rule alone. May be repeated.")
@click.option("--processes", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="How many at once.")
def main(seeds: tuple[int, ...], rules: tuple[str, ...], processes: int) -> None:
    """Try every mutant with every seed and print a line for each."""
    began = time.monotonic()
    chosen = [number for number, mutant in enumerate(MUTANTS) if not rules or mutant.rule in rules]
    trials = list(product(chosen, seeds))
    misses: dict[int, list[str]] = defaultdict(list)
    with get_context("fork").Pool(processes, _make_hashes_cheap) as pool:
        for (number, seed), miss in zip(trials, pool.imap(_miss, trials, chunksize=8), strict=True):
            if miss:
                misses[number].append(f"seed {seed}: {miss}")
    Console(width=200).print(_table(chosen, misses))
    covered = len({MUTANTS[number].rule for number in chosen})
    click.echo(
        f"{len(chosen)} mutants of {covered} of {len(load_rules())} rules, {len(seeds)} seeds: "
        f"{len(chosen) - len(misses)} caught by the broken rule, {len(misses)} not · {time.monotonic() - began:.0f} s"
    )
    sys.exit(bool(misses))


def _make_hashes_cheap() -> None:
    passwords._COST_IN_MEMORY = 2  # noqa: SLF001 # pyright: ignore[reportPrivateUsage, reportConstantRedefinition]


def _miss(trial: Trial) -> str:
    """Try a mutant and say what is wrong with the verdict; nothing if nothing is."""
    number, seed = trial
    mutant = MUTANTS[number]
    session = judged_walk(mutant.make(), frozenset({mutant.rule}), run=f"seed{seed}")
    named = {finding.rule for finding in session.findings}
    if mutant.rule not in named:
        return f"not caught; named: {', '.join(sorted(named)) or 'nothing'}"
    return ", ".join(f"{rule} named as well" for rule in sorted(unexpected(mutant, named)))


def _table(numbers: Iterable[int], misses: dict[int, list[str]]) -> Table:
    table = Table("rule", "mutant", "verdict", box=None, pad_edge=False)
    for number in numbers:
        table.add_row(*_row(MUTANTS[number], misses.get(number, [])))
    return table


def _row(mutant: Mutant, misses: list[str]) -> tuple[str, str, str]:
    return mutant.rule, mutant.title, "; ".join(misses) or "caught"


if __name__ == "__main__":
    main()
