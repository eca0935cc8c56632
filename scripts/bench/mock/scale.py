"""How the mock's cost grows: with the number of customers, and with the number of workers. SQLite on disk."""

import hashlib
import json
import shutil
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml

from bench.load import Client, Cost, Load
from bench.mock.requests import Paths, get
from bench.mock.servers import mock_command
from bench.paths import BUILD, DOCUMENT, ROOT
from bench.processes import Running, free_port, running
from bench.report import Table
from bench.spread import Spread, ratio
from bigcommerce_contract.mock.app import prepare
from bigcommerce_contract.mock.settings import Settings

_PAGE = 50
_PATHS = Paths("/stores/abc123/v2/customers")
_STORE = ROOT / "src/bigcommerce_contract/mock"
_PAGED = frozenset({"page", "limit"})


@dataclass(frozen=True)
class Query:
    """Something to ask a store of any size.

    Attributes:
        name: What it is called in the table.
        target: The path with its query.
    """

    name: str
    target: str


def filled(size: int, tell: Callable[[str], None]) -> Path:
    """Give a SQLite file with so many customers; it is kept for the next run of the same code."""
    sources = sorted([*_STORE.glob("store/*.py"), _STORE / "seed.py", DOCUMENT])
    key = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    file = BUILD / "mock" / f"{size}-{key}.sqlite"
    if not file.is_file():
        tell(f"filling a store with {size:,} customers")
        for old in file.parent.glob(f"{size}-*.sqlite*"):
            old.unlink()
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        prepare(Settings(database_url=f"sqlite:///{unfinished}", seed_customers=size))
        unfinished.rename(file)
    return file


def growth(
    sizes: Sequence[int], rounds: int, seconds: float, tell: Callable[[str], None]
) -> tuple[list[Table], dict[str, Any]]:
    """Ask stores of several sizes the same in turn.

    Args:
        sizes: Numbers of customers.
        rounds: How often.
        seconds: For how long each kind of request is sent.
        tell: Told how far it is.
    """
    with ExitStack() as stack, Client() as client:
        up = {size: serve(filled(size, tell), stack) for size in sizes}
        queries = {size: list(_queries(server)) for size, server in up.items()}
        took: dict[str, dict[int, list[float]]] = {}
        costs: dict[str, dict[int, list[Cost]]] = {}
        for number in range(rounds):
            tell(f"growth, round {number + 1} of {rounds}")
            for size, server in up.items():
                for query in queries[size]:
                    served = client.send(Load(server.port, get(query.target), 1, seconds / 4, most=200))
                    took.setdefault(query.name, {}).setdefault(size, []).append(served.p50_ms)
                for name, request in _PATHS.requests().items():
                    cost = client.cost(server, Load(server.port, request, 1, seconds))
                    costs.setdefault(name, {}).setdefault(size, []).append(cost)
    facts = {"queries_p50_ms": took, "cpu_us": {name: _cpu(each) for name, each in costs.items()}}
    return [_query_table(took, sizes), _cost_table(costs, sizes)], facts


def workers(
    size: int, numbers: Sequence[int], rounds: int, seconds: float, tell: Callable[[str], None]
) -> tuple[Table, dict[str, Any]]:
    """Measure one store served by more or fewer worker processes, sixteen connections at once."""
    with ExitStack() as stack, Client() as client:
        up = {number: serve(filled(size, tell), stack, f"--workers={number}") for number in numbers}
        costs: dict[str, dict[int, list[Cost]]] = {}
        for number in range(rounds):
            tell(f"workers, round {number + 1} of {rounds}")
            for name, request in _PATHS.requests().items():
                for count, server in up.items():
                    cost = client.cost(server, Load(server.port, request, 16, seconds))
                    costs.setdefault(name, {}).setdefault(count, []).append(cost)
        memory = {count: server.memory_mb() for count, server in up.items()}
    facts = {"memory_mb": memory, "per_second": {name: _rate(each) for name, each in costs.items()}}
    return _worker_table(costs, memory), facts


def serve(file: Path, stack: ExitStack, *options: str) -> Running:
    """Serve a copy of a store until the stack is closed."""
    port = free_port()
    copy = file.with_name(f"served-{port}.sqlite")
    shutil.copyfile(file, copy)
    stack.callback(_remove, copy)
    command = mock_command(port, f"--database-url=sqlite:///{copy}", *options)
    return stack.enter_context(running(command, port, get(f"{_PATHS.customers}/count")))


def _remove(file: Path) -> None:
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()


def _queries(server: Running) -> Iterator[Query]:
    """Give every filter with a value that this store knows, and for each its count, first and last page."""
    count = _ask(server, f"{_PATHS.customers}/count")["count"]
    middle = _ask(server, f"{_PATHS.customers}?limit=1&page={count // 2}")[0]
    for name in ("", *_filters()):
        # The lower half of the store for what ends a range, the upper half for what begins one.
        value = middle[name.removeprefix("min_").removeprefix("max_")] if name else ""
        query = urlencode({name: value or _with_value(server, name)}) if name else ""
        matching = _ask(server, f"{_PATHS.customers}/count?{query}")["count"]
        label = name or "no filter"
        yield Query(f"{label}: count", f"{_PATHS.customers}/count?{query}")
        yield Query(f"{label}: first page", f"{_PATHS.customers}?limit={_PAGE}&{query}")
        if matching > 2 * _PAGE:
            yield Query(f"{label}: last page", f"{_PATHS.customers}?limit={_PAGE}&page={matching // _PAGE}&{query}")


def _with_value(server: Running, name: str) -> str:
    customers = _ask(server, f"{_PATHS.customers}?limit=250")
    return next(str(customer[name]) for customer in customers if customer[name])


def _filters() -> list[str]:
    document = yaml.safe_load(DOCUMENT.read_text())
    parameters = document["components"]["parameters"]
    listed = document["paths"]["/customers"]["get"]["parameters"]
    names = [parameters[each["$ref"].rpartition("/")[2]]["name"] for each in listed]
    return [name for name in names if name not in _PAGED]


def _ask(server: Running, target: str) -> Any:  # noqa: ANN401 - JSON is any
    url = f"http://127.0.0.1:{server.port}{target}"
    request = urllib.request.Request(url, headers={"X-Auth-Token": "full-token", "Accept": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
        return json.load(answer)


def _cpu(costs: dict[int, list[Cost]]) -> dict[int, list[float]]:
    return {size: [cost.cpu_us for cost in each] for size, each in costs.items()}


def _rate(costs: dict[int, list[Cost]]) -> dict[int, list[float]]:
    return {size: [cost.per_second for cost in each] for size, each in costs.items()}


def _query_table(took: dict[str, dict[int, list[float]]], sizes: Sequence[int]) -> Table:
    rows = [
        (name, *(Spread.of(each[size]).shown() if size in each else "none" for size in sizes))
        for name, each in took.items()
    ]
    headers = ("milliseconds", *(f"{size:,} customers" for size in sizes))
    return Table(headers, tuple(rows), "Every filter: count, first page and last page of 50", folded=True)


def _cost_table(costs: dict[str, dict[int, list[Cost]]], sizes: Sequence[int]) -> Table:
    rows = list[tuple[str, ...]]()
    for name, each in costs.items():
        first = each[sizes[0]]
        row = [name]
        for size in sizes:
            ratios = Spread.of([cost.cpu_us / base.cpu_us for cost, base in zip(each[size], first, strict=True)])
            compared = "" if size == sizes[0] else f" · {ratios.shown(1)}"
            row.append(f"{Spread.of([cost.cpu_us for cost in each[size]]).median:,.0f}{compared}")
        rows.append(tuple(row))
    headers = ("1 connection", *(f"{size:,} customers" for size in sizes))
    title = "With more customers: processor time of a request in µs · how many times that of the smallest store"
    return Table(headers, tuple(rows), title)


def _worker_table(costs: dict[str, dict[int, list[Cost]]], memory: dict[int, float]) -> Table:
    rows = [(name, *_worker_cells(each)) for name, each in costs.items()]
    rows.append(("memory, MB", *(f"{each:.0f}" for each in memory.values())))
    headers = ("16 connections", *(f"{number} worker{'s' * (number > 1)}" for number in memory))
    return Table(headers, tuple(rows), "With more workers: requests a second · how many times that of one worker")


def _worker_cells(costs: dict[int, list[Cost]]) -> Iterator[str]:
    rates = _rate(costs)
    first = next(iter(rates))
    for number, rate in rates.items():
        compared = "" if number == first else f" · {ratio(rate, rates[first]).shown()}"
        yield f"{Spread.of(rate).median:,.0f}{compared}"
