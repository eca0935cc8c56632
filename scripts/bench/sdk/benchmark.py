"""The benchmark of the client as a whole."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.report import Section, Table, paragraphs
from bench.sdk.peers import OFFICIAL, OURS, PEERS, PLAIN, RAW, FailedError, Peer, prepare
from bench.sdk.server import serving
from bench.sdk.walking import Walked, paced, paced_table, walk, walk_table
from bench.spread import Spread, ratio

Samples = dict[str, list[float]]

_LIMIT = 150


@dataclass(frozen=True)
class Effort:
    """How much is measured.

    Attributes:
        rounds: How often page, call and import are measured.
        walks: How often the store is walked through.
        customers: How many it holds.
    """

    rounds: int
    walks: int
    customers: int


FULL = Effort(9, 3, 100_000)
QUICK = Effort(5, 2, 100_000)


def benchmark(effort: Effort, tell: Callable[[str], None]) -> Section:
    """Measure every client in turn, several times.

    Args:
        effort: How much is measured.
        tell: Told how far it is.

    Raises:
        NotInstalledError: A registry did not give what is needed.
    """
    tell("preparing the environments of the clients")
    problems = prepare(tell)
    results = _rounds([peer for peer in PEERS if peer.name not in problems], effort.rounds, problems, tell)
    able = [peer for peer in PEERS if peer.name not in problems]
    walked = walk(able, effort.customers, effort.walks, tell)
    limited = paced(able, effort.customers, _LIMIT, tell)
    sizes = {peer.name: peer.environment.size() for peer in able}
    shown = (
        _table(results, sizes, problems),
        walk_table(walked, effort.customers),
        paced_table(limited, effort.customers, _LIMIT),
    )
    facts = {
        "calls": results,
        "installed_bytes": sizes,
        "walks": list(map(_facts, walked)),
        "rate_limited": limited,
        "left_out": problems,
    }
    return Section("sdk", "The client", _method(effort), shown, facts, tuple(_goals(results)))


def _rounds(
    peers: Sequence[Peer], rounds: int, problems: dict[str, str], tell: Callable[[str], None]
) -> dict[str, Samples]:
    results: dict[str, Samples] = {peer.name: {} for peer in peers}
    with serving() as url:
        for number in range(rounds):
            tell(f"pages, calls and imports, round {number + 1} of {rounds}")
            for peer in (each for each in peers if each.name not in problems):
                try:
                    for measure, value in {**peer.measure(url), "import": _import_ms(peer, url)}.items():
                        results[peer.name].setdefault(measure, []).append(value)
                except FailedError as error:
                    problems[peer.name] = str(error)
                    tell(f"{peer.label} is left out: {error}")
    return results


def _import_ms(peer: Peer, url: str) -> float:
    """Measure a fresh interpreter that imports the client and makes one, in milliseconds."""
    program = f"from bench.sdk import clients; clients.CLIENTS[{peer.name!r}]({url!r})"
    began = time.perf_counter()
    peer.run("-c", program)
    return (time.perf_counter() - began) * 1e3


def _table(results: dict[str, Samples], sizes: dict[str, int], problems: dict[str, str]) -> Table:
    headers = ["client"]
    for measure in ("page of 250, ms", "one call, µs", "import, ms"):
        headers += [measure, "ratio"]
    rows: list[tuple[str, ...]] = [
        (
            peer.label,
            *_cells(results, peer, "page", 1e3, 2),
            *_cells(results, peer, "call", 1, 0),
            *_cells(results, peer, "import", 1, 0),
            f"{sizes[peer.name] / 1e6:.1f}",
        )
        for peer in PEERS
        if peer.name not in problems
    ]
    rows += [(peer.label, problems[peer.name][:80], *[""] * 6) for peer in PEERS if peer.name in problems]
    return Table((*headers, "installed, MB"), tuple(rows), "A page, a call, an import")


def _cells(results: dict[str, Samples], peer: Peer, measure: str, scale: float, digits: int) -> tuple[str, str]:
    own = results[peer.name][measure]
    return f"{Spread.of(own).median / scale:.{digits}f}", ratio(own, results[RAW.name][measure]).shown()


def _goals(results: dict[str, Samples]) -> Iterator[str]:
    for said, own, other, measure, goal in (
        ("A page, against plain openapi-python-client", OURS, PLAIN, "page", "at most 1.2"),
        ("A call, against httpx2 alone", OURS, RAW, "call", "at most 1.15"),
        ("A page, the vendor's client against this one", OFFICIAL, OURS, "page", "at least 30"),
    ):
        mine, theirs = (results.get(peer.name, {}).get(measure, []) for peer in (own, other))
        if mine and len(mine) == len(theirs):
            yield f"{said}: {ratio(mine, theirs).shown()} (goal: {goal})."


def _facts(each: Walked) -> dict[str, object]:
    way = each.way
    named = {"client": way.peer.label, "mode": way.mode, "in_flight": way.in_flight}
    return {**named, "rounds": each.rounds, "kept": each.kept, "problem": each.problem}


def _method(effort: Effort) -> tuple[str, ...]:
    return paragraphs(Path(__file__).with_name("method.md"), rounds=effort.rounds, walks=effort.walks)
