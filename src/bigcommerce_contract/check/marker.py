"""The marks by which a customer made by a check can be told from all others."""

import re
import secrets
from itertools import count

LAST_NAME = "contract-check"
DOMAIN = "contract-check.example"
DOMAIN_VARIABLE = "CONTRACT_CHECK_MARKER_DOMAIN"
"""Environment variable that tells other processes of a run the domain of its e-mail addresses."""

_MARKED = re.compile(rf"@(?:[a-z0-9-]+\.)?{re.escape(DOMAIN)}$", re.IGNORECASE)


class Marker:
    """Makes addresses that no other run and no person has: ``.example`` is reserved (RFC 2606), so no mail arrives."""

    def __init__(self, run: str | None = None) -> None:
        """Start a marker.

        Args:
            run: Name of the run, letters and digits; random unless given.
        """
        self.run = run or f"r{secrets.token_hex(4)}"
        self.domain = f"{self.run}.{DOMAIN}"
        self.last_name = LAST_NAME
        self._numbers = count(1)

    def email(self, label: str = "customer") -> str:
        """Return an address that this run has not used before: ``<label>-<n>@<run>.contract-check.example``."""
        return f"{label}-{next(self._numbers)}@{self.domain}"


def is_marked_address(address: object) -> bool:
    """Say whether ``address`` lies in the reserved domain of the check, of this run or any other."""
    return isinstance(address, str) and _MARKED.search(address.strip()) is not None


def looks_deliverable(address: object) -> bool:
    """Say whether a server could take ``address`` for a person's e-mail address outside the reserved domain.

    Deliberately wide: a text with an @ that a lenient server may store.
    """
    return isinstance(address, str) and "@" in address.strip("@ ") and not is_marked_address(address)
