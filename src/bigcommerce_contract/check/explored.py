"""Which operations must be explored for some rules. The walk shows every rule; few need what nobody listed."""

from collections.abc import Iterable, Mapping
from typing import Any

from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.walk import covers
from bigcommerce_contract.document import load_document

_BROKEN_BY_ANY_REQUEST = (
    "answer.",
    "error.",
    "create.accepted",
    "create.stored",
    "update.accepted",
    "update.stored",
)
_OF_ONE_CUSTOMER = frozenset({"getCustomer", "updateCustomer", "deleteCustomer", "validatePassword"})
_MAKES_ONE = "createCustomer"


def operations_to_explore(rules: Iterable[Mapping[str, Any]], mode: Mode) -> frozenset[str]:
    """Give the operationIds that generated traffic must use for ``rules``, none where the walk is enough."""
    chosen = [rule for rule in rules if covers(_BROKEN_BY_ANY_REQUEST, rule["id"])]
    operations = frozenset(operation for rule in chosen for operation in rule["operations"])
    if mode is Mode.READ_ONLY:
        return operations & _reading()
    # Whatever asks for one customer finds nobody unless somebody was created.
    return operations | {_MAKES_ONE} if operations & _OF_ONE_CUSTOMER else operations


def _reading() -> frozenset[str]:
    paths = load_document()["paths"].values()
    return frozenset(path["get"]["operationId"] for path in paths if "get" in path)
