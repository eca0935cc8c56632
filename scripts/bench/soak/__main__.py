"""`make soak`: mixed traffic with faults for an hour, and a table of memory and errors over that time."""

import sys

import click

from bench.paths import BUILD
from bench.processes import stop_servers_on_sigterm
from bench.soak.run import Row, soak, table


@click.command()
@click.option("--minutes", type=click.FloatRange(min=0.1), default=60, show_default=True, help="How long.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same number draws the same calls and faults.")
def main(minutes: float, seed: int) -> None:
    """Soak the mock, and end with 1 where the judge saw a rule broken."""
    stop_servers_on_sigterm()
    rows = soak(minutes, min(60, minutes * 6), sys.maxsize, seed, _tell)
    file = BUILD / "soak.md"
    file.write_text(table(rows).markdown() + "\n")
    click.echo(f"written to build/bench/{file.name}")
    if rows[-1].breaches:
        sys.exit(f"Rules broken: {', '.join(rows[-1].breaches)}")


def _tell(row: Row) -> None:
    memory = f"mock {row.mock_mb:.1f} MB, client and judge {row.client_mb:.1f} MB"
    click.echo(f"{row.minutes:6.1f} min  {row.calls:8,} calls  {sum(row.errors.values()):5} errors  {memory}")


if __name__ == "__main__":
    main()
