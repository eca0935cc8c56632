"""Try mutants that nobody thought of: `make source-mutants`. Exits with 1 if one lives that nobody has looked at."""

import os
import sys
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

import click
import yaml
from tests.check.source_mutants.mutate import SourceMutant, mutants_of_the_mock
from tests.check.source_mutants.trial import try_all

_SURVIVORS = Path(__file__).with_name("survivors.yaml")
_NEW = "NEW"


@click.command()
@click.option("--sample", type=click.IntRange(min=1), default=400, show_default=True, help="How many to try.")
@click.option("--seed", default=1, show_default=True, help="Which of them.")
@click.option("--only", metavar="TEXT", multiple=True, help="Those alone whose name holds this text. Repeatable.")
@click.option("--processes", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="How many at once.")
def main(*, sample: int, seed: int, only: tuple[str, ...], processes: int) -> None:
    """Try a sample of all mutants of the mock's source; print those that live and the rate."""
    began = time.monotonic()
    everything = list(mutants_of_the_mock())
    wanted = [mutant for mutant in everything if not only or any(text in str(mutant) for text in only)]
    chosen = sorted(wanted, key=lambda mutant: _lot(mutant, seed))[:sample]
    alive = [str(trial.mutant) for trial in try_all(chosen, processes) if not trial.caught_by]
    kinds: dict[str, list[str]] = yaml.safe_load(_SURVIVORS.read_text())
    kind_of = {name: kind for kind, names in kinds.items() for name in names}
    for name in sorted(alive, key=lambda name: (kind_of.get(name, ""), name)):
        click.echo(f"{kind_of.get(name, _NEW)}: {name}")
    _tell_stale(kind_of.keys() - set(alive), set(map(str, chosen)), set(map(str, everything)))
    classes = Counter(kind_of.get(name, _NEW) for name in alive)
    caught = len(chosen) - len(alive)
    click.echo(
        f"{len(chosen)} of {len(wanted)} mutants: {caught} caught, {len(alive)} alive "
        f"({', '.join(f'{count} {kind}' for kind, count in classes.most_common())}) · "
        f"{caught / (caught + classes['gap'] + classes[_NEW] or 1):.1%} of what the document states · "
        f"{time.monotonic() - began:.0f} s"
    )
    if classes[_NEW]:
        click.echo(
            f"{classes[_NEW]} NEW: close the gap, or class them in {_SURVIVORS.relative_to(Path.cwd())}", err=True
        )
    sys.exit(bool(classes[_NEW]))


def _tell_stale(listed: set[str], chosen: set[str], everything: set[str]) -> None:
    """Tell which lines of the list are out of date: the check sees more than it did, or the source changed."""
    for name in sorted(listed):
        if name in chosen:
            click.echo(f"stale, caught by now: {name}")
        elif name not in everything:
            click.echo(f"stale, the source changed: {name}")


def _lot(mutant: SourceMutant, seed: int) -> bytes:
    # By its name alone: a change elsewhere in the source leaves the rest of the sample as it was.
    return sha256(f"{seed} {mutant}".encode()).digest()


if __name__ == "__main__":
    main()
