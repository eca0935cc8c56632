"""A document of one operation, to be changed by the tests of the generator, and its client, imported."""

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from sdk_generator.document import Node
from sdk_generator.project import generate
from sdk_generator.tree import formatted, replace

PACKAGE = "tiny_things"


def document() -> Node:
    """Give a document with one resource, one way in and one error."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tiny API", "version": "1.2.3", "summary": "Things."},
        "servers": [
            {
                "url": "https://{shop}.example/api",
                "variables": {"shop": {"default": "x", "description": "The shop.", "x-sdk-env": "TINY_SHOP"}},
            }
        ],
        "security": [{"Key": []}],
        "paths": {"/things/{id}": {"get": operation()}},
        "components": {
            "securitySchemes": {
                "Key": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "X-Key",
                    "description": "The key.",
                    "x-sdk-arguments": ["key"],
                    "x-sdk-env": ["TINY_KEY"],
                }
            },
            "responses": {"NotFound": {"description": "There is no such thing."}},
            "schemas": {"Thing": {"type": "object", "description": "A thing.", "required": ["id"], "properties": {}}},
        },
    }


def operation() -> Node:
    """Give the one operation."""
    return {
        "operationId": "getThing",
        "tags": ["Things"],
        "summary": "Get a Thing",
        "description": "Gets a thing.",
        "x-sdk-method": "get",
        "parameters": [
            {"name": "id", "in": "path", "required": True, "description": "Its id.", "schema": {"type": "integer"}}
        ],
        "responses": {
            "200": {
                "description": "The thing.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
            },
            "404": {"$ref": "#/components/responses/NotFound"},
        },
    }


def with_properties(**properties: Any) -> Node:  # noqa: ANN401 - schemas
    """Give the document with properties of its thing, each with a description."""
    changed = document()
    named = {"id": {"type": "integer"}, **properties}
    changed["components"]["schemas"]["Thing"]["properties"] = {
        name: {"description": f"Its {name}.", **schema} for name, schema in named.items()
    }
    return changed


def import_client(described: Node, directory: Path) -> ModuleType:
    """Generate a client and import it afresh."""
    replace(formatted(generate(described, package=PACKAGE, client="Tiny"), PACKAGE), directory / PACKAGE)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]
    importlib.invalidate_caches()
    return importlib.import_module(PACKAGE)
