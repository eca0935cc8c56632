"""Which credential a recorded request had, as far as the recording says.

A masked credential that was let in was some valid one: nothing about its scopes follows, so that no rule of access is
claimed. A mask that names a role, such as ``<read_only>``, says which it was.
"""

from collections.abc import Sequence

from bigcommerce_contract.check.exchange import Form, Role
from bigcommerce_contract.check.recorded.stores import Placed

_CREDENTIALS = ("x-auth-token", "authorization")
_NAMED = {f"<{role}>": role for role in Role if role is not Role.UNSTATED}


def infer_roles(placed: Sequence[Placed]) -> list[Role]:
    """Give the role of each request of a file, in order.

    A request without any credential had none where others of its form show theirs, masked or not. Where no request
    shows one, the recorder took the header away, and nothing is known.
    """
    shown: set[Form] = {item.form for item in placed if _credential(item)}
    return [_role(_credential(item), shown=item.form in shown) for item in placed]


def _role(credential: str | None, *, shown: bool) -> Role:
    if credential is None:
        return Role.NONE if shown else Role.UNSTATED
    return _NAMED.get(credential.rpartition(" ")[2], Role.UNSTATED)


def _credential(item: Placed) -> str | None:
    found = [value.strip() for name, value in item.recorded.sent_headers if name.lower() in _CREDENTIALS]
    return found[0] if found else None
