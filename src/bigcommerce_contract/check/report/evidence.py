"""Takes secrets out of the evidence before any format shows it: what is cut, quoted or escaped hides them no more."""

from dataclasses import replace
from functools import cache

from bigcommerce_contract.check.exchange import Exchange, Headers
from bigcommerce_contract.check.judge import Finding
from bigcommerce_contract.check.masking import Mask
from bigcommerce_contract.check.verdicts import Verdict


def hide_secrets(verdicts: list[Verdict], mask: Mask) -> list[Verdict]:
    """Return ``verdicts`` with asterisks for each secret in their reasons and findings.

    What the catalogue says stays as it is: a token such as ``list`` must not make a rule's id unreadable.

    Args:
        verdicts: What was found.
        mask: Replaces the secrets in a text.
    """

    @cache  # one exchange shows breaches of many rules
    def masked(exchange: Exchange) -> Exchange:
        return _masked_exchange(exchange, mask)

    def masked_finding(finding: Finding) -> Finding:
        return replace(finding, message=mask(finding.message), exchanges=tuple(map(masked, finding.exchanges)))

    return [
        replace(
            verdict,
            reason=verdict.reason and mask(verdict.reason),
            findings=tuple(map(masked_finding, verdict.findings)),
        )
        for verdict in verdicts
    ]


def _masked_exchange(exchange: Exchange, mask: Mask) -> Exchange:
    request, response = exchange.request, exchange.response
    request = replace(
        request,
        method=mask(request.method),
        path=mask(request.path),
        query=mask(request.query),
        headers=_masked_headers(request.headers, mask),
        body=_masked_body(request.body, mask),
    )
    headers = _masked_headers(response.headers, mask)
    response = replace(response, headers=headers, body=_masked_body(response.body, mask))
    return replace(exchange, request=request, response=response, base_url=mask(exchange.base_url))


def _masked_headers(headers: Headers, mask: Mask) -> Headers:
    return tuple((mask(name), mask(value)) for name, value in headers)


def _masked_body(body: bytes, mask: Mask) -> bytes:
    # Latin-1 maps every byte to a character and back, whatever the encoding of the body.
    return mask(body.decode("latin-1")).encode("latin-1")
