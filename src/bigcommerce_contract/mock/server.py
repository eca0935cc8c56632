"""The mock server as a process: one socket, one application, a clean stop."""

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import uvicorn

from bigcommerce_contract.mock.app import MockApp, create_app, prepare
from bigcommerce_contract.mock.control.actions import Control
from bigcommerce_contract.mock.protocol import Protocol
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.store.database import DatabaseUnavailableError, DatabaseUrlError, in_memory
from bigcommerce_contract.mock.tls import Certificates, self_signed
from bigcommerce_contract.mock.workers import Workers

_PATIENCE_S = 5


class CannotStartError(Exception):
    """The server cannot be started. The message is one line that says why."""


class WrongSettingsError(CannotStartError):
    """The server cannot be started anywhere with these settings."""


@dataclass(frozen=True)
class Address:
    """Where a server listens.

    Attributes:
        listener: Its socket.
        certificates: What it proves itself with; None where it speaks plain http.
    """

    listener: socket.socket
    certificates: Certificates | None

    @property
    def url(self) -> str:
        """The URL, without a path."""
        scheme = "https" if self.certificates else "http"
        host, port = self.listener.getsockname()[:2]
        return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"

    @property
    def authority(self) -> Path | None:
        """The certificate that clients have to trust; None where there is none."""
        return self.certificates.authority if self.certificates else None


def run(settings: Settings, announce: Callable[[Address], None]) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        settings: What to serve, and where.
        announce: Called once, as soon as requests are accepted.

    Raises:
        CannotStartError: If the address or the database cannot be used, or no certificate can be made.
        WrongSettingsError: If the database URL names nothing that can be used, or several workers nothing to share.
    """
    try:
        with _open(settings) as address:
            _run(settings, address, lambda: announce(address))
    except (DatabaseUrlError, ValueError) as error:
        raise WrongSettingsError(str(error)) from error
    except DatabaseUnavailableError as error:
        raise CannotStartError(str(error)) from error


def _run(settings: Settings, address: Address, announce: Callable[[], None]) -> None:
    if settings.workers == 1:
        _serve(create_app(settings), address, announce)
        return
    _require_shareable(settings)
    prepare(settings)
    from bigcommerce_contract.mock.shared_windows import SharedWindows  # noqa: PLC0415 - exists where there are forks

    windows = SharedWindows()

    def work(lifeline: int) -> None:
        _serve(create_app(settings, windows=windows, is_prepared=True), address, _nothing, lifeline)

    Workers(settings.workers, work).run(announce)


def _require_shareable(settings: Settings) -> None:
    if not hasattr(os, "fork"):
        message = "Several workers need a system that can fork, which this one cannot. Leave --workers out."
        raise CannotStartError(message)
    if in_memory(settings.database_url):
        message = "Several workers need a database to share. Give --database-url, such as sqlite:///customers.sqlite."
        raise WrongSettingsError(message)


def _nothing() -> None:
    pass


@contextmanager
def _open(settings: Settings) -> Generator[Address]:
    with _listen(settings) as listener, _certificates(settings) as certificates:
        yield Address(listener, certificates)


def _certificates(settings: Settings) -> AbstractContextManager[Certificates | None]:
    if not settings.tls_self_signed:
        return nullcontext()
    if find_spec("trustme") is None:
        message = "--tls-self-signed needs trustme: install bigcommerce-customers[mock,tls]."
        raise CannotStartError(message)
    return self_signed(settings.host)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        message = f"Cannot listen on {settings.host}, port {settings.port}: {reason}. Give another --host or --port."
        raise CannotStartError(message) from error
    # Connections inherit it: the system ends those whose clients are gone without a word.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return listener


@contextmanager
def serve_in_thread(settings: Settings) -> Generator[tuple[Address, Control]]:
    """Serve from a thread of this process.

    Args:
        settings: What to serve, and where; `workers` is of no concern.

    Yields:
        Where it listens, and the handles of the server.

    Raises:
        CannotStartError: If the address cannot be used, no certificate can be made, or the thread does not serve.
        DatabaseUnavailableError: If the database cannot be used.
    """
    with _open(settings) as address:
        app, ready = create_app(settings), threading.Event()
        server = _ThreadServer(_config(app, address), ready.set, None)
        thread = threading.Thread(target=_run_in_thread, args=(server, address, ready), daemon=True)
        thread.start()
        try:
            if not ready.wait(_PATIENCE_S) or not server.started:
                message = "The server's thread did not start to serve; standard error says why, where it failed."
                raise CannotStartError(message)
            yield address, app.control
        finally:
            server.should_exit = True
            thread.join()
            app.close()


def _run_in_thread(server: "_Server", address: Address, ready: threading.Event) -> None:
    try:
        _run_server(server, address)
    finally:
        # Nobody waits for a thread that failed.
        ready.set()


def _serve(app: MockApp, address: Address, announce: Callable[[], None], lifeline: int | None = None) -> None:
    try:
        _run_server(_Server(_config(app, address), announce, lifeline), address)
    finally:
        app.close()


def _run_server(server: "_Server", address: Address) -> None:
    with asyncio.Runner(loop_factory=_new_loop) as runner:
        runner.run(server.serve([address.listener]))
    if server.cannot_announce:
        raise server.cannot_announce


def _config(app: MockApp, address: Address) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Protocol,
        ws="none",
        # A second Ctrl-C would cut the protocol short, and tell it with a traceback.
        lifespan="off",
        log_level="error",
        # A log of URLs would hold the names and addresses that people filter by.
        access_log=False,
        server_header=False,
        # The one header of a proxy that shows in an answer is heeded where links are written.
        proxy_headers=False,
        timeout_graceful_shutdown=_PATIENCE_S,
        ssl_certfile=address.certificates.server if address.certificates else None,
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, announce: Callable[[], None], lifeline: int | None) -> None:
        super().__init__(config)
        self.cannot_announce: OSError | None = None
        self._announce = announce
        self._lifeline = lifeline

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        try:
            self._announce()
        except OSError as error:
            # uvicorn would tell it with a traceback.
            self.cannot_announce, self.should_exit = error, True

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        # uvicorn would raise the signal again once stopped, which makes a clean stop look like a crash.
        loop = asyncio.get_running_loop()
        if self._lifeline is not None:
            loop.add_reader(self._lifeline, self._orphaned, loop, self._lifeline)
        with _on_signals(loop, lambda number: self.handle_exit(number, None)):
            yield

    def _orphaned(self, loop: asyncio.AbstractEventLoop, lifeline: int) -> None:
        loop.remove_reader(lifeline)
        self.should_exit = True


class _ThreadServer(_Server):
    @contextmanager
    def capture_signals(self) -> Generator[None]:
        # Signals belong to the main thread.
        yield


@contextmanager
def _on_signals(loop: asyncio.AbstractEventLoop, stop: Callable[[int], None]) -> Generator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM)
    try:
        for number in numbers:
            loop.add_signal_handler(number, stop, number)
    except NotImplementedError:
        # The loop of Windows leaves signals to the system.
        former = [signal.signal(each, lambda number, _: loop.call_soon_threadsafe(stop, number)) for each in numbers]
    else:
        former = []
    try:
        yield
    finally:
        for number, handler in zip(numbers, former, strict=False):
            signal.signal(number, handler)


def _new_loop() -> asyncio.AbstractEventLoop:
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop  # noqa: PLC0415 - exists on these systems only

    return uvloop.new_event_loop()
