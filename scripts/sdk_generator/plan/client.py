"""The whole plan: everything that the templates are given."""

from attrs import frozen
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.strings import PythonIdentifier

from sdk_generator.document import Node, operations
from sdk_generator.failure import GenerationError
from sdk_generator.plan.access import Way, plan_access
from sdk_generator.plan.errors import ErrorClass, plan_errors
from sdk_generator.plan.operations import Operation, plan_operation
from sdk_generator.plan.schemas import Schema, models_in, read_schema, sent_schema


@frozen
class Plan:
    """What the client consists of."""

    operations: tuple[Operation, ...]
    errors: tuple[ErrorClass, ...]
    ways: tuple[Way, ...]
    models: tuple[Schema, ...]
    params: tuple[Schema, ...]

    @property
    def tags(self) -> dict[str, tuple[Operation, ...]]:
        """The operations of each tag."""
        tags = dict.fromkeys(operation.tag for operation in self.operations)
        return {tag: tuple(operation for operation in self.operations if operation.tag == tag) for tag in tags}


def plan_client(document: Node, parsed: GeneratorData) -> Plan:
    """Plan a client.

    Args:
        document: The document.
        parsed: What the parser made of the prepared document.

    Raises:
        GenerationError: The templates cannot honour something.
    """
    planned = _operations(document, parsed)
    sent = models_in(operation.body_model for operation in planned if operation.body_model)
    read = models_in(operation.item_model for operation in planned if operation.item_model)
    both = sorted(sent.keys() & read.keys())
    if both:
        message = f"{', '.join(both)} stands in requests and in answers: give each a schema of its own"
        raise GenerationError(message)
    bodies = {str(operation.body_model.class_info.name) for operation in planned if operation.body_model}
    return Plan(
        operations=planned,
        errors=plan_errors(document),
        ways=plan_access(document),
        models=tuple(read_schema(document, model, _update_of(planned, name)) for name, model in sorted(read.items())),
        params=tuple(
            sent_schema(document, model, nested=name not in bodies) for name, model in sorted(sent.items(), key=_depth)
        ),
    )


def _depth(named: tuple[str, ModelProperty]) -> tuple[int, str]:
    """Sort what holds others behind them."""
    name, model = named
    return len(models_in([model])), name


def _operations(document: Node, parsed: GeneratorData) -> tuple[Operation, ...]:
    endpoints = {
        endpoint.name: endpoint
        for collection in parsed.endpoint_collections_by_tag.values()
        for endpoint in collection.endpoints
    }
    return tuple(
        plan_operation(document, endpoints[PythonIdentifier(raw["operationId"], "field_")], path, raw)
        for path, _, raw in operations(document)
    )


def _update_of(planned: tuple[Operation, ...], model: str) -> ModelProperty | None:
    bodies = [
        operation.body_model
        for operation in planned
        if operation.method == "update" and operation.result == model and operation.body_model
    ]
    return bodies[0] if bodies else None
