"""The document as Dredd reads it: in the words of OpenAPI 3.0, and the schemas of the answers apart."""

from typing import Any

from bigcommerce_contract.check.judge.values import as_array, as_object

_FORMATS = frozenset({"date", "date-time", "email", "ipv4", "ipv6", "uri", "uri-reference"})

Schema = dict[str, Any]


def schemas_of(document: Schema) -> dict[str, Schema]:
    """Give the schema of each answer, by the operation's summary and the status.

    Dredd reads them itself from OpenAPI 2; for OpenAPI 3 its hooks have to hand them over.
    """
    components: Schema = _known_formats(document["components"])
    shared = {"components": {"schemas": components["schemas"]}, "$schema": "http://json-schema.org/draft-07/schema#"}
    found: dict[str, Schema] = {}
    for operation in (each for path in document["paths"].values() for each in path.values() if "responses" in each):
        for status, response in operation["responses"].items():
            named = components["responses"][response["$ref"].rpartition("/")[2]] if "$ref" in response else response
            if content := named.get("content", {}).get("application/json"):
                found[f"{operation['summary']} {status}"] = {**shared, "allOf": [_known_formats(content["schema"])]}
    return found


def _known_formats(node: Any) -> Any:  # noqa: ANN401 - JSON is any
    """Leave out formats that Dredd would refuse to read; a pattern says the same of dates."""
    if (items := as_array(node)) is not None:
        return [_known_formats(each) for each in items]
    if (properties := as_object(node)) is None:
        return node
    unknown = isinstance(properties.get("format"), str) and properties["format"] not in _FORMATS
    return {key: _known_formats(value) for key, value in properties.items() if not (unknown and key == "format")}


def as_3_0(node: Any) -> Any:  # noqa: ANN401 - JSON is any
    """Write a document of OpenAPI 3.1 in the words of 3.0, the latest that Dredd reads."""
    if (items := as_array(node)) is not None:
        return [as_3_0(each) for each in items]
    if (properties := as_object(node)) is None:
        return node
    written = {key: as_3_0(value) for key, value in properties.items()}
    if "openapi" in written:
        written["openapi"] = "3.0.3"
    if isinstance(written.get("type"), list):
        written |= {"type": next(each for each in written["type"] if each != "null"), "nullable": True}
    if isinstance(written.get("examples"), list):
        written["example"] = written.pop("examples")[0]
    return written
