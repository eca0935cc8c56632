"""Measure the mock server against Prism: start, memory, and what a request takes. Linux only.

Each server answers the same three requests, with 1 and with 16 connections; all of it on this machine. Processor time
says more than requests a second where other programs run beside.
"""

import asyncio
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_BIN = Path(sys.executable).parent
_PRISM = _ROOT / "build/bench/node_modules/@stoplight/prism-cli/dist/index.js"
_EACH_S, _CONNECTIONS, _PORT, _PATIENCE_S = 2.0, (1, 16), 8790, 30
_TICKS = os.sysconf("SC_CLK_TCK")
_HEAD = "HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Auth-Token: full-token\r\nAccept: application/json\r\n"
_NUMBERS = itertools.count(int(time.time()) * 1000)


@dataclass(frozen=True)
class Server:
    """A server to measure.

    Attributes:
        name: How the table calls it.
        command: What starts it.
        prefix: What stands before `/customers`.
    """

    name: str
    command: list[str]
    prefix: str


@dataclass(frozen=True)
class Cost:
    """What requests of a kind took: a second's worth of them, processor time of each, and how long they lasted."""

    per_second: float
    cpu_us: float
    p50_ms: float
    p99_ms: float


def main() -> int:
    """Measure every server and print the tables."""
    if not _PRISM.is_file():
        print("Prism is not installed; the mock is measured alone.")
    measured = {server.name: _measure(server) for server in _servers()}
    _compare(measured)
    return 0


def _compare(measured: dict[str, dict[tuple[str, int], Cost]]) -> None:
    ours, *others = measured
    for other in others:
        ratios = {kind: measured[other][kind].cpu_us / cost.cpu_us for kind, cost in measured[ours].items()}
        shown = ", ".join(
            f"{request} {ratio:.1f}" for (request, conns), ratio in ratios.items() if conns == max(_CONNECTIONS)
        )
        print(f"{ours} serves so many times the requests of {other} in a second of processor time: {shown}")


def _servers() -> list[Server]:
    mock = [str(_BIN / "bigcommerce-contract"), "mock", "--port", str(_PORT), "--seed-customers", "10000"]
    database = _ROOT / "build/bench/mock.sqlite"
    for file in database.parent.glob("mock.sqlite*"):
        file.unlink()
    database.parent.mkdir(parents=True, exist_ok=True)
    servers = [
        Server("mock, memory", mock, "/stores/abc123/v2"),
        Server("mock, disk", [*mock, "--database-url", f"sqlite:///{database}"], "/stores/abc123/v2"),
    ]
    if _PRISM.is_file():
        document = str(_ROOT / "generated/openapi.yaml")
        prism = [
            str(_BIN / "node"),
            str(_PRISM),
            "mock",
            document,
            "-p",
            str(_PORT),
            "-v",
            "silent",
            "--multiprocess",
            "false",
        ]
        # Its dynamic mode is left out: a list of this document takes it 9 seconds of processor time.
        servers.append(Server("Prism, static", prism, ""))
    return servers


def _measure(server: Server) -> dict[tuple[str, int], Cost]:
    costs: dict[tuple[str, int], Cost] = {}
    with _running(server) as (process, start_s):
        print(f"{server.name}: starts in {start_s:.2f} s", flush=True)
        for (name, make), connections in itertools.product(_MAKERS.items(), _CONNECTIONS):
            cost = asyncio.run(_load(process.pid, make, server.prefix, connections))
            costs[name, connections] = cost
            told = f"{cost.per_second:8.0f}/s{cost.cpu_us:8.0f} µs CPU"
            times = f"p50{cost.p50_ms:8.2f} ms   p99{cost.p99_ms:8.2f} ms"
            print(f"  {name:8}{connections:3} connections{told}   {times}", flush=True)
        print(f"  holds {_megabytes(process.pid):.0f} MB afterwards", flush=True)
    return costs


@contextmanager
def _running(server: Server) -> Generator[tuple["subprocess.Popen[bytes]", float]]:
    began = time.perf_counter()
    # A session of its own, for node is started by a program that would leave it behind.
    with subprocess.Popen(  # noqa: S603 - listed above
        server.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            while not _answers(server.prefix):
                if process.poll() is not None or time.perf_counter() - began > _PATIENCE_S:
                    sys.exit(f"{server.name} did not start.")
                time.sleep(0.005)
            yield process, time.perf_counter() - began
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(10)


def _answers(prefix: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", _PORT), timeout=5) as connection:
            connection.sendall(f"GET {prefix}/customers/count {_HEAD}\r\n".encode())
            return connection.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


async def _load(pid: int, make: Callable[[str], bytes], prefix: str, connections: int) -> Cost:
    lasted: list[float] = []
    before, began = _cpu_s(pid), time.perf_counter()
    await asyncio.gather(*(_client(began + _EACH_S, lasted, lambda: make(prefix)) for _ in range(connections)))
    took_s, used_s = time.perf_counter() - began, _cpu_s(pid) - before
    ordered = [each * 1000 for each in sorted(lasted)]
    p50_ms, p99_ms = (ordered[len(ordered) * share // 100] for share in (50, 99))
    return Cost(len(lasted) / took_s, used_s / len(lasted) * 1e6, p50_ms, p99_ms)


async def _client(until: float, lasted: list[float], make: Callable[[], bytes]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", _PORT)
    while (began := time.perf_counter()) < until:
        writer.write(make())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if not head.startswith(b"http/1.1 20"):
            sys.exit(f"A request failed: {head[:200]!r}")
        await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0]))
        lasted.append(time.perf_counter() - began)
    writer.close()


def _get(prefix: str) -> bytes:
    return f"GET {prefix}/customers/7 {_HEAD}\r\n".encode()


def _list(prefix: str) -> bytes:
    return f"GET {prefix}/customers?customer_group_id=2&limit=50 {_HEAD}\r\n".encode()


def _create(prefix: str) -> bytes:
    body = json.dumps({"first_name": "A", "last_name": "B", "email": f"{next(_NUMBERS)}@example.com"})
    head = f"{_HEAD}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"POST {prefix}/customers {head}\r\n{body}".encode()


_MAKERS = {"get": _get, "list 50": _list, "create": _create}


def _processes(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _processes(int(child)))]


def _cpu_s(pid: int) -> float:
    stats = (Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in _processes(pid))
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / _TICKS


def _megabytes(pid: int) -> float:
    pages = (int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in _processes(pid))
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    sys.exit(main())
