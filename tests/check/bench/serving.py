"""The mock server, mutated or not, on a port of this machine."""

import asyncio
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import uvicorn
from tests.check.bench.peer import Target
from tests.check.mutants.layer import Mutated, Rewrite

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
    app: Any = create_app(Settings(stores=("abc123",), seed_customers=_CUSTOMERS))
    # Small segments leave at once only where the protocol is named.
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(Mutated(app, rewrite) if rewrite else app, lifespan="off", log_level="critical")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])), daemon=True)
        thread.start()
        try:
            yield Target(f"{url}/stores/abc123/v2", f"{url}/api/v2")
        finally:
            server.should_exit = True
            thread.join(_PATIENCE_S)
