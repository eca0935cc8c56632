"""Walking through all customers of a store of the mock, with more or fewer requests in flight."""

import json
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from bench.mock.scale import filled, serve
from bench.processes import Running
from bench.report import Table
from bench.sdk.clients import PAGE
from bench.sdk.peers import DECODED, OFFICIAL, RAW, FailedError, Peer
from bench.spread import Spread, ratio

IN_FLIGHT = (1, 4, 16)
_SLOW_S = 20
_STORE = "/stores/abc123/v2"


@dataclass(frozen=True)
class Way:
    """How a client walks.

    Attributes:
        peer: The client.
        mode: `sync`, with threads where several requests are in flight, or `async`.
        in_flight: How many requests at once.
    """

    peer: Peer
    mode: str
    in_flight: int


@dataclass
class Walked:
    """What the rounds of a way of walking gave, or why it gave nothing."""

    way: Way
    rounds: list[dict[str, float]] = field(default_factory=list[dict[str, float]])
    kept: dict[str, float] | None = None
    problem: str = ""

    def of(self, name: str) -> list[float]:
        """Give a measure, one value a round."""
        return [each[name] for each in self.rounds]


def ways(peers: Sequence[Peer]) -> list[Way]:
    """Give every way in which clients can walk."""
    walking = [peer for peer in peers if peer is not DECODED]
    modes = [(peer, mode) for peer in walking for mode in ("sync", *(["async"] if peer.has_coroutines else []))]
    # The vendor's client keeps a session of requests, which is made for one thread.
    return [
        Way(peer, mode, number) for peer, mode in modes for number in (IN_FLIGHT[:1] if peer is OFFICIAL else IN_FLIGHT)
    ]


def limited_ways(peers: Sequence[Peer]) -> list[Way]:
    """Give every way of those who can wait for a rate limit, and one way of each of the others: they give up in all."""
    return [way for way in ways(peers) if way.peer.waiting or (way.in_flight == 1 and way.mode == "sync")]


def walk(peers: Sequence[Peer], customers: int, rounds: int, tell: Callable[[str], None]) -> list[Walked]:
    """Let every client walk through a store of so many customers with no rate limit in its way.

    Args:
        peers: The clients.
        customers: How many customers.
        rounds: How often; what takes longer than `_SLOW_S` walks once.
        tell: Told how far it is.
    """
    walked = [Walked(way) for way in ways(peers)]
    with ExitStack() as stack:
        server = serve(filled(customers, tell), stack)
        for number in range(rounds):
            tell(f"walking through {customers:,} customers, round {number + 1} of {rounds}")
            for each in walked:
                if not each.problem and all(seconds < _SLOW_S for seconds in each.of("seconds")):
                    _attempt(each, server, customers, keep=number == 0)
    return walked


def _attempt(each: Walked, server: Running, customers: int, *, keep: bool) -> None:
    way = each.way
    arguments = (_url(server), way.mode, str(way.in_flight), str(customers))
    try:
        each.rounds.append(way.peer.measure(*arguments, "stream"))
        if keep and way.in_flight == 1 and each.rounds[-1]["seconds"] < _SLOW_S:
            each.kept = way.peer.measure(*arguments, "keep")
    except FailedError as error:
        each.problem = str(error)


def paced(peers: Sequence[Peer], customers: int, limit: int, tell: Callable[[str], None]) -> list[dict[str, Any]]:
    """Let every client walk under a rate limit that the walk meets, each on a server of its own, all at once.

    Args:
        peers: The clients.
        customers: How many.
        limit: Requests in 30 seconds.
        tell: Told how far it is.
    """
    tell(f"walking through {customers:,} customers with {limit} requests in 30 s")
    with ExitStack() as stack:
        chosen = limited_ways(peers)
        servers = [serve(filled(customers, tell), stack, f"--rate-limit={limit}") for _ in chosen]
        with ThreadPoolExecutor(len(chosen)) as pool:
            return list(pool.map(_paced, chosen, servers, [customers] * len(chosen)))


def _paced(way: Way, server: Running, customers: int) -> dict[str, Any]:
    told: dict[str, Any] = {"client": way.peer.label, "waiting": way.peer.waiting}
    told |= {"mode": way.mode, "in_flight": way.in_flight}
    try:
        told |= way.peer.measure(_url(server), way.mode, str(way.in_flight), str(customers), "stream")
    except FailedError as error:
        told["problem"] = str(error)
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/_mock/requests", timeout=60) as answer:
        log = json.load(answer)
    return {**told, "requests": len(log), "refused": sum(entry["status"] in {429, 509} for entry in log)}


def _url(server: Running) -> str:
    return f"http://127.0.0.1:{server.port}{_STORE}"


def walk_table(walked: Sequence[Walked], customers: int) -> Table:
    """Give a table of time, processor time and memory."""
    base = {each.way.mode: each for each in walked if each.way.peer is RAW and each.way.in_flight == 1}
    return Table(
        ("client", "mode", "in flight", "seconds", "ratio", "CPU, s", "ratio", "peak MB", "peak MB, all kept"),
        tuple(_row(each, base["sync"]) for each in walked),
        f"Walking through {customers:,} customers, {PAGE} a page",
    )


def _row(each: Walked, base: Walked) -> tuple[str, ...]:
    way = each.way
    first = (way.peer.label, way.mode, str(way.in_flight))
    if each.problem:
        return (*first, shorten(each.problem, 80, placeholder=" …"), "", "", "", "", "")
    return (
        *first,
        f"{Spread.of(each.of('seconds')).median:.1f}",
        _compare(each, base, "seconds").shown(),
        f"{Spread.of(each.of('cpu_s')).median:.1f}",
        _compare(each, base, "cpu_s").shown(),
        f"{Spread.of(each.of('peak_mb')).median:.0f}",
        f"{each.kept['peak_mb']:.0f}" if each.kept else "",
    )


def _compare(each: Walked, base: Walked, name: str) -> Spread:
    # A slow client walked in fewer rounds.
    rounds = min(len(each.rounds), len(base.rounds))
    return ratio(each.of(name)[:rounds], base.of(name)[:rounds])


def paced_table(told: Sequence[dict[str, Any]], customers: int, limit: int) -> Table:
    """Give a table of how the clients got on with a rate limit."""
    return Table(
        ("client", "waits by", "mode", "in flight", "seconds", "requests", "of them refused", "outcome"),
        tuple(_paced_rows(told)),
        f"Walking through {customers:,} customers with {limit} requests in 30 s",
    )


def _paced_rows(told: Sequence[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    for each in told:
        seconds = f"{each['seconds']:.1f}" if "seconds" in each else ""
        problem = shorten(str(each.get("problem", "")), 80, placeholder=" …")
        outcome = f"gives up: {problem}" if problem else "all customers"
        numbers = (str(each["in_flight"]), seconds, str(each["requests"]), str(each["refused"]))
        yield (each["client"], each["waiting"] or "nothing of its own", each["mode"], *numbers, outcome)
