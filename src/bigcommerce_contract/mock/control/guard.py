"""Keeps web pages away from the control, which asks for no credentials: any page may send requests to this machine."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_SHOWN = 100
_OTHER_SITES = frozenset({"cross-site", "same-site"})


class Guard:
    """Refuses with 403 what a page of another origin sends, and what comes by a name that anybody could have chosen.

    A browser asks nobody before it sends a plain POST to another origin, and names the origin in `Origin`. With the GET
    of an image or a link it sends no `Origin`; `Sec-Fetch-Site` says that it is another's. A page whose name is made to
    lead to the loopback address (DNS rebinding) counts as of the same origin; only `Host` shows it.

    Args:
        app: The control.
        host: The address that the server was told to listen on. One that listens on all of them cannot know by which
            names it is reached.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        """Stand before the control."""
        self._app = app
        self._listens_on_all = host in {"", "0.0.0.0", "::"}  # noqa: S104 - nothing listens here

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        reason = self._reason(scope) if scope["type"] == "http" else None
        answer = JSONResponse({"message": reason}, 403) if reason else self._app
        await answer(scope, receive, send)

    def _reason(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        origin, host = headers.get("origin"), headers.get("host", "")
        if origin is not None and not _is_own(origin, host):
            return f"No page of {origin[:_SHOWN]!r} may use the control, only pages of this server and programs."
        if headers.get("sec-fetch-site") in _OTHER_SITES:
            return "No page of another origin may use the control, only pages of this server and programs."
        if not self._listens_on_all and _is_loopback(_address(scope)) and not _is_safe(host):
            return f"{host[:_SHOWN]!r} may be the name of any web page: say localhost, or an IP address."
        return None


def _is_own(origin: str, host: str) -> bool:
    # The scheme is left out: behind a proxy that speaks https, this server knows of http alone.
    return bool(host) and origin.lower().partition("://")[2] == host.lower()


def _address(scope: Scope) -> str:
    """Give the address that the request came to; within a process, what its URL names."""
    return str((scope.get("server") or ("",))[0])


def _is_safe(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or "localhost"
    except ValueError:
        return False
    return name == "localhost" or name.endswith(".localhost") or _is_address(name)


def _is_loopback(host: str) -> bool:
    if not _is_address(host):
        return host == "localhost"
    address = ip_address(host)
    # Python 3.11 does not know 127.0.0.1 where it is written as an address of IPv6.
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
