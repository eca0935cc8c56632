"""The benchmark of the mock server as a whole."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.mock.data import CUSTOMERS, made_up
from bench.mock.scale import growth, workers
from bench.mock.servers import servers
from bench.mock.throughput import Kind, Measured, measure, ratios, tables
from bench.report import Section, paragraphs
from bench.spread import Spread

_GOALS = {
    "Prism, static": {"get one": 2.0, "list 50": 2.0, "create": 1.0},
    "Prism, dynamic": {"get one": 8.0, "list 50": 8.0},
}
_BARE = "bare ASGI, the same SQL"
_START_S, _MEMORY_MB, _BARE_MOST = 0.45, 70, 2.0


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


FULL = Effort(5, 1.5, (1000, 100_000, 1_000_000))
QUICK = Effort(2, 0.4, (1000, 100_000))


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
    shown = (*tables(measured), *grown, shared)
    return Section("mock", "The mock server", _method(effort), shown, facts, tuple(_findings(measured)))


def _method(effort: Effort) -> tuple[str, ...]:
    file = Path(__file__).with_name("method.md")
    return paragraphs(file, customers=CUSTOMERS, seconds=effort.seconds, rounds=effort.rounds)


def _findings(measured: Sequence[Measured]) -> Iterator[str]:
    ours = measured[0]
    for kind in ours.costs:
        found = ratios(measured, kind)
        shown = ", ".join(f"{name} {each.shown(1)}" for name, each in found.items() if name != _BARE)
        yield f"{_said(kind)}: in a peer's processor time for one request, the mock serves so many: {shown}."
    yield from _judged(measured)


def _said(kind: Kind) -> str:
    name, connections = kind
    return f"{name}, {connections} connection{'s' * (connections > 1)}"


def _judged(measured: Sequence[Measured]) -> Iterator[str]:
    for peer, goals in _GOALS.items():
        for (name, connections), costs in measured[0].costs.items():
            found = ratios(measured, (name, connections)).get(peer)
            if name in goals and found and costs:
                told = _told(reached=found.median >= goals[name])
                yield f"Goal, {_said((name, connections))}: {goals[name]:g} times {peer}, {found.median:.1f}: {told}."
    for kind in measured[0].costs:
        found = ratios(measured, kind).get(_BARE)
        if found:
            most = 1 / found.median
            told = _told(reached=most <= _BARE_MOST)
            yield f"Goal, {_said(kind)}: at most {_BARE_MOST:g} times the bare handler, {most:.1f}: {told}."
    start_s, memory_mb = Spread.of(measured[0].start_s).median, measured[0].idle_mb
    yield f"Goal, start: under {_START_S} s, {start_s:.2f}: {_told(reached=start_s < _START_S)}."
    yield f"Goal, memory: under {_MEMORY_MB} MB, {memory_mb:.0f}: {_told(reached=memory_mb < _MEMORY_MB)}."


def _told(*, reached: bool) -> str:
    return "reached" if reached else "not reached"
