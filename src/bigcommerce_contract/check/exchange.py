"""One request with its response: the unit that every source produces and the judge reads."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal
from urllib.parse import quote

Form = Literal["oauth", "basic"]
"""The form of the API: ``oauth`` (``X-Auth-Token``) or ``basic`` (HTTP Basic, the store's own domain)."""

Headers = tuple[tuple[str, str], ...]

UNAVAILABLE = frozenset({502, 503, 504})
"""Statuses of a server that cannot be reached or is overloaded: unless they persist, they say nothing of a request."""

MALFORMED = ("Basic", "Basic %%%", "Basic dW5rbm93bg==", "Basic /zr/", "Bearer unknown")
"""Values of ``Authorization`` that name no user and key: nothing, no Base64, no colon, no UTF-8, another scheme."""

OWN_TO_A_HOP = frozenset({"host", "connection", "keep-alive", "transfer-encoding", "content-length", "te", "upgrade"})
"""Headers of one connection, in lower case; whoever sends sets them itself."""

_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


def to_target(text: str | bytes) -> str:
    """Return a path or query in which only what HTTP cannot carry is percent-encoded; all else stays as it is."""
    return quote(text, safe=_PRINTABLE)


class Role(StrEnum):
    """The credential of a request, named instead of shown."""

    FULL = "full"
    READ_ONLY = "read_only"
    NO_SCOPE = "no_scope"
    BASIC = "basic"
    NONE = "none"
    UNKNOWN = "unknown"
    UNSTATED = "unstated"
    """Some credential of which nothing is said: recorded traffic. Where it was let in it was a valid one."""


def _header(headers: Headers, name: str) -> str | None:
    lowered = name.lower()
    return next((value for key, value in headers if key.lower() == lowered), None)


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it was sent, without its credential.

    Attributes:
        method: HTTP method as sent, upper case for every method of the document.
        path: Raw path below the base URL, percent-encoding kept (``/customers/5``).
        query: Raw query string without the question mark.
        headers: Pairs in order; a credential is replaced by the name of its role or dropped.
        body: Bytes as sent, empty without a body.
    """

    method: str
    path: str
    query: str = ""
    headers: Headers = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """Return the first value of the header ``name`` (any case), or None."""
        return _header(self.headers, name)

    def json(self) -> Any:  # noqa: ANN401 - JSON is any
        """Return the parsed body.

        Raises:
            ValueError: The body is not JSON in UTF-8.
        """
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Response:
    """A response with its body decoded from any transfer or content coding."""

    status: int
    headers: Headers = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """Return the first value of the header ``name`` (any case), or None."""
        return _header(self.headers, name)

    def json(self) -> Any:  # noqa: ANN401 - JSON is any
        """Return the parsed body.

        Raises:
            ValueError: The body is not JSON in UTF-8.
        """
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with its response.

    Attributes:
        request: What was sent.
        response: What came back.
        role: Credential of the request.
        form: Which of the two URL forms was used.
        base_url: URL below which ``/customers`` stands, without a trailing slash.
        shielded: The gate itself answered, the target never saw the request; such an exchange is never judged.
    """

    request: Request
    response: Response
    role: Role
    form: Form = "oauth"
    base_url: str = ""
    shielded: bool = False

    @property
    def url(self) -> str:
        """The URL of the request as it was sent."""
        return self.base_url + self.request.path + (f"?{self.request.query}" if self.request.query else "")
