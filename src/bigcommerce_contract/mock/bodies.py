"""Request bodies: from bytes to a JSON object that the document's schema allows."""

import json
from collections.abc import AsyncIterable, Mapping
from typing import Any

import orjson

from bigcommerce_contract.mock import errors
from bigcommerce_contract.mock.behaviour import MAX_BODY_BYTES
from bigcommerce_contract.mock.validation import CompiledSchema


async def read_bytes(chunks: AsyncIterable[bytes], declared: str | None) -> bytes:
    """Collect a request body.

    Args:
        chunks: The body as it arrives.
        declared: The value of `Content-Length`, if any.

    Returns:
        The whole body.

    Raises:
        ApiError: 413 where it is, or says it is, longer than the server reads.
    """
    if declared is not None and declared.isdecimal() and int(declared[:20]) > MAX_BODY_BYTES:
        raise errors.too_long()
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise errors.too_long()
    return bytes(body)


def parse(body: bytes) -> dict[str, Any]:
    """Read a JSON object strictly.

    Args:
        body: The request body.

    Returns:
        The object.

    Raises:
        ApiError: 400 where the body is not valid JSON in UTF-8, is no object, or has a key twice.
    """
    try:
        value = orjson.loads(body)
        # orjson is strict in everything but duplicate keys, of which it takes the last.
        json.loads(body, object_pairs_hook=_unique, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise errors.unreadable() from error
    if not isinstance(value, dict):
        raise errors.unreadable()
    return value  # pyright: ignore[reportUnknownVariableType] - the keys of JSON are text


def validate(body: Mapping[str, Any], schema: CompiledSchema, served: tuple[str, ...]) -> None:
    """Check a body.

    Args:
        body: The JSON object.
        schema: What the operation takes.
        served: The properties that a customer is served with: those the schema does not take are read-only.

    Raises:
        ApiError: 400, naming the property that is read-only, unknown, missing or invalid.
    """
    failure = schema.failure(body)
    if failure is None:
        return
    if failure.keyword == "required":
        raise errors.missing(failure.names)
    if failure.keyword != "additionalProperties":
        raise errors.invalid(failure.names[0])
    for name in failure.names:
        if name in served and name in body:
            raise errors.read_only(name)
    raise errors.unsupported(failure.names[0])


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    properties = dict(pairs)
    if len(properties) != len(pairs):
        raise ValueError
    return properties
