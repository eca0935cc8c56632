"""Content negotiation: what a client sends, and what it takes (spec/DECISIONS.md)."""

from email.message import Message
from functools import lru_cache

# Clients send the same few headers all day.
_remembered = lru_cache(64)


@_remembered
def accepts(header: str, offered: frozenset[str]) -> bool:
    """Tell whether a client takes one of the media types on offer.

    Args:
        header: The value of `Accept`; empty where there is none, which takes anything.
        offered: Media types, in lower case.

    Returns:
        Whether the most specific range that matches one of them has a quality above 0.
    """
    ranges = [_media_type(part) for part in header.split(",") if part.strip()]
    return not ranges or any(_quality(ranges, media_type) > 0 for media_type in offered)


@_remembered
def is_sent(header: str, wanted: frozenset[str]) -> bool:
    """Tell whether a body has one of the media types, in UTF-8.

    Args:
        header: The value of `Content-Type`; empty where there is none.
        wanted: Media types, in lower case.

    Returns:
        Whether the header names one of them, and no other character set than UTF-8.
    """
    media_type, parameters = _media_type(header)
    return media_type in wanted and parameters.get("charset", "utf-8").lower() in {"utf-8", "utf8"}


def _quality(ranges: list[tuple[str, dict[str, str]]], media_type: str) -> float:
    for candidate in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        matching = [_number(parameters.get("q", "1")) for name, parameters in ranges if name == candidate]
        if matching:
            return max(matching)
    return 0


def _media_type(text: str) -> tuple[str, dict[str, str]]:
    message = Message()
    message["Content-Type"] = text.strip()
    (name, _), *parameters = message.get_params() or [("", "")]
    return name.strip().lower(), {key.lower(): value for key, value in parameters}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0
