"""What holds for every test: the event loop and the random seed of Hypothesis."""

import pytest
from hypothesis import settings

# The same examples in every run: a red test stays red until it is repaired. More examples are for the fuzzing runs.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
