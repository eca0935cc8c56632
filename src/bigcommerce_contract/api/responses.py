"""Reads the responses of httpx2, httpx and requests, without importing any of them."""

from typing import Any

from bigcommerce_contract.check.exchange import Headers
from bigcommerce_contract.check.recorded.recording import Recorded


def to_recorded(response: Any) -> Recorded:  # noqa: ANN401 - of a library that need not be installed
    """Read a response that knows its request.

    Args:
        response: A ``Response`` of httpx2, httpx or requests, its body read.

    Raises:
        TypeError: It is something else.
    """
    request = getattr(response, "request", None)
    if request is None or not hasattr(response, "status_code"):
        message = f"{type(response).__name__} is no response of httpx2, httpx or requests"
        raise TypeError(message)
    return Recorded(
        method=str(request.method).upper(),
        url=str(request.url),
        sent_headers=_pairs(request.headers),
        sent=_sent(request),
        status=response.status_code,
        headers=_pairs(response.headers),
        received=_received(response),
    )


def _pairs(headers: Any) -> Headers:  # noqa: ANN401 - as above
    items = headers.multi_items() if hasattr(headers, "multi_items") else headers.items()
    return tuple((_text(name), _text(value)) for name, value in items)


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _sent(request: Any) -> bytes | None:  # noqa: ANN401 - as above
    """Give the body of a request; None where it was streamed and is gone."""
    try:
        body = request.content
    except AttributeError:
        body = request.body  # requests
    except RuntimeError:  # what httpx raises for a stream
        return None
    if body is None:
        return b""
    return body.encode() if isinstance(body, str) else body if isinstance(body, bytes) else None


def _received(response: Any) -> bytes | None:  # noqa: ANN401 - as above
    try:
        content: bytes = response.content
    except RuntimeError:  # what httpx raises for a stream
        return None
    return content
