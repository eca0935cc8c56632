"""HTTP clients that change what they are told to send, as no typed call of ours would."""

import json
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx2

from bigcommerce_customers import OMIT

_TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing is asked over TLS here; to read the machine's certificates takes longer than all the rest of a test."""


class Meddling(httpx2.Client):
    """Puts properties into bodies, and parameters into the queries of requests that have no body."""

    def __init__(self, sends: Mapping[str, object], **options: Any) -> None:  # noqa: ANN401 - any of httpx2's
        super().__init__(verify=_TRUSTS_NOBODY, **options)
        self._sends = sends

    def build_request(self, method: str, url: Any, **parts: Any) -> httpx2.Request:  # noqa: ANN401
        return super().build_request(method, **_changed(self._sends, str(url), parts))


class MeddlingAsync(httpx2.AsyncClient):
    """The same for coroutines."""

    def __init__(self, sends: Mapping[str, object]) -> None:
        super().__init__(verify=_TRUSTS_NOBODY)
        self._sends = sends

    def build_request(self, method: str, url: Any, **parts: Any) -> httpx2.Request:  # noqa: ANN401
        return super().build_request(method, **_changed(self._sends, str(url), parts))


def _changed(sends: Mapping[str, object], url: str, parts: dict[str, Any]) -> dict[str, Any]:
    if not sends or parts.get("content") is None:
        mark = "&" if "?" in url else "?"
        return {"url": f"{url}{mark}{urlencode(sends)}" if sends else url, **parts}
    body = {**json.loads(parts["content"]), **sends}
    kept = {name: value for name, value in body.items() if value is not OMIT}
    return {"url": url, **parts, "content": json.dumps(kept).encode()}
