"""Which extra brings what is missing. Needs nothing but Python itself."""

from collections.abc import Generator
from contextlib import contextmanager

DISTRIBUTION = "bigcommerce-customers"

OF_COMMANDS = {"check": "check", "docs": "docs", "mock": "mock", "rules": "check", "verify": "check"}
"""The extra that each command needs."""


class MissingExtraError(ImportError):
    """Something was used whose extra is not installed; the message says which one to install."""


@contextmanager
def needing(extra: str, user: str) -> Generator[None]:
    """Name the extra to install where an import within finds a module missing.

    Args:
        extra: The extra that brings what is imported.
        user: What needs it, as the message shall begin.

    Raises:
        MissingExtraError: A module of another distribution is missing.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("bigcommerce_contract"):
            raise
        raise MissingExtraError(missing(extra, user, error.name), name=error.name) from error


def missing(extra: str, user: str, module: str | None) -> str:
    """Give the line that names the extra to install for a module that somebody needs."""
    return f"{user} needs {module}: install {DISTRIBUTION}[{extra}]"
