"""The mock in the tests of a client: fixtures, context managers, and how little they cost."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import httpx2
import pytest
from tests.hiding import run_without

from bigcommerce_contract.mock.faults.spec import FaultError
from bigcommerce_contract.mock.settings import Settings, StoreSettings
from bigcommerce_contract.mock.store.connections import DatabaseBusyError
from bigcommerce_contract.mock.testing import Mock, mock_in_process, mock_server
from bigcommerce_customers import APIStatusError, AsyncBigCommerce, BigCommerce

pytest_plugins = ["pytester"]

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


IMPORT = """
try:
    import bigcommerce_contract.mock.testing
except ImportError as error:
    print(error)
"""


def test_without_its_extra_the_import_names_it() -> None:
    ended = run_without("starlette", IMPORT)
    told = "bigcommerce_contract.mock.testing needs starlette: install bigcommerce-customers[mock]\n"
    assert (ended.stdout, ended.stderr) == (told, "")


def test_the_same_customers_are_refused_with_what_to_do(bigcommerce_mock: Mock) -> None:
    bigcommerce_mock.seed(300)
    with pytest.raises(ValueError, match=r"^These customers are there already\. Give another random_seed\.$"):
        bigcommerce_mock.seed(300)
    bigcommerce_mock.seed(300, random_seed=1)
    assert BigCommerce(**bigcommerce_mock.arguments).customers.count() == 600


def test_the_clock_takes_datetimes(bigcommerce_mock: Mock) -> None:
    clock = bigcommerce_mock.clock
    clock.set(datetime(2030, 1, 2, 3, tzinfo=timezone(timedelta(hours=2))), stopped=True)
    clock.advance(timedelta(hours=1))
    client = BigCommerce(**bigcommerce_mock.arguments)
    assert client.customers.create(**PERSON).date_created == datetime(2030, 1, 2, 2, tzinfo=UTC)
    with pytest.raises(ValueError, match=r"A time needs a zone: 2030-01-02T00:00:00 might be anywhere\."):
        clock.set(datetime(2030, 1, 2))  # noqa: DTZ001 - what is refused
    clock.set(1_900_000_000)
    assert not clock.is_stopped


def test_a_mock_shows_where_it_is_and_no_credential(bigcommerce_mock: Mock) -> None:
    url = "http://mock.invalid"
    shown = f"base_url='{url}/stores/abc123/v2', store='abc123', basic_url='{url}/api/v2', authority=None"
    assert repr(bigcommerce_mock) == f"Mock({shown})"


AFTER_ANOTHER = """
from bigcommerce_customers import BigCommerce

def test_that_sets_the_clock(bigcommerce_mock_server):
    bigcommerce_mock_server.clock.set(2_000_000_000, stopped=True)

def test_after_it(bigcommerce_mock_server):
    assert not bigcommerce_mock_server.clock.is_stopped
"""


def test_no_test_sees_the_clock_of_another(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\naddopts = -p no:schemathesis -p no:xdist -p no:cacheprovider")
    pytester.makepyfile(AFTER_ANOTHER)
    pytester.runpytest_subprocess().assert_outcomes(passed=2)


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
    with pytest.raises(FaultError, match="it has no faults of abc123"):
        other.fault("500:store=abc123")
    assert httpx2.get(f"{bigcommerce_mock_server.base_url}/customers", headers=headers).status_code == 200


def test_other_runners_have_context_managers() -> None:
    with mock_in_process(Settings(seed_customers=3)) as mock, BigCommerce(**mock.arguments) as client:
        assert client.customers.count() == 3
    with mock_server(Settings(port=0)) as fresh, BigCommerce(**fresh().arguments) as client:
        assert client.customers.count() == 0


def test_the_first_store_of_a_configuration_is_given_with_its_credentials() -> None:
    own = StoreSettings(hash="north", tokens={"north-token": frozenset({"store_v2_customers"})}, basic=("user:key",))
    with mock_in_process(Settings(stores=(), own_stores=(own,))) as mock, BigCommerce(**mock.arguments) as client:
        assert client.customers.count() == 0
        assert (mock.store, mock.basic) == ("north", ("user", "key"))


def test_a_test_that_fails_closes_its_mock() -> None:
    with suppress(RuntimeError), mock_in_process() as mock:
        assert mock.control.customers.count("abc123") == 0
        raise RuntimeError
    with pytest.raises(DatabaseBusyError):
        mock.control.customers.count("abc123")


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
