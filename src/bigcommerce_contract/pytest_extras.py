"""What a fixture says whose extra is not installed."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest

from bigcommerce_contract.extras import MissingExtraError, missing, needing


@contextmanager
def fixture_needing(extra: str, fixture: str) -> Generator[None]:
    """Fail the test with the one line that matters where an import within finds its module missing.

    Args:
        extra: The extra that brings what is imported.
        fixture: The name of the fixture.
    """
    try:
        with needing(extra, fixture):
            yield
    except MissingExtraError as error:
        # The fixture is what the test names, and not what the fixture is made of.
        raise pytest.fail.Exception(missing(extra, fixture, error.name), pytrace=False) from None
