"""How a customer looks from outside, and how JSON is written (S26 to S39; spec/DECISIONS.md)."""

from operator import itemgetter
from typing import Any

import orjson

from bigcommerce_contract.mock.dates import to_rfc2822
from bigcommerce_contract.mock.store.customers import Row
from bigcommerce_contract.mock.store.queries import NAMES

_ID, _CREATED, _MODIFIED = (NAMES.index(name) for name in ("id", "date_created", "date_modified"))
_RESET = NAMES.index("reset_pass_on_login")
_MADE = ("date_created", "date_modified", "reset_pass_on_login", "form_fields", "accepts_marketing", "addresses")


class Representation:
    """How customers look from outside.

    Args:
        names: The properties to serve, in their order.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        """Find out where each property comes from."""
        self._names = names
        # What is made of a column stands for it.
        places = {name: place for place, name in enumerate((*NAMES, *_MADE))}
        self._in_order = itemgetter(*(places[name] for name in names))

    def of(self, row: Row, *, base_url: str, suffix: str) -> dict[str, Any]:
        """Give a customer as it is served.

        Args:
            row: The customer as stored.
            base_url: What stands before `/customers` in an absolute URL.
            suffix: What ends the URL of the addresses: `.json` in the Basic form, nothing in the other.

        Returns:
            The JSON object.
        """
        resource = f"/customers/{row[_ID]}/addresses"
        made = (
            to_rfc2822(row[_CREATED]),
            to_rfc2822(row[_MODIFIED]),
            # SQLite has no truth values, but 0 and 1.
            bool(row[_RESET]),
            None,
            False,
            {"url": f"{base_url}{resource}{suffix}", "resource": resource},
        )
        return dict(zip(self._names, self._in_order((*row, *made)), strict=False))


def modified(row: Row) -> int:
    """Give when a customer was changed last, in seconds since 1970."""
    seconds: int = row[_MODIFIED]
    return seconds


def to_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    r"""Write JSON as the real service does: UTF-8, slashes as `\/` (recorded in 2014 and 2024)."""
    # A slash occurs in JSON only within strings.
    return orjson.dumps(value).replace(b"/", b"\\/")
