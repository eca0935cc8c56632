"""One path of the document in one form of the API, from the request to the answer."""

import logging
import re
import traceback
from collections.abc import Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from bigcommerce_contract.mock import bodies, errors, negotiation
from bigcommerce_contract.mock.backend import Backend
from bigcommerce_contract.mock.contract import Form, Operation
from bigcommerce_contract.mock.errors import ApiError
from bigcommerce_contract.mock.operations import Answer, Call
from bigcommerce_contract.mock.parameters import split_query
from bigcommerce_contract.mock.security import Caller, require_scope

_LOGGER = logging.getLogger("bigcommerce_contract.mock")
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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever it holds."""
        request = Request(scope, receive)
        try:
            body = await bodies.receive(request.stream())
            answer = await self._answer(request, body)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 - the last line of defence: no request may end the server
            _log(error)
            answer = self._backend.refusal(ApiError(500))
        await self._backend.response(answer)(scope, receive, send)

    async def _answer(self, request: Request, body: bytes | None) -> Answer:
        headers: dict[str, str] = {}
        try:
            caller = self._identify(request)
            headers |= self._count(caller)
            answer = await self._serve(request, body, caller)
        except ApiError as error:
            answer = self._backend.refusal(error)
            if self._form.tenant is None:
                headers = {}  # The Basic form tells what is left with a success only.
        return Answer(answer.status, answer.body, {**headers, **answer.headers})

    def _identify(self, request: Request) -> Caller:
        store = request.path_params[self._form.tenant] if self._form.tenant else None
        credentials = request.headers.get(self._form.header, "")
        return self._backend.gatekeeper.identify(self._form, store, credentials)

    def _count(self, caller: Caller) -> dict[str, str]:
        limiter = self._backend.limiter
        return limiter.take_oauth(caller.store) if self._form.tenant else limiter.take_basic(caller.store)

    async def _serve(self, request: Request, body: bytes | None, caller: Caller) -> Answer:
        allow = {"Allow": ", ".join(self._allowed())}
        if request.method == "OPTIONS":
            return Answer(200, headers=allow)
        operation = self._operations.get("GET" if request.method == "HEAD" else request.method)
        if operation is None:
            raise ApiError(405, headers=allow)
        require_scope(caller, operation)
        if not negotiation.accepts(",".join(request.headers.getlist("Accept")), operation.produces):
            raise ApiError(406)
        call = self._call(request, body, caller, operation)
        return await self._backend.carry_out(operation, call)

    def _allowed(self) -> list[str]:
        return [*self._operations, *(["HEAD"] if "GET" in self._operations else []), "OPTIONS"]

    def _call(self, request: Request, body: bytes | None, caller: Caller, operation: Operation) -> Call:
        return Call(
            store=caller.store,
            root=self._form.prefix.format(**{self._form.tenant or "": caller.store}),
            origin=_origin(request),
            suffix="" if self._form.tenant else ".json",
            path=_path(request, operation),
            query=operation.query.read(split_query(request.scope["query_string"])),
            body=self._body(request, body, operation),
        )

    def _body(self, request: Request, raw: bytes | None, operation: Operation) -> dict[str, Any]:
        if operation.body is None:
            return {}
        if not negotiation.is_sent(request.headers.get("Content-Type", ""), operation.consumes):
            raise ApiError(415)
        if raw is None:
            raise errors.too_long()
        return bodies.validate(bodies.parse(raw), operation.body, self._backend.contract.customer_properties)


def _path(request: Request, operation: Operation) -> dict[str, Any]:
    texts = {name: request.path_params[name] for name in operation.path_parameters.names}
    try:
        return operation.path_parameters.read(texts)
    except ApiError as error:
        raise ApiError(404) from error


def _origin(request: Request) -> str:
    host = request.headers.get("Host", "")
    if not _HOST.fullmatch(host):
        host = "{}:{}".format(*(request.scope.get("server") or ("127.0.0.1", 80)))
    return f"{request.url.scheme}://{host}"


def _log(error: Exception) -> None:
    # The message of an exception may quote personal data: its type and place are enough to find it.
    place = traceback.extract_tb(error.__traceback__)[-1]
    _LOGGER.error("Internal error: %s in %s, line %s", type(error).__name__, place.filename, place.lineno)
