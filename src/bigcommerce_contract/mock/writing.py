"""From a create or update request to what is stored: the rules that no schema can carry."""

from collections.abc import Mapping
from typing import Any

from bigcommerce_contract.mock import errors, passwords
from bigcommerce_contract.mock.behaviour import Behaviour
from bigcommerce_contract.mock.money import to_credit

_AUTHENTICATION, _CONFIRMATION = "_authentication", "password_confirmation"


def to_columns(body: Mapping[str, Any], behaviour: Behaviour, *, in_memory: bool) -> dict[str, Any]:
    """Turn a valid body into column values.

    Args:
        body: A body that satisfies the schema of its operation.
        behaviour: Says whether a forced reset shows.
        in_memory: Whether the customer ends with this process.

    Returns:
        The columns to write, `password_hash` only where the body brings a password (S54, S63, S64).

    Raises:
        ApiError: 400 where the password and its confirmation differ (S55, S65).
    """
    columns = {name: value for name, value in body.items() if name != _AUTHENTICATION}
    if "store_credit" in columns:
        columns["store_credit"] = to_credit(columns["store_credit"])
    if "customer_group_id" in columns:
        # 1.0 is an integer in JSON Schema.
        columns["customer_group_id"] = int(columns["customer_group_id"])
    authentication: Mapping[str, Any] = body.get(_AUTHENTICATION, {})
    if "password" in authentication:
        _require_confirmed(authentication)
        columns["password_hash"] = passwords.hash_chosen(authentication["password"], in_memory=in_memory)
    if behaviour.force_reset_shown and "force_reset" in authentication:
        columns["reset_pass_on_login"] = authentication["force_reset"]
    return columns


def _require_confirmed(authentication: Mapping[str, Any]) -> None:
    password = authentication["password"]
    if authentication.get(_CONFIRMATION, password) != password:
        raise errors.invalid(_CONFIRMATION)
