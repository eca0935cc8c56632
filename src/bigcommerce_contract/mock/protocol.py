"""What cannot even be read as HTTP is refused in the shape that the document describes."""

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bigcommerce_contract.mock import represent
from bigcommerce_contract.mock.faults.delivery import EXTENSION

_HEAD = b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"


class Protocol(HttpToolsProtocol):
    """HTTP/1.1, with errors as JSON: a URL of more than 64 KiB is one."""

    def on_message_begin(self) -> None:
        """Let the application end the connection, for the faults that do."""
        super().on_message_begin()
        connection: dict[object, object] = {"abort": self.transport.abort, "close": self.transport.close}
        self.scope["extensions"] = {EXTENSION: connection}

    def shutdown(self) -> None:
        """End the connection as the server stops, once nothing is under way on it."""
        super().shutdown()
        if self.scheme == "https" and self.transport.is_closing():
            # TLS would wait for the goodbye of a client that is not listening any more.
            self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        """Answer a request that is no valid HTTP, and end the connection.

        Args:
            msg: What is wrong, in English.
        """
        item: dict[str, Any] = {"status": 400, "message": msg}
        body = represent.to_json([item])
        self.transport.write(_HEAD % len(body) + body)
        self.transport.close()
