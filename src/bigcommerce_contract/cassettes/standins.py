"""What stands in a cassette in the place of what nobody shall read: equal for equal, different for different."""

import ipaddress
import re
from collections.abc import Callable

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
_RESERVED = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|test|invalid)", re.IGNORECASE)
"""Domains in which nobody has an address (RFC 2606): what stands there was made up."""
_ADDRESS = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?![\w:]|\.\d)"
)
_DOCUMENTATION = tuple(
    map(ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"))
)
"""Networks that nobody has (RFC 5737, RFC 3849)."""


class StandIns:
    """Gives each value a stand-in, the same one each time it is asked in the life of this object."""

    def __init__(self) -> None:
        """Know no value yet."""
        self._known: dict[tuple[str, str], str] = {}
        self._given: dict[str, int] = {}

    def of(self, kind: str, value: str, make: Callable[[int], str]) -> str:
        """Give the stand-in of a value.

        Args:
            kind: What the value is; equal values of two kinds have nothing to do with each other.
            value: The value.
            make: Gives the stand-in with a number, counted from 1 for each kind.
        """
        if value in {known for (of_kind, _), known in self._known.items() if of_kind == kind}:
            return value  # It stood in for something before.
        if (kind, value) not in self._known:
            self._given[kind] = self._given.get(kind, 0) + 1
            self._known[kind, value] = make(self._given[kind])
        return self._known[kind, value]

    def in_text(self, text: str) -> str:
        """Replace the e-mail and IP addresses in a text, wherever they stand."""
        # Without the sign, a long word costs the pattern its length squared.
        without_emails = _EMAIL.sub(self._email, text) if "@" in text else text
        return _ADDRESS.sub(self._ip, without_emails)

    def _email(self, match: re.Match[str]) -> str:
        if _RESERVED.fullmatch(match["domain"]):
            return match[0]
        return self.of("email", match[0], lambda number: f"somebody-{number}@example.com")

    def _ip(self, match: re.Match[str]) -> str:
        try:
            address = ipaddress.ip_address(match[0])
        except ValueError:
            return match[0]
        if any(address in network for network in _DOCUMENTATION):
            return match[0]
        if address.version == 4:
            return self.of("ip", match[0], lambda number: f"192.0.2.{number % 255}")
        return self.of("ip", match[0], lambda number: f"2001:db8::{number:x}")


def is_made_up(email: object) -> bool:
    """Tell whether an e-mail address is one that nobody can have."""
    match = _EMAIL.fullmatch(email) if isinstance(email, str) else None
    return match is not None and _RESERVED.fullmatch(match["domain"]) is not None
