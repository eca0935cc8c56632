"""The mock server in the tests of a client: in their process, or behind a real port.

With pytest, take the fixtures of `pytest_plugin`. With another test runner, use the context managers here.
"""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2
from anyio.from_thread import BlockingPortal, start_blocking_portal

from bigcommerce_contract.extras import needing

with needing("mock", __name__):
    from bigcommerce_contract.mock.app import create_app
    from bigcommerce_contract.mock.clock import Clock
    from bigcommerce_contract.mock.control.actions import Control
    from bigcommerce_contract.mock.faults.spec import FaultError, parse
    from bigcommerce_contract.mock.server import serve_in_thread
    from bigcommerce_contract.mock.settings import Settings
    from bigcommerce_contract.mock.tls import TRUST
    from bigcommerce_contract.mock.transports import AsyncInProcess, InProcess


@dataclass(frozen=True)
class Mock:
    """A store of a mock server, and what a test may do to it.

    Attributes:
        base_url: The URL of the store in the OAuth form.
        access_token: The token that allows everything.
        store: The store hash.
        control: The handles of the server.
        basic_url: The URL of the store in the Basic form.
        basic: User name and API token of the Basic form.
        authority: The file with the certificate that clients have to trust; None where there is none.
        transport: Makes what carries the requests of a synchronous client; None behind a real port.
        async_transport: The same for an asynchronous client.
    """

    base_url: str
    access_token: str = field(repr=False)
    store: str
    control: Control = field(repr=False)
    basic_url: str
    basic: tuple[str, str] = field(repr=False)
    authority: Path | None = None
    transport: Callable[[], httpx2.BaseTransport] | None = field(default=None, repr=False)
    async_transport: Callable[[], httpx2.AsyncBaseTransport] | None = field(default=None, repr=False)

    @property
    def arguments(self) -> dict[str, Any]:
        """What `BigCommerce` takes to talk to this store."""
        client = httpx2.Client(transport=self.transport()) if self.transport else None
        return self._arguments(client)

    @property
    def async_arguments(self) -> dict[str, Any]:
        """What `AsyncBigCommerce` takes to talk to this store."""
        client = httpx2.AsyncClient(transport=self.async_transport()) if self.async_transport else None
        return self._arguments(client)

    @property
    def host(self) -> str:
        """Host and port, for clients that make their URLs of it."""
        return urlsplit(self.base_url).netloc

    @property
    def trust(self) -> dict[str, str]:
        """The variables of the environment that make clients trust this server; none where it speaks http."""
        return {variable: str(self.authority) for variable, _ in TRUST} if self.authority else {}

    @property
    def clock(self) -> Clock:
        """The clock of the server: set, stop or advance it."""
        return self.control.clock

    def fault(self, text: str) -> None:
        """Arm a fault for this store, written as for `--fault`, such as `502:count=1`.

        Raises:
            FaultError: The text describes no fault, or one of another store.
        """
        fault = parse(text)
        if fault.store not in {None, self.store}:
            message = f"This is the store {self.store}: it has no faults of {fault.store}."
            raise FaultError(message)
        self.control.faults.add(replace(fault, store=self.store))

    def seed(self, count: int, random_seed: int = 0) -> None:
        """Add made-up customers, the same every time for the same `random_seed`.

        Raises:
            ValueError: The count is no whole number from 0, or these customers are there already.
        """
        if type(count) is not int or count < 0:
            message = f"The number of customers is a whole number from 0, not {count!r}."
            raise ValueError(message)
        self.control.seed(self.store, count, random_seed)

    def requests(self) -> list[dict[str, Any]]:
        """Give the requests that the store received, the oldest first, with secrets masked."""
        return self.control.log.entries(self.store)

    def _arguments(self, client: object) -> dict[str, Any]:
        own = {"base_url": self.base_url, "access_token": self.access_token}
        return {**own, "http_client": client} if client else own


@contextmanager
def mock_in_process(
    settings: Settings | None = None, portal: Callable[[], BlockingPortal] | None = None
) -> Generator[Mock]:
    """Serve a fresh store within this process, without a network.

    Args:
        settings: What to serve; the defaults are an empty store in memory.
        portal: Gives an event loop for synchronous clients, to be shared between several mocks.

    Yields:
        The store, the first of the settings.
    """
    used = settings or Settings()
    store, token, basic = used.first()
    with closing(create_app(used)) as app, shared_loop() as own:
        provider = portal or own
        yield Mock(
            base_url=f"http://mock.invalid/stores/{store}/v2",
            access_token=token,
            store=store,
            control=app.control,
            basic_url="http://mock.invalid/api/v2",
            basic=_pair(basic),
            transport=lambda: InProcess(app, provider()),
            async_transport=lambda: AsyncInProcess(app),
        )


@contextmanager
def mock_server(settings: Settings | None = None) -> Generator[Callable[[], Mock]]:
    """Serve behind a real port of this machine, from a thread.

    Args:
        settings: What to serve; the default is in memory, on a free port. Any store exists in any case.

    Yields:
        What gives a store that nobody used before, each time it is called.
    """
    used = replace(settings or Settings(port=0), any_store=True)
    with serve_in_thread(used) as (address, control):

        def fresh() -> Mock:
            store = uuid4().hex[:12]
            control.customers.open(store)
            return Mock(
                base_url=f"{address.url}/stores/{store}/v2",
                access_token=used.token,
                store=store,
                control=control,
                basic_url=f"{address.url}/api/v2",
                basic=(store, _pair(used.basic)[1]),
                authority=address.authority,
            )

        yield fresh


def _pair(basic: str) -> tuple[str, str]:
    user, _, key = basic.partition(":")
    return user, key


@contextmanager
def shared_loop() -> Generator[Callable[[], BlockingPortal]]:
    """Give an event loop in a thread, begun when it is first asked for; asynchronous clients need none."""
    opened: list[tuple[AbstractContextManager[BlockingPortal], BlockingPortal]] = []

    def open_once() -> BlockingPortal:
        if not opened:
            manager = start_blocking_portal()
            opened.append((manager, manager.__enter__()))
        return opened[0][1]

    try:
        yield open_once
    finally:
        for manager, _ in opened:
            manager.__exit__(None, None, None)
