"""Which credential a recorded request had, as far as the recording says.

A masked credential that was let in was some valid one: nothing about its scopes follows, so that no rule of access is
claimed. A mask that names a role, such as ``<read_only>``, says which it was.
"""

from collections.abc import Mapping, Sequence

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


def perhaps_hidden(placed: Sequence[Placed], roles: Sequence[Role]) -> frozenset[int]:
    """Give the numbers of the exchanges whose 404 may be for want of a scope.

    Some servers hide from a credential what its scopes do not reach. Where a masked credential met a 404 and the
    recording shows that it was there for a masked one, two credentials may stand behind the mask.

    Args:
        placed: The exchanges, in the order of their times.
        roles: The role of each.
    """
    masked = [item for item, role in zip(placed, roles, strict=True) if role is Role.UNSTATED]
    served = {_place(item): index for index, item in enumerate(masked) if 200 <= item.recorded.status < 300}
    return frozenset(
        item.recorded.number
        for index, item in enumerate(masked)
        if item.recorded.status == 404 and _was_there(item, index, served)
    )


def _was_there(item: Placed, index: int, served: Mapping[tuple[str, str, str], int]) -> bool:
    # A list, a count and a create are there at any time; a customer was there if it is shown or changed later.
    return served.get(_place(item), -1) > (index if _is_of_one(item) else -1)


def _place(item: Placed) -> tuple[str, str, str]:
    return item.base_url, item.path.removesuffix(".json"), "" if _is_of_one(item) else item.recorded.method


def _is_of_one(item: Placed) -> bool:
    return item.path.removesuffix(".json").rpartition("/")[2].isdecimal()


def _role(credential: str | None, *, shown: bool) -> Role:
    if credential is None:
        return Role.NONE if shown else Role.UNSTATED
    return _NAMED.get(credential.rpartition(" ")[2], Role.UNSTATED)


def _credential(item: Placed) -> str | None:
    found = [value.strip() for name, value in item.recorded.sent_headers if name.lower() in _CREDENTIALS]
    return found[0] if found else None
