"""Which store an exchange was with: by the two forms that the API's URLs have, or by a base URL that the user names."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bigcommerce_contract.check.exchange import Exchange, Form, Request, Response, Role
from bigcommerce_contract.check.recorded.recording import Recorded
from bigcommerce_contract.check.recorded.secrets import without_secrets

_COLLECTION = r"(?P<path>/customers(?:[/.].*)?)"
_FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    ("oauth", re.compile(rf"(?P<base>.*?/stores/[^/]+/v2){_COLLECTION}")),
    ("basic", re.compile(rf"(?P<base>.*?/api/v2){_COLLECTION}")),
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A recorded exchange of this API.

    Attributes:
        recorded: The exchange.
        form: Form of its URL.
        base_url: URL below which ``/customers`` stands, without credentials.
        path: Raw path below it.
        query: Raw query.
    """

    recorded: Recorded
    form: Form
    base_url: str
    path: str
    query: str


def place(recorded: Recorded, base_url: str | None = None) -> Placed | None:
    """Tell the store of an exchange, None where it is no exchange of this API.

    Args:
        recorded: The exchange.
        base_url: The one URL below which ``/customers`` stands; without it, the two forms of the document count.
    """
    try:
        parts = urlsplit(recorded.url)
        host = parts.netloc.rpartition("@")[2].lower()
    except ValueError:
        return None
    root = f"{parts.scheme}://{host}"
    found = _named(parts.path, root, base_url) if base_url else _recognized(parts.path)
    return found and Placed(recorded, found[0] or _form_of(recorded), root + found[1], found[2], parts.query)


def to_exchange(item: Placed, role: Role) -> Exchange:
    """Give the exchange as the judge reads it, without the headers that hold secrets."""
    recorded = item.recorded
    sent = without_secrets(recorded.sent_headers)
    request = Request(recorded.method, item.path, item.query, sent, recorded.sent or b"")
    response = Response(recorded.status, without_secrets(recorded.headers), recorded.received or b"")
    return Exchange(request, response, role, item.form, item.base_url)


def recorded_of(exchange: Exchange) -> Recorded:
    """Give an exchange as it would have been recorded."""
    request, response = exchange.request, exchange.response
    return Recorded(
        request.method, exchange.url, request.headers, request.body, response.status, response.headers, response.body
    )


def origin(url: str) -> str:
    """Give scheme and host of a URL, without credentials; nothing where it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}" if parts.scheme and host else ""


def _recognized(path: str) -> tuple[Form | None, str, str] | None:
    for form, pattern in _FORMS:
        if match := pattern.fullmatch(path):
            return form, match["base"], match["path"]
    return None


def _named(path: str, root: str, base_url: str) -> tuple[Form | None, str, str] | None:
    given = urlsplit(base_url.rstrip("/"))
    match = re.fullmatch(re.escape(given.path) + _COLLECTION, path)
    if match is None or root != f"{given.scheme}://{given.netloc.lower()}":
        return None
    return None, given.path, match["path"]


def _form_of(recorded: Recorded) -> Form:
    names = {name.lower() for name, _ in recorded.sent_headers}
    return "basic" if "authorization" in names and "x-auth-token" not in names else "oauth"
