"""What all resources share: the document, the stores, the counters, and how an answer is written."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any

from anyio import CapacityLimiter, to_thread

from bigcommerce_contract.mock import represent
from bigcommerce_contract.mock.behaviour import STORE_VERSION, Behaviour
from bigcommerce_contract.mock.contract import Contract, Operation
from bigcommerce_contract.mock.control.actions import Control
from bigcommerce_contract.mock.control.log import Logged
from bigcommerce_contract.mock.errors import ApiError
from bigcommerce_contract.mock.exchange import Exchange
from bigcommerce_contract.mock.operations import Answer, Call, Handler, Way
from bigcommerce_contract.mock.outage import Outage
from bigcommerce_contract.mock.reply import Reply
from bigcommerce_contract.mock.shared_commits import SharedCommits
from bigcommerce_contract.mock.store.connections import CONNECTIONS, DatabaseBusyError
from bigcommerce_contract.mock.tenants import Tenants

_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass
class Backend:
    """What all resources share.

    Attributes:
        contract: The document.
        tenants: The stores.
        control: Faults, clock, log and counters.
        handlers: What each operation does, by operationId.
        way: Tells of an operationId and a call how to carry it out.
        behaviour: The switches.
        is_controlled: Whether requests are kept in the log and may ask for faults.
        watch: Is told each request as well; None where nobody watches.
    """

    contract: Contract
    tenants: Tenants
    control: Control
    handlers: Mapping[str, Handler]
    way: Callable[[str, Call], Way]
    behaviour: Behaviour
    is_controlled: bool
    watch: Callable[[Logged], None] | None
    _threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(CONNECTIONS))
    _opened: set[str] = field(default_factory=set[str])
    _outage: Outage = field(default_factory=Outage)
    _commits: SharedCommits = field(init=False)

    def __post_init__(self) -> None:
        """Let short writes share threads and commits."""
        self._commits = SharedCommits(self.control.customers.together)

    async def carry_out(self, operation: Operation, call: Call) -> Answer:
        """Carry out a call; in a thread where it may have to wait for a database or a password, or take long.

        Raises:
            ApiError: If the call is refused; 503 where the database is locked, full or gone.
        """
        try:
            way = self.way(operation.operation_id, call) if call.store in self._opened else Way.IN_THREAD
            if way is Way.AT_ONCE:
                return self._carry_out(operation, call)
            if way is Way.TOGETHER:
                return await self._commits.carry_out(partial(self._carry_out, operation, call))
            return await to_thread.run_sync(self._carry_out, operation, call, limiter=self._threads)
        except DatabaseBusyError as error:
            self._outage.met(error)
            raise ApiError(503) from error

    def log(self, exchange: Exchange, status: int | None) -> None:
        """Keep what was asked and answered; the status is None where the connection was dropped."""
        if self.is_controlled or self.watch:
            entry = exchange.logged(status)
            if self.is_controlled:
                self.control.log.add(entry)
            if self.watch:
                self.watch(entry)

    def reply(self, answer: Answer, more: Mapping[str, str] = _NO_HEADERS) -> Reply:
        """Write an answer, with the headers that every answer has, and more that it does not set itself."""
        headers = {"X-Request-Id": f"{random.getrandbits(128):032x}", **more, **answer.headers}
        if not answer.from_gateway:
            headers["X-BC-Store-Version"] = STORE_VERSION
        if answer.body is None:
            return Reply(answer.status, headers)
        headers["Content-Type"] = "application/json"
        content = answer.body if isinstance(answer.body, bytes) else represent.to_json(answer.body)
        return Reply(answer.status, headers, content)

    def refusal(self, error: ApiError, *, of_gateway: bool = False) -> Answer:
        """Turn an error into an answer, with the document's own body where the error brings no message.

        Args:
            error: The error.
            of_gateway: Whether the gateway refuses, which answers with an object.
        """
        if error.message is None:
            body: Any = self.contract.error_body(error.status)
            if of_gateway:
                body = {
                    "status": error.status,
                    "title": body[0]["message"],
                    "type": self.contract.error_body(403)["type"],
                }
            return Answer(error.status, body, error.headers)
        item: dict[str, Any] = {"status": error.status, "message": error.message}
        if error.details:
            item["details"] = error.details
        return Answer(error.status, [item], error.headers)

    def _carry_out(self, operation: Operation, call: Call) -> Answer:
        if call.store not in self._opened:
            self.control.customers.open(call.store)
            self._opened.add(call.store)
        return self.handlers[operation.operation_id](call)
