"""The version of openapi-python-client that the generator is written for."""

from importlib.metadata import version
from typing import Final

from .failure import GenerationError

OPENAPI_PYTHON_CLIENT: Final = "0.29.1"


def check_version(installed: str | None = None) -> None:
    """Refuse any other version: what we build on is no public interface and may move in any release.

    Args:
        installed: The version to check; the installed one unless given.

    Raises:
        GenerationError: It is another version.
    """
    found = installed or version("openapi-python-client")
    if found != OPENAPI_PYTHON_CLIENT:
        message = f"openapi-python-client {OPENAPI_PYTHON_CLIENT} is needed, {found} is installed: run `make setup`"
        raise GenerationError(message)
