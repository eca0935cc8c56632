"""Documents that the templates cannot honour: each is refused in one line, none gives a client with a hole."""

from collections.abc import Callable

import pytest
from tests.sdk import tiny

from sdk_generator.document import Node
from sdk_generator.failure import GenerationError
from sdk_generator.project import generate


def _server_without_credentials(document: Node) -> None:
    document["servers"] *= 2


def _unknown_security(document: Node) -> None:
    document["components"]["securitySchemes"]["Key"]["in"] = "query"


def _header_parameter(document: Node) -> None:
    parameter = {"name": "X-Trace", "in": "header", "description": "d", "schema": {"type": "string"}}
    document["paths"]["/things/{id}"]["get"]["parameters"].append(parameter)


def _parameter_without_description(document: Node) -> None:
    del document["paths"]["/things/{id}"]["get"]["parameters"][0]["description"]


def _property_without_description(document: Node) -> None:
    document["components"]["schemas"]["Thing"]["properties"]["id"] = {"type": "integer"}


def _all_of(document: Node) -> None:
    document["components"]["schemas"]["Thing"]["allOf"] = [{"type": "object"}]


def _object_in_place(document: Node) -> None:
    inner = {"type": "object", "description": "d", "properties": {"a": {"type": "string", "description": "d"}}}
    document["components"]["schemas"]["Thing"]["properties"]["part"] = inner


def _several_types(document: Node) -> None:
    several = {"description": "d", "anyOf": [{"type": "string", "format": "date"}, {"type": "integer"}]}
    document["components"]["schemas"]["Thing"]["properties"]["part"] = several


def _dangling_reference(document: Node) -> None:
    document["components"]["schemas"]["Thing"]["properties"]["part"] = {"$ref": "#/components/schemas/Nothing"}


def _no_json(document: Node) -> None:
    document["paths"]["/things/{id}"]["get"]["responses"]["200"]["content"] = {"application/xml": {}}


def _sometimes_empty(document: Node) -> None:
    document["paths"]["/things/{id}"]["get"]["responses"]["204"] = {"description": "Nothing."}


def _error_in_place(document: Node) -> None:
    document["paths"]["/things/{id}"]["get"]["responses"]["404"] = {"description": "No."}


def _range_of_errors(document: Node) -> None:
    document["paths"]["/things/{id}"]["get"]["responses"]["5XX"] = {"$ref": "#/components/responses/NotFound"}


def _no_method(document: Node) -> None:
    del document["paths"]["/things/{id}"]["get"]["x-sdk-method"]


def _open_body(document: Node) -> None:
    schema = {"type": "object", "description": "d", "properties": {"a": {"type": "string", "description": "d"}}}
    document["components"]["schemas"]["Change"] = schema
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Change"}}}}
    document["paths"]["/things/{id}"]["get"]["requestBody"] = body


def _both_ways(document: Node) -> None:
    thing = {"type": "object", "description": "d", "properties": {"a": {"type": "string", "description": "d"}}}
    document["components"]["schemas"]["Thing"] = {**thing, "additionalProperties": False}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
    document["paths"]["/things/{id}"]["get"]["requestBody"] = body


def _paging_without_bounds(document: Node) -> None:
    names = {"page": "page", "limit": "limit", "cursor": "min_id", "cursor_property": "id"}
    document["paths"]["/things/{id}"]["get"]["x-sdk-pagination"] = names


def _result_that_is_not_there(document: Node) -> None:
    document["paths"]["/things/{id}"]["get"]["x-sdk-result"] = "count"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_server_without_credentials, "2 servers stand against 1 security requirements"),
        (_unknown_security, "Key is neither a key in a header nor basic"),
        (_header_parameter, "the header parameter X-Trace cannot be sent"),
        (_parameter_without_description, "the parameter id has no description"),
        (_property_without_description, "the property id has no description"),
        (_all_of, "Thing uses allOf"),
        (_object_in_place, "described in place"),
        (_several_types, "may be one of several types"),
        (_dangling_reference, "#/components/schemas/Nothing leads nowhere"),
        (_no_json, "without application/json"),
        (_sometimes_empty, "answers of success differ"),
        (_error_in_place, "the answer 404 must be one component"),
        (_range_of_errors, "5XX is no single status"),
        (_no_method, "has no x-sdk-method"),
        (_open_body, "not closed"),
        (_both_ways, "Thing stands in requests and in answers"),
        (_result_that_is_not_there, "x-sdk-result names count, no required plain property"),
        (_paging_without_bounds, "lacks a parameter of x-sdk-pagination"),
    ],
)
def test_what_the_templates_cannot_honour_is_an_error(change: Callable[[Node], None], words: str) -> None:
    document = tiny.with_properties()
    change(document)
    with pytest.raises(GenerationError) as caught:
        generate(document, package="tiny", client="Tiny")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
