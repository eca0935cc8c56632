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
from tests.check.source_mutants.trial import Trial, try_all

_SURVIVORS = Path(__file__).with_name("survivors.yaml")
_UNKNOWN = "nobody has looked at it"


@click.command()
@click.option("--sample", type=click.IntRange(min=1), default=400, show_default=True, help="How many to try.")
@click.option("--seed", default=1, show_default=True, help="Which of them.")
@click.option("--processes", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="How many at once.")
def main(sample: int, seed: int, processes: int) -> None:
    """Try a sample of all mutants of the mock's source; print those that live and the rate."""
    began = time.monotonic()
    everything = list(mutants_of_the_mock())
    chosen = sorted(everything, key=lambda mutant: _lot(mutant, seed))[:sample]
    alive = [trial for trial in try_all(chosen, processes) if not trial.caught_by]
    classes = Counter(map(_print_survivor, alive))
    stated = len(chosen) - len(alive) + classes["gap"] + classes[_UNKNOWN]
    caught = len(chosen) - len(alive)
    click.echo(
        f"{len(chosen)} of {len(everything)} mutants: {caught} caught, {len(alive)} alive "
        f"({', '.join(f'{count} {kind}' for kind, count in classes.most_common())}) · "
        f"{caught / stated:.1%} of what the document states · {time.monotonic() - began:.0f} s"
    )
    sys.exit(bool(classes[_UNKNOWN]))


def _lot(mutant: SourceMutant, seed: int) -> bytes:
    # By its name alone: a change elsewhere in the source leaves the rest of the sample as it was.
    return sha256(f"{seed} {mutant}".encode()).digest()


def _print_survivor(trial: Trial) -> str:
    kinds: dict[str, list[str]] = yaml.safe_load(_SURVIVORS.read_text())
    name = str(trial.mutant)
    kind = next((kind for kind, known in kinds.items() if name in known), _UNKNOWN)
    click.echo(f"{kind}: {name}")
    return kind


if __name__ == "__main__":
    main()
