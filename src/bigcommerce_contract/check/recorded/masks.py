"""What stands in a recording where something was taken out."""

import re

_REPEATED = re.compile(r"([*xX•#._█-])\1{2,}")
_BRACKETED = re.compile(r"<[^<>]+>|\[[\w -]+\]|\{+[\w -]+\}+|%[A-Z_]+%|\$[A-Z_]+|\$\{\w+\}|__[A-Z_]+__")
_MOSTLY_STARS = re.compile(r"\w{0,4}\*{3,}\w{0,4}")
_WORDS = re.compile(r"[A-Za-z]+(?:[ _-][A-Za-z]+)*")
_TAKEN_OUT = frozenset(
    ("redacted", "masked", "hidden", "filtered", "removed", "scrubbed", "sanitized", "omitted", "anonymized")
)
_STANDING_IN = _TAKEN_OUT | {"secret", "token", "password", "dummy", "fake", "mock", "placeholder", "example"}


def is_masked(secret: str) -> bool:
    """Tell whether what stands in the place of a secret opens nothing.

    That is: nothing at all; one of ``* x X • # . _ - █`` three times or more; asterisks with four characters left at
    either end; a name in ``<…>``, ``[…]``, ``{…}``, ``${…}``, ``%…%``, ``$…``; or words of letters alone, one of them
    such as ``REDACTED``, ``filtered``, ``fake`` or ``token``.
    """
    text = secret.strip()
    if not text or any(shape.fullmatch(text) for shape in (_REPEATED, _BRACKETED, _MOSTLY_STARS)):
        return True
    words = re.split("[ _-]", text.lower()) if _WORDS.fullmatch(text) else []
    return not _STANDING_IN.isdisjoint(words)


def is_stand_in(text: str) -> bool:
    """Tell whether a value that is no secret was taken out: less counts as a mark here, people may write any text."""
    upper = text.isupper() and not _TAKEN_OUT.isdisjoint(re.split("[ _-]", text.lower()))
    return upper or any(shape.fullmatch(text) for shape in (_BRACKETED, re.compile(r"\*{3,}")))
