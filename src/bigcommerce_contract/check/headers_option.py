"""Reads ``--header``: headers that the user adds to every request."""

import re
from collections.abc import Sequence

from bigcommerce_contract.check.credentials import without_credentials
from bigcommerce_contract.check.errors import UsageError
from bigcommerce_contract.check.exchange import OWN_TO_A_HOP, Headers
from bigcommerce_contract.check.guard import METHOD_OVERRIDES

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


def parse_headers(texts: Sequence[str]) -> Headers:
    """Return the pairs of some ``NAME:VALUE``.

    Raises:
        UsageError: One is malformed, or would make a request another than the check thinks it is. Values may be
            secret: no message repeats one.
    """
    return tuple(map(_parse, texts))


def _parse(text: str) -> tuple[str, str]:
    name, colon, value = (part.strip(" \t") for part in text.partition(":"))
    if not colon or not _NAME.fullmatch(name) or not value.isascii() or not value.isprintable():
        message = "--header: write NAME:VALUE, in printable ASCII"
        raise UsageError(message)
    lowered = name.lower()
    if lowered in METHOD_OVERRIDES or lowered in OWN_TO_A_HOP:
        message = f"--header {name}: the check sets this header itself, or it would change what a request means"
        raise UsageError(message)
    if not without_credentials(((name, value),)):
        message = f"--header {name}: give credentials with --token or --basic"
        raise UsageError(message)
    return name, value
