"""VCR cassettes: those of vcrpy and pytest-recording, of Ruby's VCR, and of ``st run --report vcr``."""

from typing import Any

from bigcommerce_contract.check.judge.values import as_array, as_object
from bigcommerce_contract.check.recorded.bodies import decoded, to_body
from bigcommerce_contract.check.recorded.recording import Numbered, Recorded, to_headers, to_time

_LISTS = ("interactions", "http_interactions")


def interactions(document: object) -> list[Numbered] | None:
    """Give the list of exchanges of a parsed cassette, None if it is no cassette."""
    cassette = as_object(document) or {}
    found = next((as_array(cassette[name]) for name in _LISTS if name in cassette), None)
    return None if found is None else list(enumerate(found, 1))


def read_interaction(entry: Any) -> Recorded | None:  # noqa: ANN401 - anything can stand in a file
    """Read one exchange of a cassette; None where no answer came.

    Raises:
        KeyError: A part is missing.
        TypeError: A part is of another type.
        ValueError: A part is malformed.
    """
    request, response = entry["request"], entry.get("response")
    if response is None:
        return None
    headers = to_headers(response.get("headers"))
    return Recorded(
        method=str(request["method"]).upper(),
        url=str(request["uri"]),
        sent_headers=to_headers(request.get("headers")),
        sent=to_body(request.get("body")),
        status=_status(response),
        headers=headers,
        received=decoded(to_body(response.get("body", response.get("content"))), headers),
        at=to_time(entry.get("recorded_at"), headers),
    )


def _status(response: dict[str, Any]) -> int:
    """Read the status: vcrpy wrote ``status_code`` for httpx before it wrote ``status`` for all."""
    status = response["status"] if "status" in response else response["status_code"]
    return int((as_object(status) or {"code": status})["code"])
