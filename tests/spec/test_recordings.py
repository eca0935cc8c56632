"""Real and published data validates against the document."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.spec.contract import component, validator

from bigcommerce_contract.document import load_document

RECORDINGS = Path(__file__).parent / "recordings"
SCHEMAS = {
    "10_shopgate_2018_customer_list_by_email.json": "CustomerList",
    "12_shopgate_validate_true.json": "PasswordVerdict",
    "13_shopgate_validate_false.json": "PasswordVerdict",
    "15_lsamon_2018_count.json": "CustomerCount",
    "22_api_specs_2018_put_example.json": "Customer",
}


def load(name: str) -> Any:  # noqa: ANN401 - JSON is any
    return json.loads((RECORDINGS / name).read_text())


def errors_of(schema: str, value: object) -> list[str]:
    return [f"{error.instance_path}: {error.message}" for error in component(schema).iter_errors(value)]


@pytest.mark.parametrize(("name", "schema"), SCHEMAS.items())
def test_an_answer_is_valid(name: str, schema: str) -> None:
    value = json.loads(json.dumps(load(name)).replace("{store_hash}", "abc1234"))
    assert errors_of(schema, value) == []


def test_the_published_list_is_valid() -> None:
    value = json.loads(json.dumps(load("21_api_specs_2018_list_example.json")).replace("{store_hash}", "abc1234"))
    assert errors_of("CustomerList", value) == []


def test_the_recorded_refusal_is_valid() -> None:
    response = load("02_madmimi_2014_401_basic.json")["response"]
    assert errors_of("ErrorList", json.loads(response["body_text"])) == []
    assert response["headers"]["Www-Authenticate"] == "Basic"


def test_the_recorded_count_is_valid() -> None:
    response = load("03_madmimi_2014_products_count_basic.json")["response"]
    assert errors_of("CustomerCount", json.loads(response["body_text"])) == []


@pytest.mark.parametrize(
    "entry", [entry for entry in load("30_error_bodies.json") if entry["body"]], ids=lambda e: e["id"]
)
def test_an_error_body_is_valid(entry: dict[str, Any]) -> None:
    assert errors_of("ErrorBody", entry["body"]) == []


def test_a_body_of_neither_shape_is_refused() -> None:
    assert errors_of("ErrorBody", {"detail": "Not Found"})


def headers() -> list[Any]:
    documented = load("08_rate_limit_headers_docs.json")
    groups = [load("07_gateway_headers_2022.json")["headers"], *(v for k, v in documented.items() if "headers" in k)]
    return [(name, value) for group in groups for name, value in group.items() if name.lower().startswith("x-")]


@pytest.mark.parametrize(("name", "value"), headers())
def test_a_recorded_header_is_valid(name: str, value: str) -> None:
    responses = load_document()["components"]["responses"].values()
    documented = {key.lower(): node for response in responses for key, node in response["headers"].items()}
    schema = documented[name.lower()]
    target = load_document()["components"]["headers"][schema["$ref"].rpartition("/")[2]]["schema"]
    typed = int(value) if target["type"] == "integer" else value
    assert validator(target).is_valid(typed)
