"""What must and must not type-check, told by mypy --strict."""

import re
import subprocess
import sys

import pytest

HEAD = """
import datetime as dt
from decimal import Decimal
from typing import assert_type
import httpx2
from bigcommerce_customers import *
"""
RIGHT = """
client = BigCommerce(store_hash="a", access_token="b", timeout=None)
BigCommerce(); BigCommerce(store_domain="a", username="b", api_key="c"); BigCommerce(store_hash="a")
BigCommerce(base_url="a", access_token="b"); BigCommerce(base_url="a", username="b", api_key="c", pace=True)
BigCommerce(http_client=httpx2.Client()); AsyncBigCommerce(http_client=httpx2.AsyncClient())
assert_type(client.with_options(timeout=1), BigCommerce)
assert_type(client.customers.list(min_date_created=dt.date(2024, 1, 1), store_credit=Decimal(1)), Pager[Customer])
assert_type(client.customers.walk(max_date_modified=dt.datetime.now(dt.UTC)), Pager[Customer])
assert_type([page for page in client.customers.list().pages()], list[list[Customer]])
customer = client.customers.get(1)
assert_type(customer.date_created, dt.datetime)
assert_type(customer.store_credit, Decimal)
assert_type(customer.form_fields, list[FormField] | None)
assert_type(client.customers.count(), int)
assert_type(client.customers.validate_password(1, password="a"), bool)
client.customers.create(first_name="a", last_name="b", email="c", authentication={"force_reset": True})
client.customers.update(1, **customer.writable())
client.customers.update(1, **(customer.writable() | {"phone": "1"}))
client.customers.update(1, phone=OMIT, store_credit=1)
assert_type(client.customers.with_raw_response.get(1), RawResponse[Customer])
assert_type(client.customers.with_raw_response.list().parse(), list[Customer])
client.customers.delete_all(confirm=True)
async def work(client: AsyncBigCommerce) -> None:
    assert_type(await client.customers.get(1), Customer)
    assert_type([one async for one in client.customers.list()], list[Customer])
    assert_type(await client.customers.with_raw_response.count(), RawResponse[int])
"""
WRONG = [
    'BigCommerce(store_hash="a", username="b")',
    'BigCommerce(store_hash="a", base_url="b")',
    'BigCommerce("a", "b")',
    "BigCommerce(http_client=httpx2.AsyncClient())",
    'client.customers.list(emial="a")',
    'client.customers.list(min_date_created="yesterday")',
    "client.customers.list(store_credit=1.5)",
    "client.customers.walk(page=2)",
    'client.customers.get("1")',
    'client.customers.create(first_name="a", last_name="b")',
    'client.customers.create(first_name="a", last_name="b", email="c", id=1)',
    'client.customers.create(first_name="a", last_name="b", email="c", authentication={"pasword": "d"})',
    "client.customers.update(1, phone=None)",
    "client.customers.update(1, date_created=dt.datetime.now())",
    "client.customers.delete_all()",
    "client.customers.delete_all(confirm=False)",
    "client.customers.get(1).id = 2",
    "client.customers.count().count",
    "client.customers.nothing()",
]


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """Give what mypy says by line: the right ones first, and then each wrong one."""
    directory = tmp_path_factory.mktemp("typing")
    source = directory / "use.py"
    source.write_text("\n".join([HEAD + RIGHT, *WRONG]), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={directory}", "--config-file=", str(source)]
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    found = re.findall(r"use\.py:(\d+): error: (.*)", done.stdout)
    return {int(line): message for line, message in found}


def test_what_is_right_type_checks(errors: dict[int, str]) -> None:
    last = (HEAD + RIGHT).count("\n")
    assert {line: message for line, message in errors.items() if line <= last} == {}


@pytest.mark.parametrize("statement", WRONG)
def test_what_is_wrong_does_not(errors: dict[int, str], statement: str) -> None:
    line = (HEAD + RIGHT).count("\n") + 2 + WRONG.index(statement)
    assert line in errors
