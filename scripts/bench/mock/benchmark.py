"""The benchmark of the mock server as a whole."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.mock.data import CUSTOMERS, made_up
from bench.mock.scale import growth, workers
from bench.mock.servers import servers
from bench.mock.throughput import Kind, Measured, measure, ratios, said, tables
from bench.report import Section, Table, paragraphs
from bench.spread import Spread

_BARE = "bare ASGI, the same SQL"
_GOALS = (
    # How many requests are to be served in a peer's processor time for one, by kind of request.
    ("Prism, static", {"get one": 2.0, "list 50": 2.0, "create": 1.0}),
    ("Prism, dynamic", {"get one": 8.0, "list 50": 8.0}),
    (_BARE, {"get one": 0.5, "list 50": 0.5, "create": 0.5}),
)
_START_S, _MEMORY_MB = 0.45, 70


@dataclass(frozen=True)
class Effort:
    """How much is measured.

    Attributes:
        rounds: How often.
        seconds: For how long each kind of request.
        sizes: Numbers of customers, from small to large.
    """

    rounds: int
    seconds: float
    sizes: tuple[int, ...]


FULL = Effort(5, 1.0, (1000, 100_000, 1_000_000))
QUICK = Effort(3, 0.8, (1000, 100_000))


def benchmark(effort: Effort, tell: Callable[[str], None]) -> Section:
    """Measure the mock and its peers, then the mock with more customers and more workers.

    Args:
        effort: How much is measured.
        tell: Told how far it is.
    """
    measured = measure(servers(made_up(), tell), effort.rounds, effort.seconds, tell)
    grown, growth_facts = growth(effort.sizes, effort.rounds, effort.seconds, tell)
    shared, worker_facts = workers(effort.sizes[1], (1, 2), effort.rounds, effort.seconds, tell)
    facts = {"servers": [each.as_json() for each in measured], "growth": growth_facts, "workers": worker_facts}
    shown = (*tables(measured), _goals(measured), *grown, shared)
    return Section("mock", "The mock server", _method(effort), shown, facts, tuple(_findings(measured)))


def _method(effort: Effort) -> tuple[str, ...]:
    file = Path(__file__).with_name("method.md")
    return paragraphs(file, customers=CUSTOMERS, seconds=effort.seconds, rounds=effort.rounds)


def _goals(measured: Sequence[Measured]) -> Table:
    kinds = list(measured[0].costs)
    rows = [
        (f"while {peer} serves one", *(_reached(measured, kind, peer, goals.get(kind[0])) for kind in kinds))
        for peer, goals in _GOALS
    ]
    title = "Goals: how many requests the mock, in memory, serves in the processor time in which another serves one"
    return Table(("", *map(said, kinds)), tuple(rows), title)


def _reached(measured: Sequence[Measured], kind: Kind, peer: str, goal: float | None) -> str:
    found = ratios(measured, kind).get(peer)
    if goal is None or found is None:
        return ""
    return f"{found.median:.2f}; goal {goal:g}: {_told(reached=found.median >= goal)}"


def _findings(measured: Sequence[Measured]) -> Iterator[str]:
    yield from (f"{each.server.name} is not measured: {each.problem}." for each in measured if each.problem)
    start_s, memory_mb = Spread.of(measured[0].start_s).median, measured[0].idle_mb
    yield f"Goal, start: under {_START_S} s, {start_s:.2f}: {_told(reached=start_s < _START_S)}."
    yield f"Goal, memory: under {_MEMORY_MB} MB, {memory_mb:.0f}: {_told(reached=memory_mb < _MEMORY_MB)}."


def _told(*, reached: bool) -> str:
    return "reached" if reached else "not reached"
