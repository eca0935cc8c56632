"""The benchmark of the client as a whole."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.report import Section, Table, paragraphs
from bench.sdk.peers import OFFICIAL, OURS, PEERS, PLAIN, RAW, Peer, prepare
from bench.sdk.server import serving
from bench.sdk.walking import Walked, paced, paced_table, walk, walk_table
from bench.spread import Spread, ratio

Samples = dict[str, list[float]]

_LIMIT = 300


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
QUICK = Effort(3, 1, 20_000)


def benchmark(effort: Effort, tell: Callable[[str], None]) -> Section:
    """Measure every client in turn, several times.

    Args:
        effort: How much is measured.
        tell: Told how far it is.

    Raises:
        NotInstalledError: A registry did not give what is needed.
    """
    tell("preparing the environments of the clients")
    prepare()
    results = _rounds(effort.rounds, tell)
    walked = walk(effort.customers, effort.walks, tell)
    # As many customers as need more requests than the limit allows.
    many = max(effort.customers, 400 * 250)
    limited = paced(many, _LIMIT, tell)
    sizes = {peer.name: peer.environment.size() for peer in PEERS}
    shown = (_table(results, sizes), walk_table(walked, effort.customers), paced_table(limited, many, _LIMIT))
    facts = {"calls": results, "installed_bytes": sizes, "walks": list(map(_facts, walked)), "rate_limited": limited}
    return Section("sdk", "The client", _method(effort), shown, facts, tuple(_goals(results)))


def _rounds(rounds: int, tell: Callable[[str], None]) -> dict[str, Samples]:
    results: dict[str, Samples] = {peer.name: {} for peer in PEERS}
    with serving() as url:
        for number in range(rounds):
            tell(f"pages, calls and imports, round {number + 1} of {rounds}")
            for peer in PEERS:
                for measure, value in {**peer.measure(url), "import": _import_ms(peer, url)}.items():
                    results[peer.name].setdefault(measure, []).append(value)
    return results


def _import_ms(peer: Peer, url: str) -> float:
    """Measure a fresh interpreter that imports the client and makes one, in milliseconds."""
    program = f"from bench.sdk import clients; clients.CLIENTS[{peer.name!r}]({url!r})"
    began = time.perf_counter()
    peer.run("-c", program)
    return (time.perf_counter() - began) * 1e3


def _table(results: dict[str, Samples], sizes: dict[str, int]) -> Table:
    headers = ["client"]
    for measure in ("page of 250, ms", "one call, µs", "import, ms"):
        headers += [measure, "ratio"]
    rows = [
        (
            peer.label,
            *_cells(results, peer, "page", 1e3, 2),
            *_cells(results, peer, "call", 1, 0),
            *_cells(results, peer, "import", 1, 0),
            f"{sizes[peer.name] / 1e6:.1f}",
        )
        for peer in PEERS
    ]
    return Table((*headers, "installed, MB"), tuple(rows), "A page, a call, an import")


def _cells(results: dict[str, Samples], peer: Peer, measure: str, scale: float, digits: int) -> tuple[str, str]:
    own = results[peer.name][measure]
    return f"{Spread.of(own).median / scale:.{digits}f}", ratio(own, results[RAW.name][measure]).shown()


def _goals(results: dict[str, Samples]) -> Iterator[str]:
    def between(own: Peer, other: Peer, measure: str) -> str:
        return ratio(results[own.name][measure], results[other.name][measure]).shown()

    yield f"A page, against plain openapi-python-client: {between(OURS, PLAIN, 'page')} (goal: at most 1.2)."
    yield f"A call, against httpx2 alone: {between(OURS, RAW, 'call')} (goal: at most 1.15)."
    yield f"A page, the vendor's client against this one: {between(OFFICIAL, OURS, 'page')} (goal: at least 30)."


def _facts(each: Walked) -> dict[str, object]:
    way = each.way
    named = {"client": way.peer.label, "mode": way.mode, "in_flight": way.in_flight}
    return {**named, "rounds": each.rounds, "kept": each.kept, "problem": each.problem}


def _method(effort: Effort) -> tuple[str, ...]:
    return paragraphs(Path(__file__).with_name("method.md"), rounds=effort.rounds, walks=effort.walks)
