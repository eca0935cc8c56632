"""What a store gives of a customer, as its properties."""

from typing import Any

import orjson

from bigcommerce_contract.mock.dates import from_rfc2822
from bigcommerce_contract.mock.represent import Row


def properties(row: Row) -> dict[str, Any]:
    """Give the properties of a customer as stored, dates as seconds since 1970."""
    shown: dict[str, Any] = orjson.loads(row[2])
    dates = {name: int(from_rfc2822(shown[name]).timestamp()) for name in ("date_created", "date_modified")}
    return {**shown, **dates}
