"""What masks do to the evidence: a value that was taken out proves nothing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.judge.values import as_array, as_object
from bigcommerce_contract.check.recorded.masks import is_masked, is_stand_in
from bigcommerce_contract.document import password_properties

_DOUBTFUL = "masked password 1 …"
"""A password that a correct server may take or refuse, as the judge sees it."""


def tells_all(exchange: Exchange) -> bool:
    """Tell whether no value but those of passwords was taken out."""
    query = (value for _, value in parse_qsl(exchange.request.query))
    bodies = (*_texts(_parsed(exchange.request.body)), *_texts(_parsed(exchange.response.body)))
    return not any(is_stand_in(text) for text in (*query, *bodies))


def with_doubtful_passwords(exchange: Exchange) -> Exchange:
    """Return the exchange with something doubtful for each password of the request that is masked."""
    body = _parsed(exchange.request.body)
    if not any(map(is_masked, _passwords(body))):
        return exchange
    sent = json.dumps(_replaced(body), ensure_ascii=False).encode()
    return replace(exchange, request=replace(exchange.request, body=sent))


def _parsed(body: bytes) -> Any:  # noqa: ANN401 - JSON is any
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _texts(node: object) -> Iterator[str]:
    """Give the texts of a JSON value, passwords left out."""
    if isinstance(node, str):
        yield node
    for item in as_array(node) or []:
        yield from _texts(item)
    for name, value in (as_object(node) or {}).items():
        if name not in password_properties():
            yield from _texts(value)


def _passwords(node: object) -> Iterator[str]:
    for name, value in (as_object(node) or {}).items():
        if name in password_properties() and isinstance(value, str):
            yield value
        yield from _passwords(value)


def _replaced(node: Any) -> Any:  # noqa: ANN401 - JSON is any
    parts = as_object(node)
    if parts is None:
        return node
    return {
        name: _DOUBTFUL if name in password_properties() and isinstance(value, str) else _replaced(value)
        for name, value in parts.items()
    }
