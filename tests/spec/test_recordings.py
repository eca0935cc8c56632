"""Real and published data validates against the document."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.spec.contract import component, validator

from bigcommerce_contract.cassettes import library
from bigcommerce_contract.document import load_document

RECORDINGS = Path(__file__).parent / "recordings"
SCHEMAS = {
    "a_list_by_email_2018": "CustomerList",
    "a_list_2018": "CustomerList",
    "a_password_is_right": "PasswordVerdict",
    "a_password_is_wrong": "PasswordVerdict",
    "a_count_2014": "CustomerCount",
    "a_count_2018": "CustomerCount",
    "an_update_2018": "Customer",
    "credentials_are_refused_2014": "ErrorList",
    "a_gateway_refuses_a_body_2022": "GatewayError",
}
ERRORS = [name.removeprefix("observed/") for name in library.names() if name.startswith("observed/errors/")]


def observed(name: str) -> dict[str, Any]:
    (interaction,) = yaml.safe_load(library.find(f"observed/{name}").read_text())["interactions"]
    response: dict[str, Any] = interaction["response"]
    return response


def errors_of(schema: str, value: object) -> list[str]:
    return [f"{error.instance_path}: {error.message}" for error in component(schema).iter_errors(value)]


@pytest.mark.parametrize(("name", "schema"), SCHEMAS.items())
def test_an_answer_is_valid(name: str, schema: str) -> None:
    assert errors_of(schema, json.loads(observed(name)["body"]["string"])) == []


@pytest.mark.parametrize("name", [name for name in ERRORS if observed(name)["body"]["string"]])
def test_an_error_body_is_valid(name: str) -> None:
    assert errors_of("ErrorBody", json.loads(observed(name)["body"]["string"])) == []


def test_a_body_of_neither_shape_is_refused() -> None:
    assert errors_of("ErrorBody", {"detail": "Not Found"})


def headers() -> list[Any]:
    documented = json.loads((RECORDINGS / "08_rate_limit_headers_docs.json").read_text())
    seen = observed("a_gateway_refuses_a_body_2022")["headers"]
    groups = [{name: values[0] for name, values in seen.items()}, *(v for k, v in documented.items() if "headers" in k)]
    return [(name, value) for group in groups for name, value in group.items() if name.lower().startswith("x-")]


@pytest.mark.parametrize(("name", "value"), headers())
def test_a_recorded_header_is_valid(name: str, value: str) -> None:
    responses = load_document()["components"]["responses"].values()
    documented = {key.lower(): node for response in responses for key, node in response["headers"].items()}
    schema = documented[name.lower()]
    target = load_document()["components"]["headers"][schema["$ref"].rpartition("/")[2]]["schema"]
    typed = int(value) if target["type"] == "integer" else value
    assert validator(target).is_valid(typed)
