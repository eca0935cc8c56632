"""Finds the passwords of customers in texts, by the properties that the document calls passwords."""

import re
from collections.abc import Iterator
from functools import cache

from bigcommerce_contract.check.exchange import Request
from bigcommerce_contract.document import load_document

_MASK = "***"
# A shorter one would take other texts with it wherever it stands outside its own property.
_SHORTEST = 6


def passwords_set_by(request: Request) -> set[str]:
    """Return the passwords that a request sets; those it only tries may be any text, such as an address."""
    if request.path.endswith("/validate"):
        return set()
    return {password for password in passwords_in(request.body) if len(password) >= _SHORTEST}


def passwords_in(body: bytes) -> list[str]:
    """Return the values of the password properties in a body, JSON or not, in order."""
    return [match["password"] for match in _pattern().finditer(body.decode("latin-1"))]


def without_passwords(text: str, known: set[str]) -> str:
    """Return ``text`` with asterisks for the values of password properties, and for ``known`` wherever it stands."""
    text = _pattern().sub(rf"\g<before>{_MASK}\g<after>", text)
    for password in sorted(known, key=len, reverse=True):
        text = text.replace(password, _MASK)
    return text


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, password_properties())))
    return re.compile(rf'(?P<before>"(?:{names})"\s*:\s*")(?P<password>(?:[^"\\]|\\.)*)(?P<after>"|$)')


@cache
def password_properties() -> frozenset[str]:
    """Give the names of the properties that hold passwords."""
    return frozenset(_properties())


def _properties() -> Iterator[str]:
    for schema in load_document()["components"]["schemas"].values():
        for name, part in schema.get("properties", {}).items():
            if part.get("format") == "password":
                yield name
