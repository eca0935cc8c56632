"""Exchanges as recorders would have written them."""

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from bigcommerce_contract.check.exchange import Exchange, Headers, Role

MASK = "REDACTED"


def interaction(exchange: Exchange, mask: str = MASK) -> dict[str, Any]:
    """Give an exchange as vcrpy writes it, its credential masked."""
    request, response = exchange.request, exchange.response
    return {
        "request": {
            "body": _body(request.body),
            "headers": _lists((*request.headers, *credential(exchange, mask))),
            "method": request.method,
            "uri": url(exchange),
        },
        "response": {
            "body": {"string": _body(response.body)},
            "headers": _lists(response.headers),
            "status": {"code": response.status, "message": ""},
        },
    }


def cassette(exchanges: Iterable[Exchange], mask: str = MASK) -> dict[str, Any]:
    """Give a cassette of vcrpy."""
    return {"interactions": [interaction(exchange, mask) for exchange in exchanges], "version": 1}


def har(exchanges: Iterable[Exchange], mask: str = MASK) -> dict[str, Any]:
    """Give an archive as a browser exports it."""
    entries = [_entry(number, exchange, mask) for number, exchange in enumerate(exchanges)]
    return {"log": {"version": "1.2", "creator": {"name": "t", "version": "1"}, "entries": entries}}


def write(path: Path, document: object) -> Path:
    """Write a document in the format that the name of the file says."""
    is_json = path.suffix in {".json", ".har"}
    path.write_text(json.dumps(document) if is_json else yaml.safe_dump(document, allow_unicode=True))
    return path


def write_cassette(path: Path, *exchanges: Exchange, mask: str = MASK) -> Path:
    """Write a cassette of vcrpy."""
    return write(path, cassette(exchanges, mask))


def at(base_url: str, exchange: Exchange) -> Exchange:
    """Give an exchange as one with another store."""
    return replace(exchange, base_url=base_url)


def url(exchange: Exchange) -> str:
    """Give the URL of an exchange."""
    return exchange.base_url + exchange.request.path + (f"?{exchange.request.query}" if exchange.request.query else "")


def credential(exchange: Exchange, mask: str) -> Headers:
    """Give the header that the recorder masked."""
    if exchange.role is Role.NONE:
        return ()
    return (("Authorization", f"Basic {mask}"),) if exchange.form == "basic" else (("X-Auth-Token", mask),)


def _body(body: bytes) -> object:
    """Give a body as text, or as recorders write one that is no text."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return {"encoding": "utf-8", "base64_string": base64.b64encode(body).decode()}


def _lists(headers: Headers) -> dict[str, list[str]]:
    return {name: [value for other, value in headers if other == name] for name, _ in headers}


def _entry(number: int, exchange: Exchange, mask: str) -> dict[str, Any]:
    request, response = exchange.request, exchange.response
    posted = {"postData": {"mimeType": "application/json", "text": request.body.decode()}} if request.body else {}
    return {
        "startedDateTime": f"2026-01-01T00:{number // 60 % 60:02}:{number % 60:02}.000Z",
        "request": {
            "method": request.method,
            "url": url(exchange),
            "headers": _pairs((*request.headers, *credential(exchange, mask))),
            "bodySize": len(request.body),
            **posted,
        },
        "response": {
            "status": response.status,
            "headers": _pairs(response.headers),
            "content": {
                "size": len(response.body),
                "text": base64.b64encode(response.body).decode(),
                "encoding": "base64",
            },
        },
    }


def _pairs(headers: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]
