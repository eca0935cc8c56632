"""The mock server as a process: one socket, one application, a clean stop."""

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from bigcommerce_contract.mock.app import create_app, prepare
from bigcommerce_contract.mock.control.actions import Control
from bigcommerce_contract.mock.protocol import Protocol
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.store.database import DatabaseUnavailableError, in_memory
from bigcommerce_contract.mock.workers import Workers

_PATIENCE_S = 5


class CannotStartError(Exception):
    """The server cannot be started. The message is one line that says why."""


def run(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        settings: What to serve, and where.
        announce: Called once, with the URL, as soon as requests are accepted.

    Raises:
        CannotStartError: If the address or the database cannot be used.
    """
    with _listen(settings) as listener:
        try:
            _run(settings, listener, lambda: announce(_url(listener)))
        except (DatabaseUnavailableError, ValueError) as error:
            raise CannotStartError(str(error)) from error


def _run(settings: Settings, listener: socket.socket, announce: Callable[[], None]) -> None:
    if settings.workers == 1:
        _serve(create_app(settings), listener, announce)
        return
    _require_shareable(settings)
    prepare(settings)
    each = settings.without_seeds()
    Workers(settings.workers, lambda lifeline: _serve(create_app(each), listener, _nothing, lifeline)).run(announce)


def _require_shareable(settings: Settings) -> None:
    if not hasattr(os, "fork"):
        message = "Several workers need a system that can fork, which this one cannot. Leave --workers out."
        raise CannotStartError(message)
    if in_memory(settings.database_url):
        message = "Several workers need a database to share. Give --database-url, such as sqlite:///customers.sqlite."
        raise CannotStartError(message)


def _nothing() -> None:
    pass


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        message = f"Cannot listen on {settings.host}, port {settings.port}: {reason}. Give another --host or --port."
        raise CannotStartError(message) from error


@contextmanager
def serve_in_thread(settings: Settings) -> Generator[tuple[str, Control]]:
    """Serve from a thread of this process.

    Args:
        settings: What to serve, and where; `workers` is of no concern.

    Yields:
        The URL, and the handles of the server.

    Raises:
        CannotStartError: If the address cannot be used.
        DatabaseUnavailableError: If the database cannot be used.
    """
    with _listen(settings) as listener:
        app, ready = create_app(settings), threading.Event()
        server = _ThreadServer(_config(app), ready.set, None)
        thread = threading.Thread(target=_run_server, args=(server, listener), daemon=True)
        thread.start()
        ready.wait(_PATIENCE_S)
        try:
            yield _url(listener), app.state.control
        finally:
            server.should_exit = True
            thread.join()


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _serve(app: Starlette, listener: socket.socket, announce: Callable[[], None], lifeline: int | None = None) -> None:
    _run_server(_Server(_config(app), announce, lifeline), listener)


def _run_server(server: uvicorn.Server, listener: socket.socket) -> None:
    with asyncio.Runner(loop_factory=_new_loop) as runner:
        runner.run(server.serve([listener]))


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Protocol,
        ws="none",
        log_level="error",
        # A log of URLs would hold the names and addresses that people filter by.
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE_S,
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, announce: Callable[[], None], lifeline: int | None) -> None:
        super().__init__(config)
        self._announce = announce
        self._lifeline = lifeline

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._announce()

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        # uvicorn would raise the signal again once stopped, which makes a clean stop look like a crash.
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        if self._lifeline is not None:
            loop.add_reader(self._lifeline, self._orphaned, loop, self._lifeline)
        yield

    def _orphaned(self, loop: asyncio.AbstractEventLoop, lifeline: int) -> None:
        loop.remove_reader(lifeline)
        self.should_exit = True


class _ThreadServer(_Server):
    @contextmanager
    def capture_signals(self) -> Generator[None]:
        # Signals belong to the main thread.
        yield


def _new_loop() -> asyncio.AbstractEventLoop:
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop  # noqa: PLC0415 - exists on these systems only

    return uvloop.new_event_loop()
