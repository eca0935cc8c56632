"""Servers in processes of their own, and what their whole trees of processes use. Linux only: it reads /proc."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.paths import BUILD

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_PATIENCE_S = 300


class NotStartedError(Exception):
    """A server did not answer; the message says what it printed last."""


@dataclass(frozen=True)
class Running:
    """A server that answers.

    Attributes:
        pid: The process that was started.
        port: Where it listens on the loopback address.
        start_s: Seconds from its start to its first good answer.
    """

    pid: int
    port: int
    start_s: float

    def cpu_s(self) -> float:
        """Give the processor time that its processes have used, in seconds."""
        stats = (_stat(each) for each in _tree(self.pid))
        return sum(int(stat[11]) + int(stat[12]) for stat in stats if stat) / _TICKS

    def memory_mb(self) -> float:
        """Give the memory of its processes in MB; what several of them share counts once."""
        return sum(map(_proportional_kb, _tree(self.pid))) / 1024


def stop_servers_on_sigterm() -> None:
    """Let SIGTERM end this program as Ctrl-C does, with every server that it started."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def free_port() -> int:
    """Give a port of the loopback address that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str],
    port: int,
    probe: bytes,
    environment: Mapping[str, str] | None = None,
    *,
    any_status: bool = False,
) -> Generator[Running]:
    """Start a server, and stop it with all its processes when the context ends.

    Args:
        command: What starts it.
        port: Where it will listen.
        probe: A request that it answers with a status of 2xx as soon as it serves.
        environment: Variables besides those of this process.
        any_status: Whether an answer with any other status tells so too.

    Raises:
        NotStartedError: It ended, or did not answer in time.
    """
    BUILD.mkdir(parents=True, exist_ok=True)
    log = BUILD / f"server-{port}.log"
    began = time.perf_counter()
    with (
        log.open("wb") as output,
        # A session of its own, for node is started by a program that would leave it behind.
        subprocess.Popen(  # noqa: S603 - commands of this folder
            command, stdout=output, stderr=output, start_new_session=True, env={**os.environ, **(environment or {})}
        ) as process,
    ):
        try:
            while not _answers(port, probe, b"HTTP/1.1 " if any_status else b"HTTP/1.1 2"):
                if process.poll() is not None or time.perf_counter() - began > _PATIENCE_S:
                    raise NotStartedError(_last_line(log))
                time.sleep(0.002)
            yield Running(process.pid, port, time.perf_counter() - began)
        finally:
            _stop(process)
            log.unlink(missing_ok=True)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)


def _answers(port: int, probe: bytes, wanted: bytes) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.sendall(probe)
            return connection.recv(16).startswith(wanted)
    except OSError:
        return False


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it printed nothing"


def _tree(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = " ".join((task / "children").read_text() for task in tasks).split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _tree(int(child)))]


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _proportional_kb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) for line in lines if line.startswith("Pss:")), 0.0)
