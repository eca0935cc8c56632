"""Compare the SDK with its peers in one run: `make bench-sdk`. Prints ratios; asserts nothing."""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from sdk_bench.environments import FOLDER, PEERS, Peer, installed_size, prepare
from sdk_bench.server import serving

_SCRIPTS = Path(__file__).resolve().parent
_BARE = "raw"
Samples = dict[str, list[float]]


@click.command()
@click.option("--rounds", type=click.IntRange(min=1), default=7, show_default=True, help="How often each is measured.")
def main(rounds: int) -> None:
    """Measure every client in turn, several times, and print the medians and ratios."""
    click.echo(f"Preparing the environments below {FOLDER.relative_to(Path.cwd())}")
    prepare()
    results: dict[str, Samples] = {peer.name: {} for peer in PEERS}
    with serving() as url:
        for _ in range(rounds):
            for peer in PEERS:
                for measure, value in {**_timings(peer, url), "import": _import_ms(peer, url)}.items():
                    results[peer.name].setdefault(measure, []).append(value)
    _write(results)
    Console(width=160).print(_table(results))
    for line in _goals(results):
        click.echo(line)
    click.echo(
        f"Medians of {rounds} interleaved rounds, {platform.machine()}, Python {platform.python_version()}; "
        f"in brackets the ratio to {PEERS[0].label}, and its least and greatest value over the rounds."
    )


def _timings(peer: Peer, url: str) -> dict[str, float]:
    timings: dict[str, float] = json.loads(_run(peer, "-m", "sdk_bench.measure", peer.name, url))
    return timings


def _import_ms(peer: Peer, url: str) -> float:
    """Measure a fresh interpreter that imports the client and makes one, in milliseconds."""
    program = f"from sdk_bench import clients; clients.CLIENTS[{peer.name!r}]({url!r})"
    began = time.perf_counter()
    _run(peer, "-c", program)
    return (time.perf_counter() - began) * 1e3


def _run(peer: Peer, *arguments: str) -> str:
    command = [str(peer.python), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(_SCRIPTS)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{peer.label} cannot be measured: {done.stderr.strip()}")
    return done.stdout


def _table(results: dict[str, Samples]) -> Table:
    table = Table("client", "page of 250, ms", "one call, µs", "import, ms", "installed, MB", box=None)
    for peer in PEERS:
        cells = [
            _cell(results, peer, "page", lambda value: f"{value / 1e3:.2f}"),
            _cell(results, peer, "call", lambda value: f"{value:.0f}"),
            _cell(results, peer, "import", lambda value: f"{value:.0f}"),
        ]
        table.add_row(peer.label, *cells, f"{installed_size(peer) / 1e6:.1f}")
    return table


def _cell(results: dict[str, Samples], peer: Peer, measure: str, show: Callable[[float], str]) -> str:
    return f"{show(statistics.median(results[peer.name][measure]))} ({_ratio(results, peer.name, _BARE, measure)})"


def _ratio(results: dict[str, Samples], own: str, other: str, measure: str) -> str:
    # Within a round, so that what slowed the machine down for a while slowed both.
    pairs = zip(results[own][measure], results[other][measure], strict=True)
    ratios = [mine / theirs for mine, theirs in pairs]
    return f"{statistics.median(ratios):.2f}: {min(ratios):.2f} to {max(ratios):.2f}"


def _goals(results: dict[str, Samples]) -> Iterator[str]:
    yield f"A page, against plain openapi-python-client: {_ratio(results, 'ours', 'plain', 'page')} (goal: at most 1.2)"
    yield f"A call, against raw httpx2: {_ratio(results, 'ours', _BARE, 'call')} (goal: at most 1.15)"
    yield f"A page, the vendor's client against this: {_ratio(results, 'official', 'ours', 'page')} (goal: at least 30)"


def _write(results: dict[str, Samples]) -> None:
    sizes = {peer.name: installed_size(peer) for peer in PEERS}
    written = {"date": datetime.now(UTC).isoformat(), "python": platform.python_version(), "bytes": sizes, **results}
    FOLDER.joinpath("results.json").write_text(json.dumps(written, indent=2) + "\n")


if __name__ == "__main__":
    main()
