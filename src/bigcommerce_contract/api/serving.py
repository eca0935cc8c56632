"""Serves an application of ASGI or WSGI from a thread, so that the check can reach it."""

import asyncio
import inspect
import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, TypeAlias
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import uvicorn

from bigcommerce_contract.check.errors import TargetError

App: TypeAlias = Callable[..., Any]
"""An application of ASGI (Starlette, FastAPI, Django's `asgi`) or of WSGI (Flask, Django's `wsgi`)."""

_PATIENCE_S = 10.0


@contextmanager
def serve_app(app: App) -> Generator[str]:
    """Serve an application of this process on a free loopback port.

    Args:
        app: The application. One of WSGI is served one request after the other.

    Yields:
        The URL, without a path.

    Raises:
        TargetError: The application does not start.
    """
    serve = _serve_asgi if _is_asgi(app) else _serve_wsgi
    with serve(app) as url:
        yield url


def _is_asgi(app: App) -> bool:
    called = app if inspect.isroutine(app) else type(app).__call__
    return inspect.iscoroutinefunction(called) or len(inspect.signature(app).parameters) == 3


@contextmanager
def _serve_asgi(app: App) -> Generator[str]:
    # asyncio sends small segments at once only where the protocol is named: without, each answer takes 40 ms.
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        # h11 takes every method that HTTP allows; other parsers refuse some before the application sees them.
        server = _Server(uvicorn.Config(app, http="h11", ws="none", log_level="error", access_log=False))
        with _running(lambda: asyncio.run(server.serve([listener])), server.stop):
            if not server.wait():
                message = "the application did not start: its lifespan failed"
                raise TargetError(message)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def _serve_wsgi(app: App) -> Generator[str]:
    server = WSGIServer(("127.0.0.1", 0), _QuietHandler)
    server.set_app(app)
    with server, _running(server.serve_forever, server.shutdown):
        yield f"http://127.0.0.1:{server.server_port}"


@contextmanager
def _running(serve: Callable[[], None], stop: Callable[[], None]) -> Generator[None]:
    thread = threading.Thread(target=serve, name="application", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop()
        thread.join(_PATIENCE_S)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._tried = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit:
            # uvicorn ends the program where the lifespan fails; here it is a test's.
            self.should_exit = True
        finally:
            self._tried.set()

    def wait(self) -> bool:
        """Wait until it serves or gives up; say whether it serves."""
        return self._tried.wait(_PATIENCE_S) and self.started

    def stop(self) -> None:
        """Let it end what is under way, then stop."""
        self.should_exit = True


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
        """Log nothing: a log of URLs would hold the names and addresses that people filter by."""
