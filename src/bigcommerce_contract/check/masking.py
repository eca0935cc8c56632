"""Takes secrets out of texts, in whatever spelling a target repeats them."""

import base64
import json
import re
from collections.abc import Callable, Iterable
from urllib.parse import quote, quote_plus

Mask = Callable[[str], str]

MASK = "***"
"""What stands for a secret."""


def basic_texts(pair: str) -> list[str]:
    """Return the texts that give a Basic credential away: its key, the pair, and what the header holds of them.

    Args:
        pair: ``USER:KEY``.
    """
    sent = (pair.encode(errors="surrogatepass"), pair.encode("latin-1", errors="replace"))  # RFC 7617 leaves it open
    encoded = [base64.b64encode(each).decode() for each in sent]
    return [pair.partition(":")[2], pair, *encoded, *(each.rstrip("=") for each in encoded)]


def masking(secrets: Iterable[str], shortest: int) -> Mask:
    """Return what replaces the secrets in a text by asterisks.

    Args:
        secrets: The secrets as text.
        shortest: Characters below which one is left alone: it would take other texts with it.
    """
    spelled = {spelling for secret in secrets if len(secret) >= shortest for spelling in _spellings(secret)}
    longest_first = sorted(spelled, key=len, reverse=True)

    def mask(text: str) -> str:
        for spelling in longest_first:
            text = text.replace(spelling, MASK)
        return text

    return mask


def _spellings(secret: str) -> set[str]:
    """Give a secret as it is, as UTF-8 read as Latin-1, in JSON, in Python's notation, and percent-encoded."""
    escaped = {secret}
    for _ in range(2):  # a text of JSON may hold another one, and a message may show that in Python's notation
        escaped |= {spelling for text in escaped for spelling in _escaped(text)}
    read = {text.encode(errors="surrogatepass").decode("latin-1") for text in escaped}
    percent = {
        encode(secret, safe=safe, errors="surrogatepass") for encode in (quote, quote_plus) for safe in ("", "/")
    }
    lower = {re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), text) for text in percent}
    return escaped | read | percent | lower


def _escaped(text: str) -> set[str]:
    noted = repr(text + "'\"")[1:-4]
    written = {json.dumps(text, ensure_ascii=ascii_)[1:-1] for ascii_ in (True, False)}
    return {noted, noted.replace("\\'", "'"), *written}
