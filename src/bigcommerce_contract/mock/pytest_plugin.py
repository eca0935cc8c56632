"""Fixtures of pytest with a fresh mock server each. They load nothing until a test asks for them."""

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from bigcommerce_contract.pytest_extras import fixture_needing

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from anyio.from_thread import BlockingPortal

    from bigcommerce_contract.mock.testing import Mock


@pytest.fixture
def bigcommerce_mock(bigcommerce_mock_loop: "Callable[[], BlockingPortal]") -> "Generator[Mock]":
    """Serve an empty store within this process: `BigCommerce(**bigcommerce_mock.arguments)` talks to it.

    `async_arguments` are those of `AsyncBigCommerce`; `fault`, `seed`, `clock` and `requests` help the test.
    """
    with fixture_needing("mock", "bigcommerce_mock"):
        from bigcommerce_contract.mock.testing import mock_in_process  # noqa: PLC0415 - only for those who use it

    with mock_in_process(portal=bigcommerce_mock_loop) as mock:
        yield mock


@pytest.fixture
def bigcommerce_mock_server(bigcommerce_mock_port: "Callable[[], Mock]") -> "Generator[Mock]":
    """Give an empty store behind a real port of this machine, for clients of any kind and language.

    `base_url` and `access_token` say where; the rest is as with `bigcommerce_mock`.
    """
    mock = bigcommerce_mock_port()
    yield mock
    mock.clock.reset()


@pytest.fixture(scope="session")
def bigcommerce_mock_port() -> "Generator[Callable[[], Mock]]":
    """Serve all stores of `bigcommerce_mock_server` in this session; call it for one more."""
    with fixture_needing("mock", "bigcommerce_mock_server"):
        from bigcommerce_contract.mock.testing import mock_server  # noqa: PLC0415 - only for those who use it

    with mock_server() as fresh:
        yield fresh


@pytest.fixture
def bigcommerce_mock_tls_server(
    bigcommerce_mock_tls_port: "Callable[[], Mock]", monkeypatch: pytest.MonkeyPatch
) -> "Generator[Mock]":
    """Give an empty store behind https, for clients that speak nothing else; needs the extra `tls`.

    During the test, the clients of this process trust its certificate and no other. `host` says where it is; the rest
    is as with `bigcommerce_mock`.
    """
    mock = bigcommerce_mock_tls_port()
    for variable, file in mock.trust.items():
        monkeypatch.setenv(variable, file)
    yield mock
    mock.clock.reset()


@pytest.fixture(scope="session")
def bigcommerce_mock_tls_port() -> "Generator[Callable[[], Mock]]":
    """Serve all stores of `bigcommerce_mock_tls_server` in this session; call it for one more."""
    with fixture_needing("mock,tls", "bigcommerce_mock_tls_server"):
        import_module("trustme")
        from bigcommerce_contract.mock.settings import Settings  # noqa: PLC0415 - only for those who use it
        from bigcommerce_contract.mock.testing import mock_server  # noqa: PLC0415 - as above

    with mock_server(Settings(port=0, tls_self_signed=True)) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def bigcommerce_mock_loop() -> "Generator[Callable[[], BlockingPortal]]":
    """Give the event loop in which every `bigcommerce_mock` serves synchronous clients."""
    with fixture_needing("mock", "bigcommerce_mock"):
        from bigcommerce_contract.mock.testing import shared_loop  # noqa: PLC0415 - only for those who use it

    with shared_loop() as loop:
        yield loop
