"""Request bodies: from bytes to a JSON object that the document's schema allows."""

import json
from typing import Any

import orjson
from starlette.requests import ClientDisconnect
from starlette.types import Receive

from bigcommerce_contract.mock import errors
from bigcommerce_contract.mock.behaviour import MAX_BODY_BYTES
from bigcommerce_contract.mock.validation import CompiledSchema

_ENDLESS_BYTES = 64 * MAX_BODY_BYTES


async def receive(source: Receive) -> bytes | None:
    """Take in a request body.

    A client that is still sending when the answer comes may never see it, so a body that is too long is read to its
    end and thrown away, unless it is endless.

    Args:
        source: Gives the body as it arrives.

    Returns:
        The whole body, or None where it is too long.

    Raises:
        ClientDisconnect: If the client went away.
    """
    body, length, more = b"", 0, True
    while more and length <= _ENDLESS_BYTES:
        message = await source()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk, more = message.get("body", b""), message.get("more_body", False)
        length += len(chunk)
        if length <= MAX_BODY_BYTES:
            body += chunk
    return body if length <= MAX_BODY_BYTES else None


def parse(body: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Read JSON strictly.

    Args:
        body: The request body.

    Returns:
        The value.

    Raises:
        ApiError: 400 where the body is not valid JSON in UTF-8, or has a key twice.
    """
    try:
        value = orjson.loads(body)
        # orjson is strict in everything but duplicate keys, of which it takes the last.
        _STRICT.decode(body.decode())
    except (ValueError, RecursionError) as error:
        raise errors.unreadable() from error
    return value


def validate(body: Any, schema: CompiledSchema, served: tuple[str, ...]) -> dict[str, Any]:  # noqa: ANN401
    """Check a body.

    Args:
        body: The JSON value.
        schema: What the operation takes.
        served: The properties that a customer is served with: those the schema does not take are read-only.

    Returns:
        The body, which is an object.

    Raises:
        ApiError: 400, naming the property that is read-only, unknown, missing or invalid.
    """
    failure = schema.failure(body)
    if failure is None:
        valid: dict[str, Any] = body
        return valid
    if not failure.names:
        raise errors.unreadable()
    if failure.keyword == "required":
        raise errors.missing(failure.names)
    if failure.keyword != "additionalProperties":
        raise errors.invalid(failure.names[0])
    known = [name for name in failure.names if name in served and name in body]
    raise errors.read_only(known[0]) if known else errors.unsupported(failure.names[0])


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    properties = dict(pairs)
    if len(properties) != len(pairs):
        raise ValueError
    return properties


_STRICT = json.JSONDecoder(object_pairs_hook=_unique, parse_int=str, parse_float=str)
