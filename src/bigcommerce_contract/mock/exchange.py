"""One request on its way through the mock: what is known of it so far, and what the log will tell."""

import time
from dataclasses import dataclass, field

from starlette.types import Scope

from bigcommerce_contract.mock.contract import Operation
from bigcommerce_contract.mock.control.log import Logged, kept_body
from bigcommerce_contract.mock.faults.draw import NOTHING, Lot
from bigcommerce_contract.mock.fields import Fields
from bigcommerce_contract.mock.security import Caller


@dataclass(slots=True)
class Exchange:
    """One request, and what was found out about it.

    Attributes:
        scope: The request, as ASGI has it.
        body: Its body; None where it is too long.
        operation: What it asks for; None where the document has no such operation.
        at: When it had arrived, in seconds since 1970 by the mock's clock.
        caller: Who sent it; None until that is known.
        lot: What goes wrong on purpose.
        fields: Its header fields.
        began: The same moment, in seconds of a clock that nobody sets.
    """

    scope: Scope
    body: bytes | None
    operation: Operation | None
    at: float
    caller: Caller | None = None
    lot: Lot = NOTHING
    fields: Fields = field(init=False)
    began: float = field(default_factory=time.perf_counter)

    def __post_init__(self) -> None:
        """Gather the header fields."""
        self.fields = Fields(self.scope["headers"])

    def logged(self, status: int | None) -> Logged:
        """Give the entry for the log.

        Args:
            status: The status of the answer; None where the connection was dropped.
        """
        scope = self.scope
        return Logged(
            at=self.at,
            method=scope["method"],
            path=scope["path"],
            query=scope["query_string"],
            headers=scope["headers"],
            body=kept_body(self.body),
            status=status,
            duration_ms=(time.perf_counter() - self.began) * 1000,
            store=self.caller.store if self.caller else None,
            operation=self.operation.operation_id if self.operation else None,
            fault=self.lot.kind,
        )
