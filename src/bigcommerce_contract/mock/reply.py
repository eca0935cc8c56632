"""An answer in the words of ASGI."""

from dataclasses import dataclass
from functools import cache

from starlette.types import Receive, Scope, Send


@dataclass(slots=True)
class Reply:
    """An answer, ready to be sent; an application, as Starlette's responses are, for half of what they cost.

    Attributes:
        status_code: The HTTP status.
        headers: The header fields, but for the length of the body.
        body: The body; empty where there is none.
    """

    status_code: int
    headers: dict[str, str]
    body: bytes = b""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it whole."""
        await self.start(send)
        await send({"type": "http.response.body", "body": self.body})

    async def start(self, send: Send) -> None:
        """Send the status and the header fields, with the length of the whole body."""
        fields = [(_field_name(name), value.encode("latin-1")) for name, value in self.headers.items()]
        if self.status_code != _NO_CONTENT:
            fields.append((b"content-length", b"%d" % len(self.body)))
        await send({"type": "http.response.start", "status": self.status_code, "headers": fields})


_NO_CONTENT = 204


@cache
def _field_name(name: str) -> bytes:
    return name.lower().encode("latin-1")
