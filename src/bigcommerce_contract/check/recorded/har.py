"""HAR, the HTTP archives of browsers, proxies and ``st run --report har``."""

import base64
from typing import Any

from bigcommerce_contract.check.judge.values import as_array, as_object
from bigcommerce_contract.check.recorded.bodies import decoded, to_body
from bigcommerce_contract.check.recorded.events import CASE_HEADER
from bigcommerce_contract.check.recorded.recording import Numbered, Recorded, to_headers, to_time

_WITH_BODY = frozenset({"POST", "PUT"})
"""Methods of this API that send a body."""
_WITHOUT_BODY = frozenset({204, 304})
"""Statuses of answers that have none."""


def entries(document: object) -> list[Numbered] | None:
    """Give the exchanges of a parsed archive in the order of their times, None if it is no HAR."""
    log = as_object((as_object(document) or {}).get("log")) or {}
    found = as_array(log.get("entries"))
    if found is None:
        return None
    times = [time for entry in found if (time := to_time((as_object(entry) or {}).get("startedDateTime")))]
    numbered = list(enumerate(found, 1))
    return numbered if len(times) < len(found) else sorted(numbered, key=lambda entry: times[entry[0] - 1])


def read_entry(entry: Any) -> Recorded | None:  # noqa: ANN401 - anything can stand in a file
    """Read one exchange of an archive; None where no answer came.

    Raises:
        KeyError: A part is missing.
        TypeError: A part is of another type.
        ValueError: A part is malformed.
    """
    request, response = entry["request"], entry["response"]
    if not response["status"]:
        return None
    headers = to_headers(response["headers"])
    received = _content(entry)
    return Recorded(
        method=str(request["method"]).upper(),
        url=str(request["url"]),
        sent_headers=to_headers(request["headers"]),
        sent=_posted(request, response.get("content") or {}),
        status=int(response["status"]),
        headers=headers,
        received=received if received is None else decoded(received, headers),
        at=to_time(entry.get("startedDateTime"), headers),
    )


def _posted(request: dict[str, Any], received: dict[str, Any]) -> bytes | None:
    text = (as_object(request.get("postData")) or {}).get("text")
    if text is None:
        size = _size(request, "bodySize")
        lost = size > 0 or (size < 0 and str(request["method"]).upper() in _WITH_BODY)
        return None if lost else b""
    # Told to keep all bytes, schemathesis writes both bodies in Base64, and says so of the response alone.
    by_schemathesis = any(name == CASE_HEADER for name, _ in to_headers(request["headers"]))
    return base64.b64decode(text) if by_schemathesis and received.get("encoding") == "base64" else to_body(text)


def _content(entry: dict[str, Any]) -> bytes | None:
    """Read the body of a response; an exporter may leave it out, or write it to a file of its own."""
    content: dict[str, Any] = entry["response"].get("content") or {}
    text = content.get("text")
    if text is None:
        empty = str(entry["request"]["method"]).upper() == "HEAD" or int(entry["response"]["status"]) in _WITHOUT_BODY
        return b"" if empty or _size(content, "size") == 0 else None
    return base64.b64decode(text) if content.get("encoding") == "base64" else to_body(text)


def _size(part: dict[str, Any], name: str) -> int:
    """Read a size, 0 where none is stated; unknown are null and, in HAR's own words, -1, which is given for both."""
    size = part.get(name, 0)
    return -1 if size is None else int(size)
