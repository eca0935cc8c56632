"""A connection that sends every answer in one piece."""

import asyncio
from typing import Any

# As uvicorn writes it, which waits for the rest of a request next.
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class BufferedTransport(asyncio.Transport):
    """A connection that holds an answer back until it is whole.

    The head and the body of an answer are written one after the other. To send each by itself would cost a fifth of the
    processor time of a small answer, and wake the client twice.

    Args:
        transport: The connection.

    Attributes:
        is_lost: Whether the connection has ended: then nothing is sent any more.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        """Hold nothing back yet."""
        super().__init__()
        self.is_lost = False
        self._transport = transport
        self._held: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Hold data back, unless a client waits for it before it sends the rest of its request."""
        self._held.append(bytes(data))
        if data == _CONTINUE:
            self.send()

    def send(self) -> None:
        """Send what was held back."""
        if self._held and not self.is_lost:
            self._transport.write(b"".join(self._held))
        self._held.clear()

    def close(self) -> None:
        """End the connection once everything is sent."""
        self.send()
        self._transport.close()

    def abort(self) -> None:
        """End the connection without sending what is left."""
        self._held.clear()
        self._transport.abort()

    def is_closing(self) -> bool:
        """Tell whether the connection ends or has ended."""
        return self._transport.is_closing()

    def pause_reading(self) -> None:
        """Leave what arrives where it is."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Go on reading."""
        self._transport.resume_reading()

    def get_write_buffer_size(self) -> int:
        """Tell how many bytes were sent and have not left yet."""
        return self._transport.get_write_buffer_size()

    def get_extra_info(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as in the class above
        """Tell something about the connection, such as its addresses."""
        return self._transport.get_extra_info(name, default)
