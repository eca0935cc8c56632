"""The format of cassettes: VCR's own, laid out so that a new recording gives a readable difference.

Any reader of VCR cassettes can read these. What we add stands beside the interactions, as `recording`: the number of
the format, and where the traffic comes from. VCR's own place for such things, `metadata`, makes pytest-recording 0.14
fail.
"""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import yaml

from bigcommerce_contract.cassettes.documented import as_array, as_object

VCR_VERSION = 1
"""The version that vcrpy writes, since its release 1.0."""
FORMAT = 1
"""The latest number in `recording.format` that can be read. Cassettes without one are plain ones of vcrpy."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_OPENING, _CLOSING = frozenset("{["), frozenset("}]")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CassetteError(ValueError):
    """A cassette that cannot be played; the message goes on where the name of the file ends."""


def require_readable(cassette: dict[str, Any]) -> None:
    """Refuse a cassette that a later version wrote.

    Args:
        cassette: The parsed file.

    Raises:
        CassetteError: It has a format that is not known here.
    """
    found = (as_object(cassette.get("recording")) or {}).get("format", FORMAT)
    if cassette.get("version", VCR_VERSION) != VCR_VERSION:
        message = f"is a cassette of version {cassette['version']}; version {VCR_VERSION} of VCR's format can be read"
        raise CassetteError(message)
    if type(found) is not int or not 1 <= found <= FORMAT:
        message = f"has the cassette format {found}; this version reads up to {FORMAT}: upgrade, or record it anew"
        raise CassetteError(message)


def deserialize(text: str) -> dict[str, Any]:
    """Parse a cassette; vcrpy calls this.

    Raises:
        CassetteError: The text is no cassette, or one of an unknown format.
    """
    try:
        parsed = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = "is no YAML" + (f" (line {mark.line + 1})" if mark else "")
        raise CassetteError(message) from error
    cassette = as_object(parsed) or {}
    interactions = as_array(cassette.get("interactions"))
    if interactions is None:
        message = "is no cassette: it has no list of interactions"
        raise CassetteError(message)
    require_readable(cassette)
    for number, interaction in enumerate(interactions, 1):
        _require_whole(interaction, number)
    return cassette


def _require_whole(interaction: Any, number: int) -> None:  # noqa: ANN401 - anything can stand in a file
    try:
        sent, received = interaction["request"], interaction["response"]
        whole = {"method", "uri", "body", "headers"} <= {*sent} and {"code", "message"} <= {*received["status"]}
        whole = whole and {"body", "headers"} <= {*received}
    except (KeyError, TypeError):
        whole = False
    if not whole:
        message = f"holds a malformed interaction (number {number})"
        raise CassetteError(message)


def serialize(cassette: dict[str, Any]) -> str:
    """Write a cassette; vcrpy calls this. Equal traffic gives equal text."""
    interactions = [_laid_out(interaction) for interaction in cassette["interactions"]]
    recording = {"format": FORMAT, **cassette.get("metadata", {})}
    parts = {"version": cassette["version"], "recording": recording, "interactions": interactions}
    return yaml.dump(parts, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)


def _laid_out(interaction: dict[str, Any]) -> dict[str, Any]:
    sent, received = interaction["request"], interaction["response"]
    return {
        "request": {
            "method": sent["method"],
            "uri": sent["uri"],
            "headers": _sorted(sent["headers"]),
            "body": _spread(sent["body"]) or None,
        },
        "response": {
            "status": received["status"],
            "headers": _sorted(received["headers"]),
            "body": {"string": _spread(received["body"]["string"])},
        },
    }


def _sorted(headers: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(headers.items()))


def _spread(body: Any) -> Any:  # noqa: ANN401 - text, bytes or nothing
    """Give each value of a JSON body a line of its own; a body that is no JSON object or array stays as it is."""
    text = body.decode() if isinstance(body, bytes) and _is_text(body) else body
    if not isinstance(text, str) or text[:1] not in {"{", "["}:
        return text
    try:
        json.loads(text)
    except ValueError:
        return text
    return "".join(_lines(_TOKEN.findall(text)))


def _lines(tokens: list[str]) -> Iterator[str]:
    """Break JSON into lines; its texts and numbers stay as they were written."""
    depth = 0
    for before, part in pairwise(["", *tokens]):
        depth -= part in _CLOSING
        if before == "," or (before in _OPENING) != (part in _CLOSING):
            yield "\n" + " " * depth
        yield f"{part} " if part == ":" else part
        depth += part in _OPENING


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(  # pyright: ignore[reportUnknownMemberType]
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    )


_Dumper.add_representer(str, _text_node)
