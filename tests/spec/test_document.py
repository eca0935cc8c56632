"""The document holds every operation, filter and schema rule of the reference."""

import json
import re
from typing import Any

import pytest
from tests.spec.contract import component, media_types, operations, parameters, resolve, validator

from bigcommerce_contract.document import load_document

OPERATIONS = {
    ("/customers", "get", "listCustomers"),
    ("/customers", "post", "createCustomer"),
    ("/customers", "delete", "deleteAllCustomers"),
    ("/customers/count", "get", "countCustomers"),
    ("/customers/{id}", "get", "getCustomer"),
    ("/customers/{id}", "put", "updateCustomer"),
    ("/customers/{id}", "delete", "deleteCustomer"),
    ("/customers/{id}/validate", "post", "validatePassword"),
}
FILTERS = {
    *("first_name", "last_name", "company", "email", "phone", "store_credit", "customer_group_id"),
    *("min_id", "max_id", "min_date_created", "max_date_created", "min_date_modified", "max_date_modified"),
    "tax_exempt_category",
}
REFERENCE_PROPERTIES = {
    *("id", "company", "first_name", "last_name", "email", "phone", "date_created", "date_modified"),
    *("store_credit", "registration_ip_address", "customer_group_id", "notes", "tax_exempt_category", "addresses"),
}
READ_ONLY = ("id", "date_created", "date_modified", "addresses")
MINIMAL: dict[str, Any] = {"first_name": "Test", "last_name": "Customer", "email": "foo@randomcustomer.com"}
READING = {"listCustomers", "getCustomer", "countCustomers"}


def test_it_has_the_operations_of_the_reference_and_validate() -> None:
    assert {(path, method, node["operationId"]) for path, method, node in operations()} == OPERATIONS


def test_it_has_both_servers() -> None:
    urls = [server["url"] for server in load_document()["servers"]]
    assert urls == ["https://api.bigcommerce.com/stores/{store_hash}/v2", "https://{store_domain}/api/v2"]


@pytest.mark.parametrize(("path", "method", "node"), list(operations()))
def test_scopes_and_basic_open_each_operation(path: str, method: str, node: dict[str, Any]) -> None:
    expected: list[dict[str, list[str]]] = [{"XAuthToken": ["store_v2_customers"]}, {"BasicAuth": []}]
    if node["operationId"] in READING:
        expected.insert(1, {"XAuthToken": ["store_v2_customers_read_only"]})
    assert node["security"] == expected, f"{method} {path}"


def test_the_list_takes_fourteen_filters_and_paging() -> None:
    node = next(node for _, _, node in operations() if node["operationId"] == "listCustomers")
    names = [resolve(parameter)["name"] for parameter in node["parameters"]]
    assert set(names) == FILTERS | {"page", "limit"}
    assert len(names) == len(set(names))


def test_the_limit_is_1_to_250_and_50_by_default() -> None:
    limit = next(parameter["schema"] for parameter in parameters() if parameter["name"] == "limit")
    assert (limit["minimum"], limit["maximum"], limit["default"]) == (1, 250, 50)


def test_answers_require_the_properties_of_the_reference_and_are_open() -> None:
    customer = load_document()["components"]["schemas"]["Customer"]
    assert set(customer["required"]) == REFERENCE_PROPERTIES
    later = {"form_fields", "reset_pass_on_login", "accepts_marketing"}
    assert set(customer["properties"]) == REFERENCE_PROPERTIES | later
    assert customer.get("additionalProperties", True) is True


@pytest.mark.parametrize("name", ["CustomerCreate", "CustomerUpdate"])
@pytest.mark.parametrize("prop", [*READ_ONLY, "nickname"])
def test_requests_are_closed(name: str, prop: str) -> None:
    assert component(name).is_valid(MINIMAL)
    assert not component(name).is_valid({**MINIMAL, prop: 1})


@pytest.mark.parametrize("prop", list(MINIMAL))
def test_create_requires_what_update_does_not(prop: str) -> None:
    body = {name: value for name, value in MINIMAL.items() if name != prop}
    assert not component("CustomerCreate").is_valid(body)
    assert component("CustomerUpdate").is_valid(body)


@pytest.mark.parametrize(
    "authentication",
    [
        {},
        {"password": "12w69Y217PYR96J"},
        {"password": "12w69Y217PYR96J", "password_confirmation": "12w69Y217PYR96J"},
        {"force_reset": True},
    ],
)
def test_each_property_of_authentication_is_optional(authentication: dict[str, Any]) -> None:
    assert component("CustomerCreate").is_valid({**MINIMAL, "_authentication": authentication})
    assert component("CustomerUpdate").is_valid({"_authentication": authentication})


@pytest.mark.parametrize(
    "body",
    [
        {"email": "nowhere"},
        {"first_name": ""},
        {"store_credit": "-1"},
        {"store_credit": -1},
        {"customer_group_id": -1},
        {"_authentication": {"password": "short1"}},
        {"_authentication": {"password": "onlyletters"}},
        {"_authentication": {"force_reset": "yes"}},
        {"_authentication": {"secret": "12w69Y217PYR96J"}},
    ],
)
def test_invalid_values_are_refused(body: dict[str, Any]) -> None:
    assert not component("CustomerUpdate").is_valid(body)


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 13 Nov 2012 21:16:41 +0000",
        "2017-04-20T11:32:00.000-04:00",
        "2017-04-20",
        "Thu, 20 Apr 2017 11:32:00 -0400",
    ],
)
def test_date_filters_take_the_documented_forms(text: str) -> None:
    assert component("DateFilter").is_valid(text)


@pytest.mark.parametrize("text", ["yesterday", "13.11.2012", "2012-13-13", ""])
def test_date_filters_take_nothing_else(text: str) -> None:
    assert not component("DateFilter").is_valid(text)


@pytest.mark.parametrize(("name", "media"), list(media_types()))
def test_examples_are_valid(name: str, media: dict[str, Any]) -> None:
    examples = {key: resolve(example)["value"] for key, example in media["examples"].items()}
    assert examples, name
    for key, value in examples.items():
        errors = [error.message for error in validator(media["schema"]).iter_errors(value)]
        assert not errors, f"{name}: {key}"


@pytest.mark.parametrize("parameter", list(parameters()), ids=lambda parameter: parameter["name"])
def test_parameters_have_a_description_and_a_valid_example(parameter: dict[str, Any]) -> None:
    assert parameter["description"]
    assert validator(parameter["schema"]).is_valid(parameter["example"])


def test_every_property_has_a_description_and_valid_examples() -> None:
    schemas: dict[str, dict[str, Any]] = load_document()["components"]["schemas"]
    for name, schema in schemas.items():
        for prop, part in schema.get("properties", {}).items():
            resolved = {**resolve(part), **part}
            assert resolved.get("description"), f"{name}.{prop}"
            for example in resolved.get("examples", []):
                assert validator(resolved).is_valid(example), f"{name}.{prop}: {example}"


def test_every_operation_documents_its_errors() -> None:
    for path, method, node in operations():
        assert {"400", "401", "403", "429", "500", "503", "509"} <= set(node["responses"]), f"{method} {path}"


def test_only_the_sdk_and_the_samples_extend_the_document() -> None:
    keys = set(re.findall(r'"(x-[\w-]+)":', json.dumps(load_document()["paths"])))
    assert {key for key in keys if not key.startswith("x-sdk-")} == {"x-codeSamples"}


@pytest.mark.parametrize(("path", "method", "node"), list(operations()))
def test_the_python_sample_comes_first(path: str, method: str, node: dict[str, Any]) -> None:
    first, *others = node["x-codeSamples"]
    assert (first["lang"], [sample["lang"] for sample in others]) == ("Python", ["Shell"]), f"{method} {path}"
    compile(first["source"], path, "exec")
