"""Bodies as recorders write them: text, bytes, Base64, compressed or not."""

import base64
import zlib

from bigcommerce_contract.check.exchange import Headers
from bigcommerce_contract.check.judge.values import as_array, as_object

_LARGEST = 64 * 2**20
"""Bytes that a compressed body may become: no answer of this API comes near it."""
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


def to_body(value: object) -> bytes:
    """Read a recorded body in any spelling of a VCR recorder.

    Args:
        value: Text, bytes, chunks of them, or a mapping with ``string`` or ``base64_string``; None without a body.

    Raises:
        TypeError: It is something else.
        ValueError: The Base64 is malformed.
    """
    if value is None:
        return b""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", errors="surrogateescape")
    if (chunks := as_array(value)) is not None:
        return b"".join(map(to_body, chunks))
    if (parts := as_object(value)) is not None:
        encoded = parts.get("base64_string", parts.get("$base64"))
        return to_body(parts.get("string")) if encoded is None else base64.b64decode(to_body(encoded))
    message = f"a body is {type(value).__name__}"
    raise TypeError(message)


def decoded(body: bytes, headers: Headers) -> bytes | None:
    """Undo the content coding of a response; None for a coding that cannot be undone here.

    Many recorders keep the header of a coding that they have undone: a body that does not look coded is left alone.
    """
    codings = ",".join(value for name, value in headers if name.lower() == "content-encoding").lower()
    for coding in reversed([part.strip() for part in codings.split(",") if part.strip()]):
        if coding in {"gzip", "x-gzip", "deflate"}:
            body = _inflated(body)
        elif coding != "identity" and not _is_text(body):
            return None
    return body


def _inflated(body: bytes) -> bytes:
    try:
        return zlib.decompressobj(_GZIP_OR_ZLIB).decompress(body, _LARGEST)
    except zlib.error:
        return body


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
