"""The client against the mock server, over TCP."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import httpx2
import pytest
from tests.sdk.witness import Witness

from bigcommerce_customers import (
    AsyncBigCommerce,
    BadRequestError,
    BigCommerce,
    ForbiddenError,
    NotFoundError,
    PayloadTooLargeError,
    UnauthorizedError,
)

SAMPLES = sorted((Path(__file__).parent.parent.parent / "spec" / "samples").glob("*.py"))
PASSWORD = "12w69Y217PYR96J"


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """Serve a mock on a free port, and give its address."""
    command = [str(Path(sys.executable).parent / "bigcommerce-contract"), "mock", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        listening = re.fullmatch(r"listening on (http://127\.0\.0\.1:\d+)\n", server.stdout.readline())
        assert listening is not None
        yield listening[1]
        server.terminate()


@pytest.fixture
def base_url(origin: str) -> str:
    """Give the base URL of an empty store."""
    base_url = f"{origin}/stores/abc123/v2"
    httpx2.delete(f"{base_url}/customers", headers={"X-Auth-Token": "full-token"}).raise_for_status()
    return base_url


@pytest.fixture
def client(base_url: str) -> Iterator[BigCommerce]:
    """Give a client whose every exchange must keep the contract."""
    witness = Witness(base_url)
    with witness.client() as client:
        yield client
    assert witness.seen > 0
    assert witness.findings == []


def fill(client: BigCommerce, count: int) -> None:
    for number in range(count):
        client.customers.create(first_name="Test", last_name=f"Nr {number}", email=f"c{number}@example.com")


def test_a_customers_life(client: BigCommerce) -> None:
    created = client.customers.create(
        first_name="Jane",
        last_name="Doe",
        email="jane@example.com",
        store_credit=Decimal("12.5"),
        authentication={"password": PASSWORD, "password_confirmation": PASSWORD},
    )
    assert created.store_credit == Decimal("12.5000")
    assert abs(created.date_created - datetime.now(UTC)) < timedelta(minutes=5)
    assert client.customers.get(created.id) == created
    assert client.customers.validate_password(created.id, password=PASSWORD) is True
    assert client.customers.validate_password(created.id, password="wrong-1") is False
    changed = client.customers.update(created.id, **(created.writable() | {"phone": "252-101-2010"}))
    assert (changed.phone, changed.first_name) == ("252-101-2010", "Jane")
    client.customers.delete(created.id)
    with pytest.raises(NotFoundError):
        client.customers.get(created.id)


def test_lists_and_walks_give_everybody(client: BigCommerce) -> None:
    fill(client, 7)
    ids = [one.id for one in client.customers.list(limit=3)]
    assert len(ids) == client.customers.count() == 7
    assert [one.id for one in client.customers.walk(limit=3)] == ids
    assert [len(page) for page in client.customers.list(limit=7).pages()] == [7]


def test_filters_are_understood(client: BigCommerce) -> None:
    fill(client, 3)
    now = datetime.now(UTC)
    customers = client.customers
    assert [one.email for one in customers.list(last_name="Nr 1")] == ["c1@example.com"]
    assert len(list(customers.list(store_credit=Decimal(0), customer_group_id=0))) == 3
    assert len(list(customers.list(min_date_created=now - timedelta(days=1), max_date_modified=now.date()))) == 0
    assert len(list(customers.list(min_date_created=(now - timedelta(days=1)).date()))) == 3
    assert list(customers.list(min_date_created=now + timedelta(days=1))) == []


def test_refusals_are_told_apart(client: BigCommerce, base_url: str) -> None:
    fill(client, 1)
    with pytest.raises(BadRequestError) as caught:
        client.customers.create(first_name="a", last_name="b", email="c0@example.com")
    assert caught.value.field == "email"
    assert caught.value.invalid_reason == "This email address is already in use by a customer."
    with pytest.raises(PayloadTooLargeError) as too_large:
        next(client.customers.list(limit=251).pages())
    assert too_large.value.details == {"max_limit": 250}
    with BigCommerce(base_url=base_url, access_token="no-scope-token") as other, pytest.raises(ForbiddenError):
        other.customers.count()
    with BigCommerce(base_url=base_url, access_token="unknown") as other, pytest.raises(UnauthorizedError):
        other.customers.count()


def test_the_basic_form(origin: str, base_url: str) -> None:
    assert base_url.startswith(origin)
    with BigCommerce(base_url=f"{origin}/api/v2", username="mock-user", api_key="mock-key") as client:
        fill(client, 1)
        raw = client.customers.with_raw_response.list()
    assert raw.rate_limit.requests_left is not None
    assert raw.parse()[0].addresses.url.endswith(".json")


def test_all_customers_can_be_deleted(client: BigCommerce) -> None:
    fill(client, 2)
    client.customers.delete_all(confirm=True)
    assert list(client.customers.list()) == []


@pytest.mark.anyio
async def test_the_asynchronous_client(base_url: str) -> None:
    async with AsyncBigCommerce(base_url=base_url, access_token="full-token") as client:
        created = await client.customers.create(first_name="a", last_name="b", email="a@example.com")
        assert [one async for one in client.customers.list()] == [created]
        assert [one async for one in client.customers.walk()] == [created]
        await client.customers.delete_all(confirm=True)
        assert await client.customers.count() == 0


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_each_sample_of_the_document_runs(client: BigCommerce, base_url: str, sample: Path) -> None:
    fill(client, 2)
    first = next(iter(client.customers.list())).id
    source = re.sub(r"(?<=[(])[12](?=[,)])", str(first), sample.read_text(encoding="utf-8"))
    environment = {**os.environ, "BIGCOMMERCE_BASE_URL": base_url, "BIGCOMMERCE_ACCESS_TOKEN": "full-token"}
    command = [sys.executable, "-W", "error", "-c", source]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_there_is_a_sample_for_every_operation() -> None:
    assert len(SAMPLES) == 8
