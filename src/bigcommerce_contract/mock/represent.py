"""How a customer looks from outside, and how JSON is written (S26 to S39; spec/DECISIONS.md)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from bigcommerce_contract.mock.dates import to_rfc2822

Row = Sequence[Any]
"""A customer to be served: the id, when it was changed last in seconds since 1970, and what `shown` gave."""

_LINKED = rb'%b,"addresses":{"url":"%b\/customers\/%d\/addresses%b","resource":"\/customers\/%d\/addresses"}}'


def shown(customer: Mapping[str, Any]) -> bytes:
    """Write a customer as it is served, but for its links, which depend on the request.

    Args:
        customer: The properties as stored.

    Returns:
        A JSON object, its properties in the order of the document.
    """
    # Python makes a dictionary of names that are written down several times faster than one of names that are given.
    return to_json(
        {
            "id": customer["id"],
            "company": customer["company"],
            "first_name": customer["first_name"],
            "last_name": customer["last_name"],
            "email": customer["email"],
            "phone": customer["phone"],
            "form_fields": None,
            "date_created": to_rfc2822(customer["date_created"]),
            "date_modified": to_rfc2822(customer["date_modified"]),
            "store_credit": customer["store_credit"],
            "registration_ip_address": customer["registration_ip_address"],
            "customer_group_id": customer["customer_group_id"],
            "notes": customer["notes"],
            "tax_exempt_category": customer["tax_exempt_category"],
            # SQLite has no truth values, but 0 and 1.
            "reset_pass_on_login": bool(customer["reset_pass_on_login"]),
            "accepts_marketing": False,
        }
    )


def linked(rows: Iterable[Row], *, base_url: str, suffix: str) -> list[bytes]:
    """Add to customers the links to their addresses.

    Args:
        rows: The customers.
        base_url: What stands before `/customers` in an absolute URL.
        suffix: What ends the URL of the addresses: `.json` in the Basic form, nothing in the other.

    Returns:
        A JSON object of each as it is served.
    """
    root, end = to_json(base_url)[1:-1], suffix.encode()
    return [_LINKED % (written[:-1], root, number, end, number) for number, _, written in rows]


def to_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    r"""Write JSON as the real service does: UTF-8, slashes as `\/` (recorded in 2014 and 2024)."""
    # A slash occurs in JSON only within strings.
    return orjson.dumps(value).replace(b"/", b"\\/")
