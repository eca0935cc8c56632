"""All mutants: importing the modules registers them."""

from . import access, addresses, deletion, effects, filters, listing, passwords, protocol, reading, representation, writing
from .registry import MUTANTS

__all__ = ["MUTANTS", "access", "addresses", "deletion", "effects", "filters", "listing", "passwords", "protocol", "reading", "representation", "writing"]
