"""Takes the passwords of customers out of the evidence: a report is read by more people than may know one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.judge import Finding
from bigcommerce_contract.check.verdicts import Verdict
from bigcommerce_contract.document import load_document

_MASK = "***"
# A shorter one would take other texts with it wherever it stands outside its own property.
_SHORTEST = 6


def without_passwords(verdict: Verdict) -> Verdict:
    """Return ``verdict`` with asterisks for each password in its findings, wherever the target repeated it."""
    exchanges = [exchange for finding in verdict.findings for exchange in finding.exchanges]
    known = {password for exchange in exchanges for password in _passwords(exchange) if len(password) >= _SHORTEST}

    def mask(text: str) -> str:
        text = _pattern().sub(rf"\g<before>{_MASK}\g<after>", text)
        for password in sorted(known, key=len, reverse=True):
            text = text.replace(password, _MASK)
        return text

    findings = tuple(_masked(finding, mask) for finding in verdict.findings)
    return replace(verdict, reason=verdict.reason and mask(verdict.reason), findings=findings)


def _passwords(exchange: Exchange) -> Iterator[str]:
    """Give the passwords that a request sets; those it only tries may be any text, such as an address."""
    if not exchange.request.path.endswith("/validate"):
        for match in _pattern().finditer(exchange.request.body.decode("latin-1")):
            yield match["password"]


def _masked(finding: Finding, mask: Callable[[str], str]) -> Finding:
    exchanges = tuple(_masked_exchange(exchange, mask) for exchange in finding.exchanges)
    return replace(finding, message=mask(finding.message), exchanges=exchanges)


def _masked_exchange(exchange: Exchange, mask: Callable[[str], str]) -> Exchange:
    request, response = exchange.request, exchange.response
    # Latin-1 maps every byte to a character and back, whatever the encoding of the body.
    bodies = (mask(body.decode("latin-1")).encode("latin-1") for body in (request.body, response.body))
    headers = tuple((name, mask(value)) for name, value in response.headers)
    request = replace(request, query=mask(request.query), body=next(bodies))
    return replace(exchange, request=request, response=replace(response, headers=headers, body=next(bodies)))


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, set(_password_properties()))))
    return re.compile(rf'(?P<before>"(?:{names})"\s*:\s*")(?P<password>(?:[^"\\]|\\.)*)(?P<after>"|$)')


def _password_properties() -> Iterator[str]:
    for schema in load_document()["components"]["schemas"].values():
        for name, part in schema.get("properties", {}).items():
            if part.get("format") == "password":
                yield name
