"""Takes the passwords of customers out of the evidence: a report is read by more people than may know one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.judge import Finding
from bigcommerce_contract.check.passwords import without_passwords
from bigcommerce_contract.check.verdicts import Verdict


def hide_passwords(verdict: Verdict, known: set[str]) -> Verdict:
    """Return ``verdict`` with asterisks for each password in its reason and its findings.

    Args:
        verdict: What was found.
        known: The passwords that the run set, which the target may repeat anywhere.
    """
    mask = partial(without_passwords, known=known)
    findings = tuple(_masked(finding, mask) for finding in verdict.findings)
    return replace(verdict, reason=verdict.reason and mask(verdict.reason), findings=findings)


def _masked(finding: Finding, mask: Callable[[str], str]) -> Finding:
    exchanges = tuple(_masked_exchange(exchange, mask) for exchange in finding.exchanges)
    return replace(finding, message=mask(finding.message), exchanges=exchanges)


def _masked_exchange(exchange: Exchange, mask: Callable[[str], str]) -> Exchange:
    request, response = exchange.request, exchange.response
    headers = tuple((name, mask(value)) for name, value in response.headers)
    request = replace(request, query=mask(request.query), body=_masked_body(request.body, mask))
    response = replace(response, headers=headers, body=_masked_body(response.body, mask))
    return replace(exchange, request=request, response=response)


def _masked_body(body: bytes, mask: Callable[[str], str]) -> bytes:
    # Latin-1 maps every byte to a character and back, whatever the encoding of the body.
    return mask(body.decode("latin-1")).encode("latin-1")
