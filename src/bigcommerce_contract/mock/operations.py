"""What each operation of the document does, by its operationId."""

from collections.abc import Callable, Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, NamedTuple

from bigcommerce_contract.mock import errors, passwords
from bigcommerce_contract.mock.behaviour import Behaviour
from bigcommerce_contract.mock.contract import LIST_ADDRESSES
from bigcommerce_contract.mock.dates import parse_moment, to_rfc2822
from bigcommerce_contract.mock.represent import Row, linked
from bigcommerce_contract.mock.store.customers import CustomerStore, EmailInUseError
from bigcommerce_contract.mock.store.filters import MOMENTS
from bigcommerce_contract.mock.writing import to_columns


class Call(NamedTuple):
    """A request that has passed every check that the document describes.

    Attributes:
        store: The store hash.
        root: The path below which `/customers` stands, such as `/stores/abc123/v2`.
        origin: What stands before the root, such as `http://127.0.0.1:8080`.
        suffix: The suffix that URLs of this form carry, `.json` or nothing.
        path: The parameters in the path.
        query: The parameters in the query, with their defaults.
        body: The request body; empty where there is none.
    """

    store: str
    root: str
    origin: str
    suffix: str
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Mapping[str, Any]

    @property
    def base_url(self) -> str:
        """What stands before `/customers` in an absolute URL."""
        return f"{self.origin}{self.root}"


class Answer(NamedTuple):
    """An answer.

    Attributes:
        status: The HTTP status.
        body: The JSON value, or its bytes; None for no body.
        headers: Headers beyond those that every answer has.
    """

    status: int
    body: Any = None
    headers: Mapping[str, str] = MappingProxyType({})

    @property
    def from_gateway(self) -> bool:
        """Whether the gateway refused, which answers with one object, before the application saw the request."""
        return self.status >= _FIRST_ERROR and not isinstance(self.body, list)


class Way(Enum):
    """How to carry out a call.

    Attributes:
        AT_ONCE: It neither waits for anybody nor takes long: it needs no thread.
        TOGETHER: It is a short write to a file, which may share a commit with others.
        IN_THREAD: It may have to wait for a database or a password, or take long.
    """

    AT_ONCE = auto()
    TOGETHER = auto()
    IN_THREAD = auto()


_FIRST_ERROR = 400

_READING = frozenset({"listCustomers", "getCustomer", LIST_ADDRESSES})
_WRITING = frozenset({"createCustomer", "updateCustomer", "deleteCustomer"})
_NEAR = 1000

Handler = Callable[[Call], Answer]
"""Carries out a call. `way` tells whether it may block, and belongs in a thread."""


class Customers:
    """The operations on customers.

    Args:
        store: Where they are kept.
        behaviour: The switches.
    """

    def __init__(self, store: CustomerStore, behaviour: Behaviour) -> None:
        """Work on a store."""
        self._store = store
        self._behaviour = behaviour

    def handlers(self) -> dict[str, Handler]:
        """Give the handler of every operation, by operationId."""
        return {
            "listCustomers": self._list,
            "createCustomer": self._create,
            "deleteAllCustomers": self._delete_all,
            "countCustomers": self._count,
            "getCustomer": self._get,
            "updateCustomer": self._update,
            "deleteCustomer": self._delete,
            "validatePassword": self._validate_password,
            LIST_ADDRESSES: self._list_addresses,
        }

    def way(self, operation_id: str, call: Call) -> Way:
        """Tell how to carry out a call."""
        if not self._store.is_local or self._store.is_taken() or _takes_long(operation_id, call):
            return Way.IN_THREAD
        return Way.TOGETHER if operation_id in _WRITING and not self._store.in_memory else Way.AT_ONCE

    def _list(self, call: Call) -> Answer:
        filters = _filters(call)
        page, limit = filters.pop("page"), filters.pop("limit")
        rows = self._store.page(call.store, filters, limit=limit, offset=(page - 1) * limit)
        if not rows:
            return Answer(204)
        shown = b",".join(linked(rows, base_url=call.base_url, suffix=call.suffix))
        return Answer(200, b"[%b]" % shown, {"Last-Modified": to_rfc2822(max(modified for _, modified, _ in rows))})

    def _count(self, call: Call) -> Answer:
        return Answer(200, {"count": self._store.count(call.store, _filters(call))})

    def _get(self, call: Call) -> Answer:
        row = _found(self._store.get(call.store, call.path["id"]))
        _, modified, _ = row
        return Answer(200, _show(call, row), {"Last-Modified": to_rfc2822(modified)})

    def _create(self, call: Call) -> Answer:
        columns = {"password_hash": passwords.hash_generated(), **self._columns(call)}
        try:
            row = self._store.create(call.store, columns)
        except EmailInUseError as error:
            raise errors.email_in_use() from error
        status = self._behaviour.create_status
        headers = {"Location": f"{call.root}/customers/{row[0]}"} if status == 201 else {}
        return Answer(status, _show(call, row), headers)

    def _update(self, call: Call) -> Answer:
        columns = self._columns(call)
        try:
            row = self._store.update(call.store, call.path["id"], columns)
        except EmailInUseError as error:
            raise errors.email_in_use() from error
        return Answer(200, _show(call, _found(row)))

    def _delete(self, call: Call) -> Answer:
        if not self._store.delete(call.store, call.path["id"]):
            raise errors.ApiError(404)
        return Answer(204)

    def _delete_all(self, call: Call) -> Answer:
        self._store.delete_all(call.store)
        return Answer(204)

    def _validate_password(self, call: Call) -> Answer:
        stored = self._store.password_hash(call.store, call.path["id"])
        if stored is None:
            raise errors.ApiError(404)
        return Answer(200, {"success": passwords.matches(call.body["password"], stored)})

    def _list_addresses(self, call: Call) -> Answer:
        _found(self._store.get(call.store, call.path["id"]))
        return Answer(204)

    def _columns(self, call: Call) -> dict[str, Any]:
        return to_columns(call.body, self._behaviour, in_memory=self._store.in_memory)


def _show(call: Call, row: Row) -> bytes:
    return linked([row], base_url=call.base_url, suffix=call.suffix)[0]


def _takes_long(operation_id: str, call: Call) -> bool:
    if operation_id in _READING:
        return _walks(call)
    if operation_id == "countCustomers":
        return bool(call.query)
    return operation_id not in _WRITING or "_authentication" in call.body


def _walks(call: Call) -> bool:
    if not call.query:
        return False
    deep = call.query.get("page", 1) * call.query.get("limit", 1) > _NEAR
    return deep or not call.query.keys().isdisjoint(MOMENTS)


def _filters(call: Call) -> dict[str, Any]:
    values = dict(call.query)
    for name in MOMENTS:
        if name in values:
            try:
                values[name] = parse_moment(values[name])
            except ValueError as error:  # Such as the year 0, which is valid but unknown to `datetime`.
                raise errors.invalid(name) from error
    return values


def _found(row: Row | None) -> Row:
    if row is None:
        raise errors.ApiError(404)
    return row
