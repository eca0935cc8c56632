"""What all resources share: the document, the credentials, the counters, and how an answer is written."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from anyio import CapacityLimiter, to_thread
from starlette.responses import Response

from bigcommerce_contract.mock import represent
from bigcommerce_contract.mock.behaviour import STORE_VERSION
from bigcommerce_contract.mock.contract import Contract, Operation
from bigcommerce_contract.mock.errors import ApiError
from bigcommerce_contract.mock.operations import Answer, Call, Handler
from bigcommerce_contract.mock.ratelimit import RateLimiter
from bigcommerce_contract.mock.security import Gatekeeper
from bigcommerce_contract.mock.store.database import CONNECTIONS, DatabaseBusyError


class Backend:
    """What all resources share.

    Args:
        contract: The document.
        gatekeeper: Knows the credentials.
        limiter: Counts the requests.
        handlers: What each operation does, by operationId.
    """

    def __init__(
        self, contract: Contract, gatekeeper: Gatekeeper, limiter: RateLimiter, handlers: Mapping[str, Handler]
    ) -> None:
        """Keep the parts."""
        self.contract = contract
        self.gatekeeper = gatekeeper
        self.limiter = limiter
        self._handlers = handlers
        self._threads = CapacityLimiter(CONNECTIONS)

    async def carry_out(self, operation: Operation, call: Call) -> Answer:
        """Carry out a call in a thread, since databases and passwords take their time.

        Raises:
            ApiError: If the call is refused; 503 where the database is locked, full or gone.
        """
        try:
            return await to_thread.run_sync(self._handlers[operation.operation_id], call, limiter=self._threads)
        except DatabaseBusyError as error:
            raise ApiError(503) from error

    def response(self, answer: Answer) -> Response:
        """Write an answer, with the headers that every answer has."""
        headers = {"X-Request-Id": uuid4().hex, **answer.headers}
        if not answer.from_gateway:
            headers["X-BC-Store-Version"] = STORE_VERSION
        if answer.body is None:
            return Response(status_code=answer.status, headers=headers)
        content = represent.to_json(answer.body)
        return Response(content, answer.status, headers, media_type="application/json")

    def refusal(self, error: ApiError) -> Answer:
        """Turn an error into an answer, with the document's own body where the error brings no message."""
        if error.message is None:
            return Answer(error.status, self.contract.error_body(error.status), error.headers)
        item: dict[str, Any] = {"status": error.status, "message": error.message}
        if error.details:
            item["details"] = error.details
        return Answer(error.status, [item], error.headers)
