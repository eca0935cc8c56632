"""Databases, as for the tests of the mock server."""

import pytest
from tests.mock.conftest import database_url, own_postgres, postgres_server

pytest.register_assert_rewrite("tests.load.load", "tests.load.writer")

__all__ = ["database_url", "own_postgres", "postgres_server"]
