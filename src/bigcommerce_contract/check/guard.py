"""What may pass to the target, by mode, raw path and ledger. Everything that is not allowed here is answered here."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from bigcommerce_contract.check.exchange import Request, Response, Role
from bigcommerce_contract.check.marker import looks_deliverable
from bigcommerce_contract.check.mode import Mode

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
METHOD_OVERRIDES = frozenset({"x-http-method-override", "x-http-method", "x-method-override"})
"""Headers by which some servers take one method for another, in lower case."""
# Only the plain spelling of an id passes: another may mean another customer to the target than to the ledger.
_ONE = re.compile(r"/customers/(?P<id>[1-9]\d{0,17})(?P<validate>/validate)?")
_WRITES_TO_ONE = frozenset({"PUT", "DELETE", "PATCH", "POST"})


@dataclass(frozen=True, slots=True)
class Guard:
    """The rules of one mode.

    Attributes:
        mode: The mode of the run.
        owns: Says whether the customer with this id was created by the run.
        may_delete_all: The store is known to hold nothing that anybody would miss.
    """

    mode: Mode
    owns: Callable[[int], bool]
    may_delete_all: bool = False

    def shield(self, request: Request, role: Role) -> Response | None:
        """Return the answer with which ``request`` is kept from the target, or None if it may pass."""
        if request.method in _SAFE and not _overrides_method(request):
            return None
        match self.mode:
            case Mode.READ_ONLY:
                return refusal(403, "This check only reads: --mode read-only.")
            case Mode.DISPOSABLE:
                return self._in_disposable(request)
            case Mode.MARKED:
                return self._in_marked(request, role)

    def _in_disposable(self, request: Request) -> Response | None:
        if self.may_delete_all or is_create(request) or _ONE.fullmatch(request.path):
            return None
        # Whatever else writes could be a spelling of Delete All that only the target understands.
        return None if request.method in {"TRACE", "POST", "PUT", "PATCH"} else _NOT_HERE

    def _in_marked(self, request: Request, role: Role) -> Response | None:
        if _overrides_method(request):
            return refusal(403, "A header that overrides the method does not pass this check.")
        if request.method == "TRACE" or is_create(request):
            return _foreign_address(request)
        one = _ONE.fullmatch(request.path)
        if one and request.method in _WRITES_TO_ONE and self.owns(int(one["id"])):
            return _foreign_address(request)
        return _shielded_by_role(role)


def is_create(request: Request) -> bool:
    """Say whether ``request`` asks for a new customer."""
    return request.method == "POST" and request.path == "/customers"


def target_id(request: Request) -> int | None:
    """Return the id of the customer that ``request`` addresses, None if it is no plain one."""
    one = _ONE.fullmatch(request.path)
    return int(one["id"]) if one else None


def sent_email(request: Request) -> object:
    """Return the value of ``email`` in the body, None if there is none."""
    return json_member(request.body, "email")


def json_member(body: bytes, name: str) -> object:
    """Return the member ``name`` of a JSON object, None if there is none or ``body`` is no object."""
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, object]", value).get(name) if isinstance(value, dict) else None


def refusal(status: int, message: str) -> Response:
    """Return an answer of the gate itself in the array shape of the document's errors."""
    body = json.dumps([{"status": status, "message": message}]).encode()
    return Response(status, (("Content-Type", "application/json"), ("X-Gate", "shielded")), body)


_NOT_HERE = refusal(404, "The requested resource was not found.")


def _foreign_address(request: Request) -> Response | None:
    """Shield a body whose address could be a person's: a customer with it could not be told from a real one."""
    if looks_deliverable(sent_email(request)):
        return refusal(400, "The field 'email' is invalid.")
    return None


def _shielded_by_role(role: Role) -> Response:
    if role in {Role.NONE, Role.UNKNOWN}:
        return refusal(401, "The specified credentials were invalid.")
    if role in {Role.READ_ONLY, Role.NO_SCOPE}:
        return refusal(403, "You don't have a required scope to access the endpoint")
    return _NOT_HERE


def _overrides_method(request: Request) -> bool:
    return any(name.lower() in METHOD_OVERRIDES for name, _ in request.headers)
