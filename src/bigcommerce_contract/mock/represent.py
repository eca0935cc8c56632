"""How a customer looks from outside, and how JSON is written (S26 to S39; spec/DECISIONS.md)."""

from typing import Any

import orjson

from bigcommerce_contract.mock.dates import to_rfc2822
from bigcommerce_contract.mock.store.customers import Row
from bigcommerce_contract.mock.store.queries import NAMES

_MODIFIED = NAMES.index("date_modified")


def customer(row: Row, *, base_url: str, suffix: str) -> dict[str, Any]:
    """Give a customer as it is served.

    Args:
        row: The customer as stored.
        base_url: What stands before `/customers` in an absolute URL.
        suffix: What ends the URL of the addresses: `.json` in the Basic form, nothing in the other.

    Returns:
        The JSON object, its properties in the order of the document.
    """
    number, company, first, last, email, phone, created, changed, credit, address, group, notes, tax, reset = row
    resource = f"/customers/{number}/addresses"
    # Python makes a dictionary of names that are written down several times faster than one of names that are given.
    return {
        "id": number,
        "company": company,
        "first_name": first,
        "last_name": last,
        "email": email,
        "phone": phone,
        "form_fields": None,
        "date_created": to_rfc2822(created),
        "date_modified": to_rfc2822(changed),
        "store_credit": credit,
        "registration_ip_address": address,
        "customer_group_id": group,
        "notes": notes,
        "tax_exempt_category": tax,
        # SQLite has no truth values, but 0 and 1.
        "reset_pass_on_login": bool(reset),
        "accepts_marketing": False,
        "addresses": {"url": f"{base_url}{resource}{suffix}", "resource": resource},
    }


def modified(row: Row) -> int:
    """Give when a customer was changed last, in seconds since 1970."""
    seconds: int = row[_MODIFIED]
    return seconds


def to_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    r"""Write JSON as the real service does: UTF-8, slashes as `\/` (recorded in 2014 and 2024)."""
    # A slash occurs in JSON only within strings.
    return orjson.dumps(value).replace(b"/", b"\\/")
