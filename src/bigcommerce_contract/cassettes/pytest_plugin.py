"""A fixture of pytest that plays recorded customers to a test. It loads nothing until a test asks for it."""

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from bigcommerce_contract.pytest_extras import fixture_needing

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from bigcommerce_contract.cassettes.replay import Playing


@pytest.fixture
def bigcommerce_cassette() -> "Generator[Callable[[str], Playing]]":
    """Give a function that plays a cassette until the test ends: ``bigcommerce_cassette("oauth/filters/by_email")``.

    Requests are answered from the cassette, whatever HTTP client makes them; nothing reaches the network.
    """
    with fixture_needing("cassettes", "bigcommerce_cassette"):
        from bigcommerce_contract.cassettes.replay import play  # noqa: PLC0415 - only for those who use it

    with ExitStack() as stack:
        yield lambda name: stack.enter_context(play(name))
