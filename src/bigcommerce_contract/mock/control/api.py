"""The control over HTTP, below `/_mock/`; `control.yaml` documents it."""

from dataclasses import dataclass
from typing import Any

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bigcommerce_contract.mock.control import document
from bigcommerce_contract.mock.control.actions import Control, SeededBeforeError
from bigcommerce_contract.mock.control.document import ControlError
from bigcommerce_contract.mock.control.endpoints import ENDPOINTS, LOCAL, Asked
from bigcommerce_contract.mock.control.guard import Guard
from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.store.connections import DatabaseBusyError
from bigcommerce_contract.mock.tenants import Tenants

_MOST_BYTES = 65_536


def control_routes(control: Control, tenants: Tenants, settings: Settings) -> list[BaseRoute]:
    """Give the routes of the control.

    Args:
        control: What they act upon.
        tenants: The stores.
        settings: What the server was started with.

    Returns:
        What answers all below `/_mock`, also what it does not know.
    """
    # Several processes have faults, clocks and logs of their own, which one request cannot reach.
    is_alone = settings.workers == 1
    paths = sorted({path for _, path in ENDPOINTS})
    known = [Route(path, _Endpoint(path, control, tenants, is_alone=is_alone)) for path in paths]
    nothing = JSONResponse({"message": "There is nothing here; /_mock/openapi.yaml tells what there is."}, 404)
    routes = [Route("/openapi.yaml", _tell), *known, Route("/{rest:path}", nothing)]
    return [
        Route("/_mock", nothing),
        Mount("/_mock", routes=routes, middleware=[Middleware(Guard, host=settings.host)]),
    ]


@dataclass(frozen=True)
class _Endpoint:
    path: str
    control: Control
    tenants: Tenants
    is_alone: bool

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - as ASGI has it
        request = Request(scope, receive)
        try:
            answer = await self._answer(request)
        except ControlError as error:
            answer = JSONResponse({"message": error.message}, error.status)
        except SeededBeforeError as error:
            answer = JSONResponse({"message": str(error)}, 409)
        except ClientDisconnect:
            return
        except DatabaseBusyError:
            answer = JSONResponse({"message": "The database is locked, full or gone."}, 503)
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        act = ENDPOINTS.get((request.method, self.path))
        if act is None:
            raise ControlError(405, "There is no such method here; /_mock/openapi.yaml tells which there are.")
        if self.path in LOCAL and not self.is_alone:
            raise ControlError(
                409, "Each of several workers has faults, a clock and a log of its own: take one worker."
            )
        query = document.read_query(request.method, self.path, request.scope["query_string"])
        asked = Asked(self.control, self.tenants, request, query, await _body(request))
        told = await to_thread.run_sync(act, asked)
        return Response(status_code=204) if told is None else JSONResponse(told)


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise ControlError(400, "The request body is too long.")
    return body


async def _tell(_request: Request) -> Response:
    return Response(document.PATH.read_bytes(), media_type="application/yaml")
