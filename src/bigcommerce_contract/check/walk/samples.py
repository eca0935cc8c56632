"""Values for the properties of a customer: two good ones each, and some that every server must refuse."""

from typing import Any

from bigcommerce_contract.check.walk.facts import properties

_SAMPLES: dict[str, tuple[object, object]] = {
    "first_name": ("Augusta", "Ida"),
    "last_name": ("Byron", "Noel"),
    "company": ("Analytical Engines", "Difference Engines"),
    "phone": ("252-101-2010", "+1 (752) 337-4022"),
    "store_credit": ("12.5000", "3.2500"),
    "registration_ip_address": ("50.58.18.2", "99.191.105.74"),
    "customer_group_id": (2, 3),
    "notes": ("Prefers letters.", "Prefers calls."),
    "tax_exempt_category": ("G", "H"),
}

PASSWORDS = ("Correct1Horse", "Battery2Staple", "Another3Password")
"""Passwords that every server accepts, none the beginning of another."""

WEAK_PASSWORDS = ("a1b2c3", "onlyletters", "1234567890", "")
"""Too short, without a digit, without a letter, empty."""

CREDITS: tuple[object, ...] = (12.5, 7, 0, "3.5", "8", "0.0000", "1000.2500")
"""Store credit as the document lets it be sent: a number or a decimal in a text."""

NAMES = ("Random ", " Joe Bob ", "Mary  Jane", "O'Hara-Zoë")
"""Names whose blanks and signs must be kept."""


def sample(prop: str) -> object:
    """Give a good value for a property that can be written."""
    return _SAMPLES[prop][0] if prop in _SAMPLES else _from_document(prop)


def second_sample(prop: str) -> object:
    """Give another good value for a property that can be written."""
    return _SAMPLES[prop][1] if prop in _SAMPLES else _from_document(prop)


def no_addresses(address: str) -> tuple[object, ...]:
    """Give values that no server can take for an e-mail address, made from one that is.

    Args:
        address: A valid address; what is made from it shows by its domain where it came from.
    """
    local, _, domain = address.partition("@")
    return (f"{local}.{domain}", f"@{domain}", f"{local}@", "", None, 5, [address], {"address": address})


def _from_document(prop: str) -> object:
    schema: dict[str, Any] = properties("CustomerCreate")[prop]
    return schema.get("examples", [""])[0]
