import copy
import json
import pickle
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import attrs
import httpx2
import pytest
import yaml
from tests.sdk.wire import CUSTOMER, Wire, customer, reply

from bigcommerce_contract.cassettes import library
from bigcommerce_contract.document import load_document
from bigcommerce_customers import APIResponseValidationError, Customer, CustomerUpdate


def recorded_customers() -> list[dict[str, Any]]:
    """Give the customers that others observed, as the cassettes have them."""
    paths = [library.find(f"observed/{name}") for name in ("a_list_by_email_2018", "a_list_2018")]
    texts = (yaml.safe_load(path.read_text())["interactions"][0]["response"]["body"]["string"] for path in paths)
    return [customer for text in texts for customer in json.loads(text)]


def test_there_are_recorded_customers() -> None:
    assert len(recorded_customers()) >= 2


@pytest.mark.parametrize("data", [CUSTOMER, *recorded_customers()])
def test_a_customer_goes_in_and_out_unchanged(data: dict[str, Any]) -> None:
    assert Customer.from_dict(data).to_dict() == data


def test_the_properties_are_those_of_the_document() -> None:
    documented = set(load_document()["components"]["schemas"]["Customer"]["properties"])
    assert {field.name for field in attrs.fields(Customer)} - {"extra", "_absent"} == documented


def test_dates_and_credit_are_typed() -> None:
    read = Customer.from_dict({**CUSTOMER, "store_credit": "1000.1000"})
    assert read.date_created == datetime(2012, 11, 13, 21, 16, 41, tzinfo=UTC)
    assert read.store_credit == Decimal("1000.1")
    assert read.to_dict()["store_credit"] == "1000.1000"


def test_unknown_properties_are_kept() -> None:
    data = {**CUSTOMER, "channel_ids": [1], "tier": None}
    read = Customer.from_dict(data)
    assert read.extra == {"channel_ids": [1], "tier": None}
    assert read.to_dict() == data


def test_null_and_absence_are_told_apart_on_the_way_back() -> None:
    assert Customer.from_dict({**CUSTOMER, "form_fields": None}).to_dict()["form_fields"] is None
    assert "form_fields" not in Customer.from_dict(CUSTOMER).to_dict()
    assert attrs.evolve(Customer.from_dict(CUSTOMER), accepts_marketing=True).to_dict()["accepts_marketing"] is True


def test_form_fields_are_typed() -> None:
    read = Customer.from_dict({**CUSTOMER, "form_fields": [{"name": "Size", "value": "L"}]})
    assert read.form_fields is not None
    assert (read.form_fields[0].name, read.form_fields[0].value) == ("Size", "L")


def test_a_customer_is_a_value() -> None:
    read = Customer.from_dict(CUSTOMER)
    assert read == Customer.from_dict(CUSTOMER)
    assert read != Customer.from_dict(customer(2))
    assert pickle.loads(pickle.dumps(read)) == read  # noqa: S301 - our own
    assert copy.deepcopy(read).to_dict() == CUSTOMER
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        read.id = 2  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]


def test_what_can_be_put_back_is_what_an_update_takes() -> None:
    writable = Customer.from_dict(CUSTOMER).writable()
    updatable = set(load_document()["components"]["schemas"]["CustomerUpdate"]["properties"])
    assert set(writable) == updatable - {"_authentication"}
    assert set(writable) < set(CustomerUpdate.__annotations__)
    wire = Wire(reply(200, CUSTOMER))
    wire.client().customers.update(1, **(writable | {"phone": "1"}))
    sent = json.loads(wire.requests[0].content)
    assert sent == {name: CUSTOMER[name] for name in writable} | {"phone": "1"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": ...}, "the body lacks the property 'id'"),
        ({"date_created": "yesterday"}, "not as documented"),
        ({"date_created": None}, "not as documented"),
        ({"store_credit": "much"}, "not as documented"),
        ({"addresses": "none"}, "not as documented"),
        ({"form_fields": {"name": "x"}}, "an array was expected, not dict"),
    ],
)
def test_a_customer_that_breaks_the_document_is_told_so(change: dict[str, Any], reason: str) -> None:
    body = {name: value for name, value in {**CUSTOMER, **change}.items() if value is not ...}
    with pytest.raises(APIResponseValidationError, match=reason) as caught:
        Wire(reply(200, body)).client().customers.get(1)
    assert (caught.value.status, caught.value.body) == (200, body)


def test_a_body_deeper_than_can_be_read_is_an_error_of_the_client() -> None:
    wire = Wire(httpx2.Response(200, content=b"[" * 100_000))
    with pytest.raises(APIResponseValidationError, match="not as documented"):
        wire.client().customers.get(1)
