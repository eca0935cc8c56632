"""Reads the URLs of the command line: http or https, a host, a path, and nothing that could hold a secret."""

import re
from urllib.parse import SplitResult, urlsplit

from bigcommerce_contract.check.errors import UsageError
from bigcommerce_contract.check.exchange import to_target

_NAME = re.compile(r"[A-Za-z0-9_.-]+")


def parse_base_url(option: str, text: str) -> str:
    """Return the URL below which ``/customers`` stands, without a trailing slash.

    Args:
        option: Name of the option, for the message.
        text: What the user wrote.

    Raises:
        UsageError: The text is no such URL. A text that may hold a password is not repeated in the message.
    """
    parts = _split(text.strip())
    if parts is None:
        shown = option if "@" in text else f"{option} {text}".rstrip()
        message = f"{shown}: write an http or https URL, such as http://127.0.0.1:8080/stores/abc123/v2"
        raise UsageError(message)
    if parts.username is not None or parts.query or parts.fragment:
        message = f"{option}: no credentials, query or fragment in the URL"
        raise UsageError(message)
    path = to_target(parts.path.rstrip("/"))
    if path.endswith("/customers"):
        message = f"{option} {text}: leave out the /customers at the end"
        raise UsageError(message)
    return f"{parts.scheme}://{parts.netloc}{path}"


def _split(text: str) -> SplitResult | None:
    """Return the parts of an http or https URL with a host, None for anything else."""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and _is_host(parts.hostname or "") and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def _is_host(host: str) -> bool:
    """Say whether a name can be looked up; raises ValueError for some that cannot. `urlsplit` has seen to IPv6."""
    return ":" in host or _NAME.fullmatch(host.encode("idna").decode()) is not None
