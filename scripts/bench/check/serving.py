"""The mock server, mutated or not, on a port of this machine."""

import asyncio
import socket
import tempfile
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from tests.check.mutants.layer import Mutated, Rewrite

from bench.check.peer import Target
from bench.check.traffic import Recorder, Sent
from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.settings import Settings

_CUSTOMERS = 10
_PATIENCE_S = 10


@contextmanager
def served(rewrite: Rewrite | None) -> Generator[Target]:
    """Serve a fresh mock with ten customers until the context ends.

    Args:
        rewrite: What is wrong with it; None for the mock as it is.
    """
    app = _mock()
    with _serving(Mutated(app, rewrite) if rewrite else app) as target:
        yield target


def recorded(judge: Callable[[Target, Path], object]) -> list[Sent]:
    """Give the requests that a peer sends to the mock as it is.

    Args:
        judge: Judges the server, and may leave files in the folder.
    """
    recorder = Recorder(_mock())
    with _serving(recorder) as target, tempfile.TemporaryDirectory(prefix="bench-check-") as folder:
        judge(target, Path(folder))
    return recorder.sent


def _mock() -> Any:  # noqa: ANN401 - an ASGI application
    return create_app(Settings(stores=("abc123",), seed_customers=_CUSTOMERS))


@contextmanager
def _serving(app: Any) -> Generator[Target]:  # noqa: ANN401 - as above
    # Small segments leave at once only where the protocol is named.
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(app, lifespan="off", log_level="critical")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])), daemon=True)
        thread.start()
        try:
            yield Target(f"{url}/stores/abc123/v2", f"{url}/api/v2")
        finally:
            server.should_exit = True
            thread.join(_PATIENCE_S)
