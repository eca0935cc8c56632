"""How a customer looks from outside, and how JSON is written (S26 to S39; spec/DECISIONS.md)."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any

import orjson

from bigcommerce_contract.mock.dates import to_rfc2822
from bigcommerce_contract.mock.store.customers import Row

_Picker = Callable[[Row], tuple[Any, ...]]


class Representation:
    """How customers look from outside.

    Args:
        names: The properties to serve, in their order.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        """Remember which properties are served."""
        self._names = names
        self._in_order: _Picker = itemgetter(*names)

    def of(self, row: Row, *, base_url: str, suffix: str) -> dict[str, Any]:
        """Give a customer as it is served.

        Args:
            row: The customer as stored.
            base_url: What stands before `/customers` in an absolute URL.
            suffix: What ends the URL of the addresses: `.json` in the Basic form, nothing in the other.

        Returns:
            The JSON object.
        """
        resource = f"/customers/{row['id']}/addresses"
        shown = {
            **row,
            "form_fields": None,
            # SQLite has no truth values, but 0 and 1.
            "reset_pass_on_login": bool(row["reset_pass_on_login"]),
            "date_created": to_rfc2822(row["date_created"]),
            "date_modified": to_rfc2822(row["date_modified"]),
            "accepts_marketing": False,
            "addresses": {"url": f"{base_url}{resource}{suffix}", "resource": resource},
        }
        return dict(zip(self._names, self._in_order(shown), strict=False))


def to_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    r"""Write JSON as the real service does: UTF-8, slashes as `\/` (recorded in 2014 and 2024)."""
    # A slash occurs in JSON only within strings.
    return orjson.dumps(value).replace(b"/", b"\\/")
