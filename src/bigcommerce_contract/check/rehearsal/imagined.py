"""A target that exists in nobody's network: it answers as the document has it, and counts what it is sent."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from bigcommerce_contract.check.credentials import Credentials
from bigcommerce_contract.check.exchange import Exchange, Form, Request, Response, Role
from bigcommerce_contract.check.judge.conditions import Query, read_query
from bigcommerce_contract.check.judge.contract import Operation, limits, property_schemas, validator
from bigcommerce_contract.check.judge.finding import World
from bigcommerce_contract.check.judge.model import Model
from bigcommerce_contract.check.judge.observation import MISSING, Observation, observe
from bigcommerce_contract.check.judge.requests import judge_request
from bigcommerce_contract.check.judge.values import as_object

Customer = dict[str, Any]

_READS = frozenset({"listCustomers", "countCustomers", "getCustomer"})
_LOGIN = "_authentication"


@dataclass(slots=True)
class ImaginedTarget:
    """Stands where `Upstream` stands in a check; nothing leaves the process.

    Attributes:
        credentials: Those of the run; none of them is used.
        customers: The customers of the imagined store, by id.
        received: Number of requests by operationId; by method and path where the document has no operation.
        created: Number of customers that were created.
    """

    credentials: Credentials
    customers: dict[int, Customer] = field(default_factory=dict[int, Customer])
    received: Counter[str] = field(default_factory=Counter[str])
    created: int = 0
    _passwords: dict[int, object] = field(default_factory=dict[int, object])
    _last_id: int = 0

    def add(self, sent: Customer) -> Customer:
        """Create a customer of these properties, the others as in the document's examples."""
        self._last_id += 1
        link = f"/customers/{self._last_id}/addresses"
        set_by_server = {"id": self._last_id, "date_created": _now(), "date_modified": _now()}
        made = {**_template(), **_shown(sent), **set_by_server}
        made["addresses"] = {"url": f"{next(iter(self.credentials.bases.values()))}{link}", "resource": link}
        self.customers[self._last_id] = made
        self._passwords[self._last_id] = (as_object(sent.get(_LOGIN)) or {}).get("password", MISSING)
        return made

    def send(self, request: Request, role: Role, form: Form, patience_s: float | None = None) -> Exchange:
        """Answer ``request`` as `Upstream.send` would with a target that keeps the contract."""
        del patience_s
        base = self.credentials.bases[form]
        seen = observe(Exchange(request, Response(500), role, form, base))
        self.received[_name(seen)] += 1
        status, body = self._answer(seen, role)
        content = b"" if body is None else json.dumps(body).encode()
        headers = (("Content-Type", "application/json"), ("Last-Modified", _now())) if content else ()
        return Exchange(request, Response(status, headers, content), role, form, base)

    def _answer(self, seen: Observation, role: Role) -> tuple[int, Any]:
        if role in {Role.NONE, Role.UNKNOWN}:
            return _refusal(401)
        if seen.operation is None:
            return _refusal(405 if seen.known_path else 404)
        if role is Role.NO_SCOPE or (role is Role.READ_ONLY and seen.operation.id not in _READS):
            return _refusal(403)
        if seen.has_id and seen.customer_id not in self.customers:
            return _refusal(404)
        return self._carry_out(seen, seen.operation)

    def _carry_out(  # noqa: PLR0911 - one return an operation
        self, seen: Observation, operation: Operation
    ) -> tuple[int, Any]:
        number = seen.customer_id or 0
        match operation.id:
            case "listCustomers":
                return self._list(seen, operation)
            case "countCustomers":
                return self._count(seen, operation)
            case "createCustomer":
                return self._create(seen, operation)
            case "updateCustomer":
                return self._update(seen, operation)
            case "validatePassword":
                return self._validate(seen, number)
            case "deleteAllCustomers":
                self.customers.clear()
                return 204, None
            case "deleteCustomer":
                del self.customers[number]
                return 204, None
            case _:
                return 200, self.customers[number]

    def _validate(self, seen: Observation, number: int) -> tuple[int, Any]:
        password = (as_object(seen.body) or {}).get("password")
        return (200, {"success": self._passwords[number] == password}) if isinstance(password, str) else _BAD

    def _list(self, seen: Observation, operation: Operation) -> tuple[int, Any]:
        query = read_query(seen, operation)
        if query.malformed or (query.limit or 0) > limits()[1]:
            return _BAD
        start = (query.page - 1) * query.size
        shown = self._matching(query)[start : start + query.size]
        return (200, shown) if shown else (204, None)

    def _count(self, seen: Observation, operation: Operation) -> tuple[int, Any]:
        query = read_query(seen, operation)
        return _BAD if query.malformed else (200, {"count": len(self._matching(query))})

    def _matching(self, query: Query) -> list[Customer]:
        return [self.customers[number] for number in sorted(self.customers) if query.selects(self.customers[number])]

    def _create(self, seen: Observation, operation: Operation) -> tuple[int, Any]:
        body = self._valid_body(seen, operation)
        if body is None:
            return _BAD
        self.created += 1
        return 201, self.add(body)

    def _update(self, seen: Observation, operation: Operation) -> tuple[int, Any]:
        body, number = self._valid_body(seen, operation), seen.customer_id or 0
        if body is None:
            return _BAD
        self.customers[number] |= {**_shown(body), "date_modified": _now()}
        if _LOGIN in body:
            self._passwords[number] = (as_object(body[_LOGIN]) or {}).get("password", MISSING)
        return 200, self.customers[number]

    def _valid_body(self, seen: Observation, operation: Operation) -> Customer | None:
        """Give the body of a write that a server may accept; what is doubtful is accepted, so that it is counted."""
        body = as_object(seen.body)
        refused = judge_request(seen, Model(World.OPEN)).reasons
        if body is None or refused or not validator(operation.body).is_valid(body):
            return None
        address = str(body.get("email", "")).casefold()
        others = (customer for number, customer in self.customers.items() if number != seen.customer_id)
        return None if address and any(str(each["email"]).casefold() == address for each in others) else body


def _refusal(status: int) -> tuple[int, Any]:
    return status, [{"status": status, "message": "Refused."}]


_BAD = _refusal(400)


def _now() -> str:
    return format_datetime(datetime.now(UTC))


def _name(seen: Observation) -> str:
    if seen.operation is not None:
        return seen.operation.id
    where = "where the document has another method" if seen.known_path else "on a path that the document lacks"
    return f"{seen.exchange.request.method} {where}"


def _template() -> Customer:
    schemas = property_schemas("Customer")
    return {name: schema.get("examples", [None])[0] for name, schema in schemas.items()}


def _shown(sent: Customer) -> Customer:
    shown = {name: value for name, value in sent.items() if name != _LOGIN}
    if "store_credit" in shown:
        shown["store_credit"] = f"{float(shown['store_credit']):.4f}"
    return shown
