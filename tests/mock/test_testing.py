"""The mock in the tests of a client: fixtures, context managers, and how little they cost."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.testing import Mock, mock_in_process, mock_server
from bigcommerce_customers import APIStatusError, AsyncBigCommerce, BigCommerce

PERSON: dict[str, Any] = {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com"}


def test_two_lines_are_enough(bigcommerce_mock: Mock) -> None:
    client = BigCommerce(**bigcommerce_mock.arguments)
    assert client.customers.create(**PERSON).id == 1


def test_every_test_has_a_store_of_its_own(bigcommerce_mock: Mock) -> None:
    assert BigCommerce(**bigcommerce_mock.arguments).customers.count() == 0


@pytest.mark.anyio
async def test_asynchronous_clients_are_served_too(bigcommerce_mock: Mock) -> None:
    async with AsyncBigCommerce(**bigcommerce_mock.async_arguments) as client:
        assert (await client.customers.create(**PERSON)).id == 1
        assert await client.customers.count() == 1


@pytest.mark.parametrize("count", [-1, "x"])
def test_a_number_of_customers_that_is_none_is_told(bigcommerce_mock: Mock, count: int) -> None:
    with pytest.raises(ValueError, match=r"The number of customers is a whole number from 0, not"):
        bigcommerce_mock.seed(count)


def test_a_test_breaks_seeds_dates_and_reads(bigcommerce_mock: Mock) -> None:
    client = BigCommerce(**bigcommerce_mock.arguments, max_retries=0)
    bigcommerce_mock.seed(20)
    bigcommerce_mock.clock.set(2_000_000_000, stopped=True)
    bigcommerce_mock.fault("502:count=1,operation=countCustomers")
    bigcommerce_mock.fault("drop-before:count=1,operation=createCustomer")
    with pytest.raises(APIStatusError, match="502"):
        client.customers.count()
    assert client.customers.count() == 20
    with pytest.raises(Exception, match="ended the connection"):
        client.customers.create(**PERSON)
    assert client.customers.create(**PERSON).date_created.timestamp() == 2_000_000_000
    assert [entry["status"] for entry in bigcommerce_mock.requests()] == [502, 200, None, 201]


def test_a_real_port_serves_a_fresh_store_to_each(
    bigcommerce_mock_server: Mock, bigcommerce_mock_port: Callable[[], Mock]
) -> None:
    headers = {"X-Auth-Token": bigcommerce_mock_server.access_token}
    answer = httpx2.post(f"{bigcommerce_mock_server.base_url}/customers", json=PERSON, headers=headers)
    assert answer.json()["id"] == 1
    other = bigcommerce_mock_port()
    with BigCommerce(**other.arguments) as client:
        assert client.customers.count() == 0
    other.fault("500")
    assert httpx2.get(f"{bigcommerce_mock_server.base_url}/customers", headers=headers).status_code == 200


def test_other_runners_have_context_managers() -> None:
    with mock_in_process(Settings(seed_customers=3)) as mock, BigCommerce(**mock.arguments) as client:
        assert client.customers.count() == 3
    with mock_server() as fresh, BigCommerce(**fresh().arguments) as client:
        assert client.customers.count() == 0


WATCHED = """
import sys
import jsonschema_rs
from bigcommerce_contract.mock.testing import mock_in_process

with mock_in_process():
    pass
dear, compile_schema = [], jsonschema_rs.validator_for
jsonschema_rs.validator_for = lambda *a, **k: (dear.append("compile"), compile_schema(*a, **k))[1]
sys.addaudithook(lambda event, _: dear.append(event) if event in WATCHED or event.startswith("socket.") else None)
with mock_in_process():
    pass
print(dear)
"""
DEAR = (
    *("compile", "exec", "import", "open", "os.fork", "os.posix_spawn", "subprocess.Popen"),
    *("_thread.start_new_thread", "_thread.start_joinable_thread"),
)


def test_a_fresh_store_costs_no_file_import_thread_process_socket_or_schema() -> None:
    program = WATCHED.replace("WATCHED", repr(DEAR))
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout == "[]\n"


def test_the_plugin_loads_nothing_of_the_mock() -> None:
    program = (
        "import sys, bigcommerce_contract.mock.pytest_plugin as plugin\n"
        "print([name for name in ('sqlalchemy', 'starlette', 'uvicorn', 'httpx2', 'yaml') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"
