"""One path of the document in one form of the API, from the request to the answer."""

import logging
import re
import traceback
from collections.abc import Mapping
from typing import Any

from anyio import sleep
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from bigcommerce_contract.mock import bodies, errors, negotiation
from bigcommerce_contract.mock.backend import Backend
from bigcommerce_contract.mock.contract import Form, Operation
from bigcommerce_contract.mock.errors import ApiError
from bigcommerce_contract.mock.exchange import Exchange
from bigcommerce_contract.mock.faults.delivery import INSTEAD, Faulty, page
from bigcommerce_contract.mock.faults.draw import Lot
from bigcommerce_contract.mock.faults.spec import Fault, FaultError, parse
from bigcommerce_contract.mock.operations import Answer, Call
from bigcommerce_contract.mock.parameters import split_query
from bigcommerce_contract.mock.reply import Reply
from bigcommerce_contract.mock.security import Caller, identify, require_scope

_LOGGER = logging.getLogger("bigcommerce_contract.mock")
FAULT_HEADER = "X-Mock-Fault"
"""The header by which a single request asks for a fault, written as in `faults/spec.py`."""

_FAULT_FIELD = FAULT_HEADER.lower().encode()
_RETRY_S = 1
_SCHEMES = frozenset({"http", "https"})
_HOST = re.compile(r"[\w.-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?", re.ASCII)


class Resource:
    """An ASGI application for one path in one form of the API.

    Args:
        backend: What all resources share.
        form: The form of the API.
        operations: The operations of the path, by method.
    """

    def __init__(self, backend: Backend, form: Form, operations: Mapping[str, Operation]) -> None:
        """Serve the operations of a path."""
        self._backend = backend
        self._form = form
        self._operations = operations
        self._allow = {"Allow": ", ".join([*operations, *(["HEAD"] if "GET" in operations else []), "OPTIONS"])}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever it holds."""
        try:
            body = await bodies.receive(receive)
            exchange = Exchange(scope, body, self._operation(scope["method"]), self._backend.control.clock())
            response = await self._respond(exchange)
        except ClientDisconnect:
            return
        self._backend.log(exchange, response.status_code)
        await response(scope, receive, send)

    def _operation(self, method: str) -> Operation | None:
        return self._operations.get("GET" if method == "HEAD" else method)

    async def _respond(self, exchange: Exchange) -> Reply | Faulty:
        headers: dict[str, str] = {}
        try:
            exchange.caller = caller = self._identify(exchange)
            headers |= self._count(caller)
            exchange.lot = lot = self._draw(exchange, caller)
            if lot.delay_s:
                await sleep(lot.delay_s)
            if lot.fault and lot.fault.kind in INSTEAD:
                return self._instead(lot.fault, headers)
            answer = await self._serve(exchange, caller)
        except ApiError as error:
            answer, headers = self._refusal(error), self._with_refusal(headers)
        except Exception as error:  # noqa: BLE001 - the last line of defence: no request may end the server
            _log_failure(error)
            answer, headers = self._backend.refusal(ApiError(500)), {}
        reply, fault = self._backend.reply(answer, headers), exchange.lot.fault
        return Faulty(fault, reply) if fault else reply

    def _refusal(self, error: ApiError) -> Answer:
        behaviour = self._backend.behaviour
        of_gateway = error.status == 401 and self._form.tenant is not None and behaviour.oauth_unauthorized == "object"
        return self._backend.refusal(error, of_gateway=of_gateway)

    def _with_refusal(self, headers: dict[str, str]) -> dict[str, str]:
        # The Basic form tells what is left with a success only.
        return headers if self._form.tenant else {}

    def _identify(self, exchange: Exchange) -> Caller:
        store = exchange.scope["path_params"][self._form.tenant] if self._form.tenant else None
        return identify(self._backend.tenants, self._form, store, exchange.fields.first(self._form.header))

    def _count(self, caller: Caller) -> dict[str, str]:
        limiter, tenant = self._backend.control.limiter, caller.tenant
        if self._form.tenant:
            return limiter.take_oauth(tenant.store, tenant.rate_limit)
        return limiter.take_basic(tenant.store, tenant.hourly_limit)

    def _draw(self, exchange: Exchange, caller: Caller) -> Lot:
        asked = exchange.fields.all(_FAULT_FIELD) if self._backend.is_controlled else []
        operation = exchange.operation.operation_id if exchange.operation else None
        return self._backend.control.faults.draw(operation, caller.store, [_of_request(text) for text in asked])

    def _instead(self, fault: Fault, headers: dict[str, str]) -> Reply | Faulty:
        if fault.kind == "drop-before":
            return Faulty(fault, None)
        if fault.kind in {"500", "502"}:
            return page(fault)
        status = int(fault.kind)
        if not fault.headers:
            return self._backend.reply(Answer(status))
        retry = {"X-Retry-After": str(_RETRY_S)}
        if status == 429 and self._form.tenant:
            retry |= {"X-Rate-Limit-Requests-Left": "0", "X-Rate-Limit-Time-Reset-Ms": str(1000 * _RETRY_S)}
        return self._backend.reply(self._backend.refusal(ApiError(status, headers=retry)), self._with_refusal(headers))

    async def _serve(self, exchange: Exchange, caller: Caller) -> Answer:
        operation = exchange.operation
        if exchange.scope["method"] == "OPTIONS":
            return Answer(200, headers=self._allow)
        if operation is None:
            raise ApiError(405, headers=self._allow)
        require_scope(caller, operation)
        if not negotiation.accepts(",".join(exchange.fields.all(b"accept")), operation.produces):
            raise ApiError(406)
        return await self._backend.carry_out(operation, self._call(exchange, caller, operation))

    def _call(self, exchange: Exchange, caller: Caller, operation: Operation) -> Call:
        scope = exchange.scope
        return Call(
            store=caller.store,
            root=scope.get("root_path", "") + self._form.root(caller.store),
            origin=_origin(exchange),
            suffix="" if self._form.tenant else ".json",
            path=_path(scope["path_params"], operation),
            query=operation.query.read(split_query(scope["query_string"])),
            body=self._body(exchange, operation),
        )

    def _body(self, exchange: Exchange, operation: Operation) -> dict[str, Any]:
        if operation.body is None:
            return {}
        if not negotiation.is_sent(exchange.fields.first(b"content-type"), operation.consumes):
            raise ApiError(415)
        if exchange.body is None:
            raise errors.too_long()
        return bodies.validate(bodies.parse(exchange.body), operation.body, self._backend.contract.customer_properties)


def _of_request(text: str) -> Fault:
    try:
        fault = parse(text)
    except FaultError as error:
        raise ApiError(400, str(error)) from error
    if fault.count is not None:
        raise ApiError(400, f"{FAULT_HEADER} is about one request and has no count: POST /_mock/faults takes one.")
    return fault


def _path(given: Mapping[str, str], operation: Operation) -> dict[str, Any]:
    texts = {name: given[name] for name in operation.path_parameters.names}
    try:
        return operation.path_parameters.read(texts)
    except ApiError as error:
        raise ApiError(404) from error


def _origin(exchange: Exchange) -> str:
    host = exchange.fields.first(b"host")
    if not _HOST.fullmatch(host):
        host = "{}:{}".format(*(exchange.scope.get("server") or ("127.0.0.1", 80)))
    told = exchange.fields.first(b"x-forwarded-proto")
    if told:
        # Each proxy adds its own; the first is the one that the client spoke to.
        told = told.partition(",")[0].strip().lower()
    return f"{told if told in _SCHEMES else exchange.scope['scheme']}://{host}"


def _log_failure(error: Exception) -> None:
    # The message of an exception may quote personal data: its type and place are enough to find it.
    place = traceback.extract_tb(error.__traceback__)[-1]
    _LOGGER.error("Internal error: %s in %s, line %s", type(error).__name__, place.filename, place.lineno)
