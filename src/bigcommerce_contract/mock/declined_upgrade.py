"""What follows the head of a request that asks to go on in another protocol, which this server does not speak.

Java's own client asks so for HTTP/2, and sends its body with it. The parser takes nothing that follows for HTTP, so
another one is told of the body alone.
"""

from collections.abc import Iterable
from typing import Any

import httptools

_FRAMING = frozenset({b"content-length", b"transfer-encoding"})


class _Rest:
    """Passes on what the parser finds: of the first request its body, everything of those that follow."""

    def __init__(self, protocol: Any) -> None:  # noqa: ANN401 - the parser asks for methods by name
        self._protocol = protocol
        self._is_past = False

    def on_message_begin(self) -> None:
        if self._is_past:
            self._protocol.on_message_begin()

    def on_url(self, url: bytes) -> None:
        if self._is_past:
            self._protocol.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._is_past:
            self._protocol.on_header(name, value)

    def on_headers_complete(self) -> None:
        if self._is_past:
            self._protocol.on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._protocol.on_body(body)

    def on_message_complete(self) -> None:
        self._is_past = True
        self._protocol.on_message_complete()


def has_body(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Tell whether a body follows the header fields of a request."""
    return any(name in _FRAMING for name, _ in headers)


def parser_of_rest(protocol: object, headers: Iterable[tuple[bytes, bytes]]) -> httptools.HttpRequestParser:
    """Give a parser for the body of a request and what follows it.

    Args:
        protocol: Is called by the parser, as by any.
        headers: The header fields of the request.
    """
    parser = httptools.HttpRequestParser(_Rest(protocol))
    framing = [b"%b: %b\r\n" % each for each in headers if each[0] in _FRAMING]
    parser.feed_data(b"POST / HTTP/1.1\r\n%b\r\n" % b"".join(framing))
    return parser
