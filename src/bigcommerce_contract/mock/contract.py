"""The document as the server needs it: resources, operations, the two forms of the API, documented errors."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bigcommerce_contract.mock.parameters import ParameterSet
from bigcommerce_contract.mock.validation import CompiledSchema

Node = Mapping[str, Any]

LIST_ADDRESSES = "listAddresses"
ADDRESSES_PATH = "/customers/{id}/addresses"

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True)
class Form:
    """One of the two forms in which the API is served.

    Attributes:
        prefix: What stands before the paths, such as `/stores/{store_hash}/v2`.
        tenant: The variable of the prefix that names the store; None where the host name does.
        scheme: The name of the security scheme of this form.
        header: The header that carries the credentials, in lower case.
    """

    prefix: str
    tenant: str | None
    scheme: str
    header: bytes

    def root(self, store: str) -> str:
        """Give the prefix of a store."""
        return self.prefix.replace(f"{{{self.tenant}}}", store)


@dataclass(frozen=True)
class Operation:
    """One operation of the document.

    Attributes:
        operation_id: Its name.
        path_parameters: What stands in the path.
        query: The query parameters it knows.
        body: The schema of the request body; None where there is no body.
        consumes: The media types of the request body.
        produces: The media types of the answers.
        requirements: Alternatives, each a scheme's name with the roles it needs.
    """

    operation_id: str
    path_parameters: ParameterSet
    query: ParameterSet
    body: CompiledSchema | None
    consumes: frozenset[str]
    produces: frozenset[str]
    requirements: tuple[tuple[str, frozenset[str]], ...]


class Contract:
    """What the document says about routes, requests and errors.

    Args:
        document: The bundled OpenAPI document.
    """

    def __init__(self, document: Node) -> None:
        """Compile the document; schemas are compiled once, here. `linked` holds what customers link to."""
        self._document = document
        self._components: Node = document["components"]
        self.forms = tuple(self._form(server) for server in document["servers"])
        self.resources = {path: dict(self._operations(item)) for path, item in document["paths"].items()}
        self.linked = {ADDRESSES_PATH: {"GET": self._addresses()}}
        self.customer_properties: tuple[str, ...] = tuple(self._components["schemas"]["Customer"]["properties"])

    def roles(self) -> tuple[frozenset[str], frozenset[str]]:
        """Give the roles that allow every operation, and those that allow only some (S01, S02)."""
        accepted = [{role for _, roles in each.requirements for role in roles} for each in self._all()]
        named = frozenset(role for roles in accepted for role in roles)
        everything = frozenset(role for role in named if all(role in roles for roles in accepted))
        return everything, named - everything

    def error_body(self, status: int) -> Any:  # noqa: ANN401 - both error shapes
        """Give the first example that the document has for an error status."""
        return next(self._examples(str(status)))

    def example(self, operation_id: str, status: int) -> Any:  # noqa: ANN401 - any JSON value
        """Give the first example of an operation's answer with this status."""
        return next(self._examples(str(status), operation_id))

    def _addresses(self) -> Operation:
        # The document links to the list of a customer's addresses and does not describe it.
        named = {operation.operation_id: operation for operation in self._all()}
        paging = named["listCustomers"].query.only(("page", "limit"))
        return replace(named["getCustomer"], operation_id=LIST_ADDRESSES, query=paging)

    def _all(self) -> Iterator[Operation]:
        for methods in self.resources.values():
            yield from methods.values()

    def _form(self, server: Node) -> Form:
        prefix = re.sub(r"^https?://[^/]+", "", server["url"]).rstrip("/")
        variables = re.findall(r"{(\w+)}", prefix)
        wanted = "apiKey" if variables else "http"
        schemes: Node = self._components["securitySchemes"]
        name = next(name for name, scheme in schemes.items() if scheme["type"] == wanted)
        header = schemes[name].get("name", "Authorization")
        return Form(prefix=prefix, tenant=next(iter(variables), None), scheme=name, header=header.lower().encode())

    def _operations(self, item: Node) -> Iterator[tuple[str, Operation]]:
        for method in _METHODS:
            if method in item:
                yield method.upper(), self._operation(item, item[method])

    def _operation(self, item: Node, operation: Node) -> Operation:
        declared = [self._resolve(node) for node in (*item.get("parameters", ()), *operation.get("parameters", ()))]
        body = self._resolve(operation.get("requestBody", {})).get("content", {})
        schema = next((self._resolve(media["schema"]) for media in body.values()), None)
        requirements = operation.get("security", self._document["security"])
        return Operation(
            operation_id=operation["operationId"],
            path_parameters=self._parameters(declared, "path"),
            query=self._parameters(declared, "query"),
            body=None if schema is None else CompiledSchema(schema, self._components),
            consumes=frozenset(body),
            produces=frozenset(self._media_types(operation)),
            requirements=tuple((name, frozenset(roles)) for each in requirements for name, roles in each.items()),
        )

    def _parameters(self, declared: list[Node], location: str) -> ParameterSet:
        schemas = {node["name"]: self._resolve(node["schema"]) for node in declared if node["in"] == location}
        return ParameterSet(schemas, self._components)

    def _media_types(self, operation: Node) -> Iterator[str]:
        for response in operation["responses"].values():
            yield from self._resolve(response).get("content", {})

    def _examples(self, status: str, operation_id: str | None = None) -> Iterator[Any]:
        for item in self._document["paths"].values():
            for operation in (item[method] for method in _METHODS if method in item):
                if operation_id in {None, operation["operationId"]} and status in operation["responses"]:
                    yield from self._values(self._resolve(operation["responses"][status]))

    def _values(self, response: Node) -> Iterator[Any]:
        for media in response.get("content", {}).values():
            for example in media.get("examples", {}).values():
                yield self._resolve(example)["value"]

    def _resolve(self, node: Node) -> Node:
        while "$ref" in node and len(node) == 1:
            target: Any = self._document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            node = target
        return node
