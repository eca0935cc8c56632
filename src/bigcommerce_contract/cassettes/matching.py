"""When a request is the recorded one: same method, URL and body, whatever the order of parameters and properties."""

import json
from typing import Any

MATCH_ON = ("method", "scheme", "host", "port", "path", "query", "json_body")


def json_body(sent: Any, recorded: Any) -> None:  # noqa: ANN401 - requests of vcrpy, which is untyped
    """Compare two bodies as JSON, else byte for byte: a matcher for vcrpy.

    Raises:
        AssertionError: They differ.
    """
    if _parsed(sent.body) != _parsed(recorded.body):
        message = "the bodies differ"
        raise AssertionError(message)


def _parsed(body: Any) -> Any:  # noqa: ANN401 - any JSON value
    raw = body.encode() if isinstance(body, str) else body or b""
    try:
        return json.loads(raw)
    except ValueError:
        return raw
