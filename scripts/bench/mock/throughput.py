"""What requests cost the mock and its peers, in interleaved rounds."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.load import BadAnswerError, Client, Cost, Load
from bench.mock.servers import Server
from bench.processes import NotStartedError, Running, free_port, running
from bench.report import Table
from bench.spread import Spread, ratio

CONNECTIONS = (1, 16)
_STARTS = 3
_SLOW_MS = 400

Kind = tuple[str, int]


@dataclass
class Measured:
    """What was measured of a server.

    Attributes:
        server: The server.
        start_s: Seconds until its first answer, once each start.
        costs: What a kind of request cost with so many connections, one a round; empty where it was too slow to ask.
        memory_mb: What it holds after all rounds.
        idle_mb: What it holds before them.
        problem: Why it was not measured, empty where it was.
    """

    server: Server
    start_s: list[float] = field(default_factory=list[float])
    costs: dict[Kind, list[Cost]] = field(default_factory=dict[Kind, list[Cost]])
    idle_mb: float = 0
    memory_mb: float = 0
    problem: str = ""

    def as_json(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        costs = {f"{name}, {conns}": [asdict(cost) for cost in costs] for (name, conns), costs in self.costs.items()}
        return {
            "name": self.server.name,
            "setup": self.server.setup,
            "start_s": self.start_s,
            "memory_mb": {"idle": self.idle_mb, "after": self.memory_mb},
            "costs": costs,
            "problem": self.problem,
        }


def measure(servers: Sequence[Server], rounds: int, seconds: float, tell: Callable[[str], None]) -> list[Measured]:
    """Measure every server.

    Args:
        servers: The servers.
        rounds: How often each kind of request is measured; one more round comes before, to warm up.
        seconds: For how long each time.
        tell: Told how far it is.
    """
    measured = [Measured(server, problem=server.problem) for server in servers]
    for each in [each for _ in range(_STARTS) for each in measured]:
        _start(each, tell)
    with ExitStack() as stack, Client() as client:
        up = [(each, server) for each in measured if (server := _served(each, stack, tell))]
        for each, server in up:
            each.idle_mb = server.memory_mb()
        for number in range(rounds + 1):
            tell(f"round {number} of {rounds}")
            for name in up[0][0].server.paths.requests():
                for each, server in up:
                    if not each.problem:
                        _ask(each, server, client, name, seconds, warm_up=number == 0)
        for each, server in up:
            each.memory_mb = server.memory_mb()
    return measured


def _start(each: Measured, tell: Callable[[str], None]) -> None:
    with ExitStack() as stack:
        if server := _served(each, stack, tell):
            each.start_s.append(server.start_s)


def _served(each: Measured, stack: ExitStack, tell: Callable[[str], None]) -> Running | None:
    if each.problem:
        return None
    try:
        return _running(each.server, stack)
    except NotStartedError as error:
        each.problem = str(error)
        tell(f"{each.server.name} is left out: {error}")
        return None


def _running(server: Server, stack: ExitStack) -> Running:
    port = free_port()
    probe = server.paths.probe_request()
    return stack.enter_context(running(server.command(port), port, probe, server.environment))


def _ask(  # noqa: PLR0913 - what is measured, by whom and how
    each: Measured, server: Running, client: Client, name: str, seconds: float, *, warm_up: bool
) -> None:
    request = each.server.paths.requests()[name]
    for connections in CONNECTIONS:
        kind = name, connections
        if _is_too_slow(each.costs.get((name, 1), []), connections):
            continue
        try:
            cost = client.cost(server, Load(server.port, request, connections, seconds))
        except (BadAnswerError, OSError) as error:
            # A server that goes away is one row less, not the end of the run.
            each.problem = f"{name}: {str(error) or type(error).__name__}"
            return
        if warm_up and cost.p50_ms <= _SLOW_MS:
            each.costs[kind] = []
        else:
            each.costs.setdefault(kind, []).append(cost)


def _is_too_slow(alone: Sequence[Cost], connections: int) -> bool:
    # What takes so long alone is measured once alone: sixteen at once would hold up all the others for minutes.
    return bool(alone) and alone[-1].p50_ms > _SLOW_MS * (1 if connections > 1 else 4)


def ratios(measured: Sequence[Measured], kind: Kind) -> dict[str, Spread]:
    """Give how many requests the first server serves in the processor time that each other takes for one."""
    ours = measured[0].costs[kind]
    return {
        each.server.name: _compare(each.costs[kind], ours, "cpu_us") for each in measured[1:] if each.costs.get(kind)
    }


def tables(measured: Sequence[Measured]) -> list[Table]:
    """Give a table of start and memory, one of processor time and one of speed."""
    kinds = list(measured[0].costs)
    headers = ("server", *map(said, kinds))
    cpu = tuple((each.server.name, *(_cpu(each, measured[0], kind) for kind in kinds)) for each in measured)
    rate = tuple((each.server.name, *(_rate(each, measured[0], kind) for kind in kinds)) for each in measured)
    return [
        _starts(measured),
        Table(headers, cpu, "Processor time of a request in µs · how many times that of the first row"),
        Table(headers, rate, "Requests a second · how many times the first row; p50 / p99 in ms"),
    ]


def said(kind: Kind) -> str:
    """Give a kind of request in words."""
    name, connections = kind
    return f"{name}, {connections} connection{'s' * (connections > 1)}"


def _starts(measured: Sequence[Measured]) -> Table:
    first = measured[0].start_s
    rows = tuple(
        (
            each.server.name,
            each.server.setup,
            "yes" if each.server.stateful else "no",
            Spread.of(each.start_s).shown() if each.start_s else "not measured",
            ratio(each.start_s, first[: len(each.start_s)]).shown(1) if each.start_s else "",
            f"{each.idle_mb:.0f}" if each.idle_mb else "",
            f"{each.memory_mb:.0f}" if each.memory_mb else "",
        )
        for each in measured
    )
    headers = ("server", "set-up", "keeps state", "start, s", "ratio", "memory, MB", "after the load, MB")
    return Table(headers, rows, "Start and memory")


def _cpu(each: Measured, first: Measured, kind: Kind) -> str:
    costs = each.costs.get(kind, [])
    if not costs:
        return "not measured" if each.problem else "too slow to ask"
    compared = "" if each is first else f" · {_compare(costs, first.costs[kind], 'cpu_us').shown(1)}"
    return f"{Spread.of(_of(costs, 'cpu_us')).median:,.0f}{compared}"


def _rate(each: Measured, first: Measured, kind: Kind) -> str:
    costs = each.costs.get(kind, [])
    if not costs:
        return ""
    rate, p50, p99 = (Spread.of(_of(costs, name)).median for name in ("per_second", "p50_ms", "p99_ms"))
    compared = "" if each is first else f" · {_compare(costs, first.costs[kind], 'per_second').median:.2f}"
    return f"{rate:,.0f}{compared}; {p50:.2f} / {p99:.2f}"


def _compare(costs: Sequence[Cost], ours: Sequence[Cost], name: str) -> Spread:
    # A slow server was asked in fewer rounds, or in the one to warm up as well.
    rounds = min(len(costs), len(ours))
    return ratio(_of(costs, name)[:rounds], _of(ours, name)[:rounds])


def _of(costs: Sequence[Cost], name: str) -> list[float]:
    return [getattr(cost, name) for cost in costs]
