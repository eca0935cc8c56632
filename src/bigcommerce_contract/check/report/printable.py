"""Text of a target in a report: it must not steer the terminal or the page of the person who reads it."""

import re

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """Return ``text`` with a sign in the place of every control character but tab and line feed."""
    return _CONTROLS.sub("�", text)


def escape_controls(json: str) -> str:
    """Return a text of JSON with the control characters escaped that JSON may hold raw."""
    return re.sub("[\x7f-\x9f]", lambda found: f"\\u{ord(found[0]):04x}", json)
