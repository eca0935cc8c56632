"""All mutants: importing the modules registers them."""

from tests.check.mutants import access, addresses, deletion, effects, filters, listing, passwords, protocol, reading, representation, writing
from tests.check.mutants.registry import MUTANTS

__all__ = ["MUTANTS", "access", "addresses", "deletion", "effects", "filters", "listing", "passwords", "protocol", "reading", "representation", "writing"]
