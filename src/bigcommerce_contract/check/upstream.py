"""The one place from which a request leaves for the target, byte for byte as it was given."""

from functools import partial
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

import httpx2

from bigcommerce_contract.check.credentials import Credentials, malformed_credential, without_credentials
from bigcommerce_contract.check.deadline import Deadline
from bigcommerce_contract.check.exchange import OWN_TO_A_HOP, Exchange, Form, Headers, Request, Response, Role

TIMEOUT_S = 30.0
"""Longest silence of a target before and within an answer; a whole answer may take twice as long."""
_LARGEST_BODY = 2**27
_SHORTEST_TIMEOUT_S = 0.05
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS"})


class UnansweredError(Exception):
    """The target gave no answer; the message says why."""


class Sender(Protocol):
    """Whatever answers requests as `Upstream` does."""

    def send(self, request: Request, role: Role, form: Form, patience_s: float | None = None) -> Exchange:
        """Send a request; see `Upstream.send`."""
        ...


class Upstream:
    """Sends requests to the target with the credential of their role."""

    def __init__(self, credentials: Credentials) -> None:
        """Open a client; close it by leaving the context.

        Args:
            credentials: Base URLs and secrets. The environment's proxies are used for targets that are not loopback.
        """
        self._credentials = credentials
        self._urls = {form: httpx2.URL(base) for form, base in credentials.bases.items()}
        hosts = {urlsplit(base).hostname for base in credentials.bases.values()}
        self._deadline = Deadline()
        self._client = httpx2.Client(trust_env=not hosts <= _LOOPBACK, follow_redirects=False)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self._client.close()
        self._deadline.close()

    def send(self, request: Request, role: Role, form: Form, patience_s: float | None = None) -> Exchange:
        """Send ``request`` and return the exchange as a person may see it, the credential replaced by its role.

        Args:
            request: What to send.
            role: Whose credential to put in.
            form: Which base URL to use.
            patience_s: Seconds after which a reading request is given up, if that is sooner than usual. A writing
                request always has its full time: nobody would know what became of it.

        Raises:
            UnansweredError: No whole answer came; a reading request whose connection broke was tried twice.
        """
        base = self._credentials.bases[form]
        reads = request.method in _REPEATABLE
        outgoing = self._build(request, role, form)
        silence_s = _silence(patience_s if reads else None)
        outgoing.extensions["timeout"] = httpx2.Timeout(silence_s).as_dict()
        outgoing.extensions["trace"] = partial(self._deadline.trace, base)
        with self._deadline.within(2 * silence_s, base):
            answer = self._answer(outgoing, 2 * silence_s, retries=1 if reads else 0)
        credential = malformed_credential(request.headers, role, form) or _shown_credential(role, form)
        shown = _replace_headers(request, (*credential, *_forwarded(request.headers)))
        return Exchange(shown, answer, role, form, base)

    def _answer(self, request: httpx2.Request, limit_s: float, retries: int) -> Response:
        try:
            return self._read(request)
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            if self._deadline.passed:
                message = f"no whole answer within {limit_s:.3g} s"
                raise UnansweredError(message) from error
            if retries and not isinstance(error, httpx2.TimeoutException):
                return self._answer(request, limit_s, retries - 1)
            raise UnansweredError(_reason(error)) from error

    def _read(self, request: httpx2.Request) -> Response:
        answer, body = self._client.send(request, stream=True), bytearray()
        try:
            for part in answer.iter_bytes():
                body += part
                if len(body) > _LARGEST_BODY:
                    message = f"an answer of more than {_LARGEST_BODY >> 20} MiB"
                    raise UnansweredError(message)
        finally:
            answer.close()
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers.raw)
        return Response(answer.status_code, headers, bytes(body))

    def _build(self, request: Request, role: Role, form: Form) -> httpx2.Request:
        path = urlsplit(self._credentials.bases[form]).path + request.path
        target = f"{path}?{request.query}" if request.query else path
        headers = (
            *_forwarded(request.headers),
            *self._credentials.extra_headers,
            *(malformed_credential(request.headers, role, form) or self._credentials.header(role, form)),
        )
        raw = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers]
        # A URL of httpx2 is normalised; the extension sends the target as it was written.
        extensions = {"target": target.encode("ascii")}
        return httpx2.Request(
            request.method, self._urls[form], headers=raw, content=request.body or None, extensions=extensions
        )


def _silence(patience_s: float | None) -> float:
    return TIMEOUT_S if patience_s is None else max(_SHORTEST_TIMEOUT_S, min(patience_s, TIMEOUT_S))


def _forwarded(headers: Headers) -> Headers:
    return tuple((name, value) for name, value in without_credentials(headers) if name.lower() not in OWN_TO_A_HOP)


def _shown_credential(role: Role, form: Form) -> Headers:
    if role is Role.NONE:
        return ()
    # No value that could be taken for a real one: it stands in the reports.
    return (("Authorization", f"Basic *** ({role})"),) if form == "basic" else (("X-Auth-Token", f"*** ({role})"),)


def _replace_headers(request: Request, headers: Headers) -> Request:
    return Request(request.method, request.path, request.query, headers, request.body)


def _reason(error: Exception) -> str:
    match error:
        case httpx2.ConnectTimeout() | httpx2.ConnectError():
            return f"no connection ({error})"
        case httpx2.TimeoutException():
            return f"no answer within {error.request.extensions['timeout']['read']:.3g} s"
        case httpx2.DecodingError():
            return f"an answer whose content coding is broken ({error})"
        case _:
            return f"an answer that broke off ({error})"
