"""Which files hold recordings, and what is in them: the format is told by the content, not by the name."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from bigcommerce_contract.cassettes.format import CassetteError, require_readable
from bigcommerce_contract.check.judge.values import as_object
from bigcommerce_contract.check.recorded import cassettes, events, har
from bigcommerce_contract.check.recorded.recording import Numbered, Recorded, UnreadableError

SUFFIXES = (".yaml", ".yml", ".json", ".har", ".ndjson")
"""Names of the files that are read below a folder; a file that is named itself may have any."""

_Read = Callable[[Any], Recorded | None]


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Give the files to read: those named, and those below the folders named, sorted, each once."""
    found = (file for path in paths for file in (_below(path) if path.is_dir() else [path]))
    return list(dict.fromkeys(found))


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and path.is_file() and not hidden:
            yield path


def read_file(path: Path) -> list[Recorded]:
    """Read a recording.

    Raises:
        UnreadableError: The file cannot be read, holds no recording, or a malformed one.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise UnreadableError(message) from error
    except UnicodeDecodeError as error:
        message = "is no text in UTF-8"
        raise UnreadableError(message) from error
    document = _parse(text)
    promised = _is_ours(document)
    found, read = _recognize(document)
    recorded = (_read(read, entry, number) for number, entry in found)
    return [replace(item, promised=promised) for item in recorded if item is not None]


def _is_ours(document: object) -> bool:
    """Tell whether a file has a number of our format, and can be read."""
    cassette = as_object(document) or {}
    if "recording" not in cassette:
        return False
    try:
        require_readable(cassette)
    except CassetteError as error:
        raise UnreadableError(str(error)) from error
    return True


def _parse(text: str) -> object:
    """Parse JSON, lines of JSON, or YAML; lines become a list."""
    try:
        if text.lstrip()[:1] in {"{", "["}:
            return _parse_json(text)
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are the safe ones
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else getattr(error, "lineno", None)
        message = "is neither JSON nor YAML" + (f" (line {line})" if line else "")
        raise UnreadableError(message) from error


def _parse_json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].endswith("}"):
            raise
        return [json.loads(line) for line in lines]


def _recognize(document: object) -> tuple[list[Numbered], _Read]:
    formats: tuple[tuple[list[Numbered] | None, _Read], ...] = (
        (cassettes.interactions(document), cassettes.read_interaction),
        (har.entries(document), har.read_entry),
        (_events(document), events.read_interaction),
    )
    for found, read in formats:
        if found is not None:
            return found, read
    message = "is no recording: neither a VCR cassette, nor HAR, nor the events of schemathesis"
    raise UnreadableError(message)


def _events(document: object) -> list[Numbered] | None:
    try:
        return events.interactions(document)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = "holds events of schemathesis that are malformed"
        raise UnreadableError(message) from error


def _read(read: _Read, entry: object, number: int) -> Recorded | None:
    try:
        recorded = read(entry)
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        message = f"holds a malformed exchange (number {number})"
        raise UnreadableError(message) from error
    return recorded and replace(recorded, number=number)
