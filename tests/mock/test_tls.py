"""The mock server behind https."""

import logging
import re
import ssl
import subprocess
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.mock.test_command import COMMAND, ending

from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.testing import Mock, mock_server
from bigcommerce_contract.mock.tls import self_signed
from bigcommerce_customers import AsyncBigCommerce, BigCommerce

PERSON: dict[str, Any] = {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com"}


@contextmanager
def running(*options: str) -> Generator[tuple[subprocess.Popen[str], str, Path]]:
    """Start the command behind https; give the process, its URL and the certificate that it names."""
    arguments = [*COMMAND, "--port", "0", "--tls-self-signed", *options]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            lines = [process.stdout.readline() for _ in range(3)]
            url, authority = re.findall(r"^listening on (.+)\n\n\w+ +(\S+\.pem) ", "".join(lines))[0]
            yield process, url, Path(authority)
        finally:
            process.kill()


def trusting(authority: Path) -> httpx2.Client:
    return httpx2.Client(verify=ssl.create_default_context(cafile=authority), headers={"X-Auth-Token": "full-token"})


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_client_that_trusts_the_named_certificate_is_served(workers: str, tmp_path: Path) -> None:
    options = ("--workers", workers, "--database-url", f"sqlite:///{tmp_path}/store.sqlite")
    with running(*options) as (process, url, authority):
        assert url.startswith("https://127.0.0.1:")
        with trusting(authority) as client:
            made = client.post(f"{url}/stores/abc123/v2/customers", json=PERSON)
        process.terminate()
        rest, errors = ending(process)
    assert made.json()["addresses"]["url"].startswith(f"{url}/stores/abc123/v2/customers/1/")
    assert (process.returncode, errors) == (0, "")
    assert f"curl --cacert {authority} -H" in rest


def test_a_client_that_does_not_trust_it_is_protected() -> None:
    with running() as (_, url, _), pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx2.get(f"{url}/stores/abc123/v2/customers/count")


def test_the_printed_lines_make_other_programs_trust_it() -> None:
    with running() as (process, url, authority):
        assert process.stdout
        exports = [process.stdout.readline() for _ in range(3)]
        variables = dict(line.partition("#")[0].split()[1].split("=") for line in exports)
        program = "import sys, requests; print(requests.get(sys.argv[1]).status_code)"
        arguments = [sys.executable, "-c", program, f"{url}/stores/abc123/v2/customers"]
        ended = subprocess.run(arguments, env=variables, capture_output=True, text=True, check=False)
    assert set(variables.values()) == {str(authority)}
    assert (ended.stdout, ended.stderr) == ("401\n", "")


def test_the_keys_are_readable_by_nobody_else_and_gone_at_the_end() -> None:
    with running() as (process, _, authority):
        assert authority.parent.stat().st_mode & 0o077 == 0
        assert "PRIVATE KEY" not in authority.read_text()
        process.terminate()
        ending(process)
    assert not authority.parent.exists()


def test_an_extra_that_is_missing_is_told_in_one_line() -> None:
    hidden = "import sys; sys.modules['trustme'] = None\n" + COMMAND[2]
    arguments = [sys.executable, "-c", hidden, "--port", "0", "--tls-self-signed"]
    ended = subprocess.run(arguments, capture_output=True, text=True, timeout=20, check=False)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr == "Error: --tls-self-signed needs trustme: install bigcommerce-customers[mock,tls].\n"


def test_a_host_that_no_certificate_can_name_is_refused() -> None:
    with pytest.raises(ValueError, match="not allowed"), self_signed("my_host"):
        pass


def test_the_fixture_gives_clients_that_trust_it(bigcommerce_mock_tls_server: Mock) -> None:
    assert bigcommerce_mock_tls_server.base_url.startswith(f"https://{bigcommerce_mock_tls_server.host}/stores/")
    with BigCommerce(**bigcommerce_mock_tls_server.arguments) as client:
        assert client.customers.create(**PERSON).id == 1
        bigcommerce_mock_tls_server.fault("drop-before:count=1")
        assert client.customers.count() == 1
    assert [entry["status"] for entry in bigcommerce_mock_tls_server.requests()] == [201, None, 200]


@pytest.mark.anyio
async def test_the_fixture_gives_asynchronous_clients_too(bigcommerce_mock_tls_server: Mock) -> None:
    async with AsyncBigCommerce(**bigcommerce_mock_tls_server.async_arguments) as client:
        assert await client.customers.count() == 0


def test_another_runner_is_told_what_to_set(bigcommerce_mock_tls_server: Mock, bigcommerce_mock_server: Mock) -> None:
    assert set(bigcommerce_mock_tls_server.trust.values()) == {str(bigcommerce_mock_tls_server.authority)}
    assert bigcommerce_mock_server.trust == {}


def test_each_fresh_store_has_credentials_of_the_basic_form(bigcommerce_mock_server: Mock) -> None:
    user, key = bigcommerce_mock_server.basic
    bigcommerce_mock_server.seed(3)
    url = f"{bigcommerce_mock_server.basic_url}/customers/count"
    assert httpx2.get(url, auth=(user, key)).json() == {"count": 3}
    assert httpx2.get(url, auth=(user, "other")).status_code == 401
    assert httpx2.get(url, auth=("mock-user", key)).json() == {"count": 0}


def test_it_stops_at_once_although_a_client_stays_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    complaints: list[str] = []

    def complain(message: str, *_: object) -> None:
        complaints.append(message)

    # So uvicorn says that its patience is over.
    monkeypatch.setattr(logging.getLogger("uvicorn.error"), "error", complain)
    settings = Settings(port=0, any_store=True, tls_self_signed=True)
    with ExitStack() as clients:
        with mock_server(settings) as fresh:
            mock = fresh()
            assert mock.authority
            clients.enter_context(client := trusting(mock.authority)).get(f"{mock.base_url}/customers")
        assert complaints == []
        assert not client.is_closed
