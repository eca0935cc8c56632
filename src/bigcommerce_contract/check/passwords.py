"""Finds the passwords of customers in texts, by the properties that the document calls passwords."""

import json
import re
from collections.abc import Iterable
from functools import cache

from bigcommerce_contract.check.exchange import Request
from bigcommerce_contract.check.masking import MASK, Mask, masking
from bigcommerce_contract.document import password_properties

# A shorter one would take other texts with it wherever it stands outside its own property.
_SHORTEST = 6


def passwords_set_by(request: Request) -> set[str]:
    """Return the passwords that a request sets; those it only tries may be any text, such as an address."""
    if request.path.endswith("/validate"):
        return set()
    return {password for password in passwords_in(request.body) if len(password) >= _SHORTEST}


def passwords_in(body: bytes) -> list[str]:
    """Return the values of the password properties in a body, JSON or not, in order."""
    text = body.decode("utf-8", errors="surrogateescape")
    return [_parsed(match["password"]) for match in _pattern().finditer(text)]


def _parsed(written: str) -> str:
    try:
        return str(json.loads(f'"{written}"', strict=False))
    except ValueError:  # cut off, or no JSON
        return written


def masking_passwords(known: Iterable[str], mask_others: Mask) -> Mask:
    """Return what puts asterisks for the values of password properties, and for other secrets.

    Args:
        known: Passwords, which are replaced wherever they stand.
        mask_others: Replaces what else is secret.
    """
    mask_known = masking(known, _SHORTEST)

    def mask(text: str) -> str:
        # The known ones first: within a text in quotes, a property may seem to end amid its value.
        return mask_others(_pattern().sub(rf"\g<before>{MASK}\g<after>", mask_known(text)))

    return mask


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, password_properties())))
    return re.compile(rf'(?P<before>"(?:{names})"\s*:\s*")(?P<password>(?:[^"\\]|\\.)*)(?P<after>"|$)')
