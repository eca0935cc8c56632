"""The mock server as an ASGI application."""

import time
from asyncio import CancelledError
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from functools import cache
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Router
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from bigcommerce_contract.document import load_document
from bigcommerce_contract.mock import access_log, bodies
from bigcommerce_contract.mock.backend import Backend
from bigcommerce_contract.mock.behaviour import Behaviour
from bigcommerce_contract.mock.clock import Clock
from bigcommerce_contract.mock.contract import Contract, Operation
from bigcommerce_contract.mock.control.actions import Control
from bigcommerce_contract.mock.control.api import control_routes
from bigcommerce_contract.mock.control.log import RequestLog
from bigcommerce_contract.mock.documentation import documentation
from bigcommerce_contract.mock.errors import ApiError
from bigcommerce_contract.mock.exchange import Exchange
from bigcommerce_contract.mock.faults.delivery import EXTENSION, abandon
from bigcommerce_contract.mock.faults.draw import Faults
from bigcommerce_contract.mock.operations import Customers
from bigcommerce_contract.mock.ratelimit import RateLimiter
from bigcommerce_contract.mock.resource import Resource
from bigcommerce_contract.mock.routing import Paths
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.store.customers import CustomerStore
from bigcommerce_contract.mock.store.database import Database
from bigcommerce_contract.mock.store.snapshots import Snapshots
from bigcommerce_contract.mock.tenants import Tenants
from bigcommerce_contract.mock.windows import Windows


class MockApp(Router):
    """The application. It catches what goes wrong itself, so no layer of middleware stands before its routes.

    Args:
        paths: The paths of the API, which are asked for most.
        routes: What it serves besides.
        backend: Answers what nothing else does.
        database: Is closed at the end.

    Attributes:
        control: The handles of the server.
        close: Closes the database, where the lifespan protocol is not spoken.
    """

    def __init__(self, paths: Paths, routes: list[BaseRoute], backend: Backend, database: Database) -> None:
        """Serve the paths and the routes."""

        @asynccontextmanager
        async def lifespan(_app: Router) -> AsyncGenerator[None]:
            yield
            database.close()

        async def not_found(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "websocket":
                await WebSocketClose()(scope, receive, send)
                return
            with suppress(ClientDisconnect):
                # What a client sends must not be taken for its next request.
                await bodies.receive(receive)
            backend.log(Exchange(scope, b"", None, backend.control.clock()), 404)
            await backend.reply(backend.refusal(ApiError(404)))(scope, receive, send)

        super().__init__(routes, redirect_slashes=False, default=not_found, lifespan=lifespan)
        self.control = backend.control
        self.close = database.close
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the lifespan protocol."""
        try:
            await (self._paths.find(scope) or super().__call__)(scope, receive, send)
        except CancelledError:
            if EXTENSION not in scope.get("extensions", {}):
                raise
            # The server stops. It would send a 500 of its own, and tell it with a traceback.
            await abandon(scope, receive)


def create_app(
    settings: Settings | None = None,
    behaviour: Behaviour | None = None,
    clock: Callable[[], float] = time.time,
    windows: Windows | None = None,
    *,
    is_prepared: bool = False,
) -> "MockApp":
    """Build a mock server with a store of its own.

    Args:
        settings: Stores, credentials, database and data; the defaults serve an empty store `abc123` from memory.
        behaviour: The switches for what no source settles, in place of those of the settings.
        clock: Gives the present as seconds since 1970, for the dates of customers.
        windows: Where requests are counted for the rate limits; in this application alone unless given.
        is_prepared: Whether `prepare` was called. Then the database is not asked before the first request: a worker
            that replaces another begins also while the database is locked or gone.

    Returns:
        An ASGI application. It serves at once, with or without the lifespan protocol.

    Raises:
        DatabaseUnavailableError: If the database cannot be used.
    """
    settings = settings or Settings()
    behaviour = behaviour or settings.behaviour
    contract = _contract()
    tenants = Tenants(contract, settings)
    database = Database(settings.database_url, is_prepared=is_prepared)
    present = Clock(clock)
    control = _control(settings, behaviour, database, present, RateLimiter(present, windows))
    if not is_prepared:
        with database.required():
            _fill(control.customers, settings, contract)
    operations = Customers(control.customers, behaviour)
    watch = access_log.write if settings.access_log else None
    backend = Backend(
        contract, tenants, control, operations.handlers(), operations.way, behaviour, settings.control, watch
    )
    routes = [*documentation(settings), *_control_routes(settings, tenants, control)]
    return MockApp(Paths(_paths(backend, behaviour)), routes, backend, database)


def _control(
    settings: Settings, behaviour: Behaviour, database: Database, clock: Clock, limiter: RateLimiter
) -> Control:
    return Control(
        clock=clock,
        faults=Faults(settings.faults, settings.fault_seed),
        log=RequestLog(),
        limiter=limiter,
        customers=CustomerStore(database, ignore_case=behaviour.text_filters_ignore_case, clock=clock),
        snapshots=Snapshots(database),
        contract=_contract(),
    )


def _control_routes(settings: Settings, tenants: Tenants, control: Control) -> list[BaseRoute]:
    if not settings.control:
        return []
    return control_routes(control, tenants, settings)


def prepare(settings: Settings) -> None:
    """Make the tables and the made-up customers, for workers that will share them.

    Raises:
        DatabaseUnavailableError: If the database cannot be used.
    """
    database = Database(settings.database_url)
    with database.required():
        _fill(CustomerStore(database, ignore_case=True), settings, _contract())
    database.close()


@cache
def _contract() -> Contract:
    return Contract(load_document())


def _fill(store: CustomerStore, settings: Settings, contract: Contract) -> None:
    for name, wanted in settings.seeds().items():
        store.open(name)
        if wanted:
            store.fill(name, _made_up(wanted, contract))


def _made_up(count: int, contract: Contract) -> Iterator[dict[str, Any]]:
    from bigcommerce_contract.mock import seed  # noqa: PLC0415 - a fifth of the start, and seldom needed

    yield from seed.customers(count, contract.example("listCustomers", 200))


def _paths(backend: Backend, behaviour: Behaviour) -> Iterator[tuple[str, Resource]]:
    for form in backend.contract.forms:
        # Paths without parameters come first: /customers/count is no customer.
        resources = {**backend.contract.resources, **backend.contract.linked}
        for path in sorted(resources, key=lambda path: "{" in path):
            resource = Resource(backend, form, _offered(resources[path], behaviour))
            # The suffix comes first too, or it would be read as part of an id.
            yield f"{form.prefix}{path}.json", resource
            yield f"{form.prefix}{path}", resource


def _offered(operations: Mapping[str, Operation], behaviour: Behaviour) -> dict[str, Operation]:
    removed = "deleteAllCustomers" if behaviour.delete_all == "removed" else None
    return {method: operation for method, operation in operations.items() if operation.operation_id != removed}
