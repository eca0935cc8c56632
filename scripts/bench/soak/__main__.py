"""`make soak`: mixed traffic with faults for an hour, and a table of memory and errors over that time."""

import sys

import click
from rich.console import Console

from bench.paths import BUILD
from bench.processes import stop_servers_on_sigterm
from bench.soak.reading import Row, errors_table, leaks, table, told, unexplained
from bench.soak.run import FAULTS, soak


@click.command()
@click.option("--minutes", type=click.FloatRange(min=0.1), default=60, show_default=True, help="How long.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same number draws the same calls and faults.")
def main(minutes: float, seed: int) -> None:
    """Soak the mock.

    It ends with 1 where the judge saw a rule broken, the client raised what no fault explains or more of it than the
    faults do, or memory goes on growing.
    """
    stop_servers_on_sigterm()
    rows = soak(minutes, min(60, minutes * 6), sys.maxsize, seed, _tell)
    found = errors_table(rows, FAULTS)
    found.draw(Console(width=140))
    growth = "\n".join(f"* {line}" for line in told(rows))
    click.echo(growth)
    file = BUILD / "soak.md"
    file.write_text("\n\n".join([table(rows).markdown(), found.markdown(), growth]) + "\n")
    click.echo(f"written to build/bench/{file.name}")
    wrong = {"Rules broken": rows[-1].breaches, "Unexplained": unexplained(rows, FAULTS), "Leaks": leaks(rows)}
    sys.exit(" ".join(f"{name}: {', '.join(each)}." for name, each in wrong.items() if each) or 0)


def _tell(row: Row) -> None:
    memory = f"mock {row.mock_mb:.1f} MB, client and judge {row.client_mb:.1f} MB"
    click.echo(f"{row.minutes:6.1f} min  {row.calls:8,} calls  {sum(row.errors.values()):5} errors  {memory}")


if __name__ == "__main__":
    main()
