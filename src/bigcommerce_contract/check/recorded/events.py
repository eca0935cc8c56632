"""The events that ``st run --report ndjson`` writes, one JSON object a line."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bigcommerce_contract.check.judge.values import as_array, as_object
from bigcommerce_contract.check.recorded.bodies import decoded, to_body
from bigcommerce_contract.check.recorded.recording import Numbered, Recorded, to_headers

CASE_HEADER = "X-Schemathesis-TestCaseId"
"""The header by which schemathesis marks what it sends; the events leave it out."""


def interactions(document: object) -> list[Numbered] | None:
    """Give the exchanges among parsed events in the order of their times, None if it is something else."""
    events = as_array(document) or []
    if not events or "Initialize" not in (as_object(events[0]) or {}):
        return None
    return sorted(enumerate(_interactions(events), 1), key=lambda entry: float(entry[1]["timestamp"]))


def _interactions(events: list[Any]) -> Iterator[dict[str, Any]]:
    for event in events:
        recorder = event.get("ScenarioFinished", {}).get("recorder", {})
        for case, interaction in recorder.get("interactions", {}).items():
            yield {**interaction, "case": case}


def read_interaction(entry: Any) -> Recorded | None:  # noqa: ANN401 - anything can stand in a file
    """Read one exchange of the events; None where no answer came.

    Raises:
        KeyError: A part is missing.
        TypeError: A part is of another type.
        ValueError: A part is malformed.
    """
    request, response = entry["request"], entry.get("response")
    if response is None:
        return None
    headers = to_headers(response["headers"])
    return Recorded(
        method=str(request["method"]).upper(),
        url=str(request["uri"]),
        sent_headers=(*to_headers(request["headers"]), (CASE_HEADER, str(entry["case"]))),
        sent=to_body(request.get("body")),
        status=int(response["status_code"]),
        headers=headers,
        received=decoded(to_body(response.get("content")), headers),
        at=datetime.fromtimestamp(float(entry["timestamp"]), UTC),
    )
