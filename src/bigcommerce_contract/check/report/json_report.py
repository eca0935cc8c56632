"""The JSON report: the form that scripts read (DESIGN, Contract checker)."""

import json
from typing import Any

from bigcommerce_contract.check.causes import heads_by_rule
from bigcommerce_contract.check.exchange import Exchange, Headers
from bigcommerce_contract.check.judge import Finding
from bigcommerce_contract.check.report.curl import body_text, curl
from bigcommerce_contract.check.report.facts import Facts
from bigcommerce_contract.check.report.printable import escape_controls
from bigcommerce_contract.check.verdicts import Verdict, summarize

_LONGEST_BODY = 65_536


def to_json(facts: Facts) -> str:
    """Return the report as JSON, secrets masked."""
    return escape_controls(json.dumps(to_data(facts), indent=2, ensure_ascii=False)) + "\n"


def to_data(facts: Facts) -> dict[str, Any]:
    """Return the report as the data that JSON and HTML show, secrets masked."""
    heads = heads_by_rule(facts.verdicts)
    return {
        "target": facts.target,
        "mode": facts.mode,
        **({"seed": facts.seed} if facts.live else {}),
        "duration_s": round(facts.duration_s, 3),
        **({} if facts.waited_s is None else {"waited_s": round(facts.waited_s, 3)}),
        "requests": facts.requests,
        "summary": summarize(facts.verdicts),
        "rules": [_rule(verdict, heads.get(verdict.rule["id"], [])) for verdict in facts.verdicts],
        **({"files": list(facts.files)} if facts.files else {}),
        **({"coverage": facts.coverage} if facts.coverage else {}),
    }


def _rule(verdict: Verdict, same_cause_as: list[str]) -> dict[str, Any]:
    evidence = [item for finding in verdict.findings for item in _evidence(finding)]
    return {
        "id": verdict.rule["id"],
        "level": verdict.rule["level"],
        "status": str(verdict.status),
        "title": verdict.rule["title"],
        "spec": list(verdict.rule["spec"]),
        "reason": verdict.reason,
        "same_cause_as": same_cause_as,
        "evidence": evidence,
    }


def _evidence(finding: Finding) -> list[dict[str, Any]]:
    """Give the exchanges that show a breach; the last one carries the message, those before it led there.

    Where none may be shown, what there would be to say of one is null.
    """
    if not finding.exchanges:
        return [{"request": None, "response": None, "message": finding.message, "curl": None}]
    *before, last = finding.exchanges
    return [*(_exchange(exchange, "seen before") for exchange in before), _exchange(last, finding.message)]


def _exchange(exchange: Exchange, message: str) -> dict[str, Any]:
    request, response = exchange.request, exchange.response
    return {
        "request": {
            "method": request.method,
            "url": exchange.url,
            "headers": _headers(request.headers),
            "body": body_text(request.body, _LONGEST_BODY),
        },
        "response": {
            "status": response.status,
            "headers": _headers(response.headers),
            "body": body_text(response.body, _LONGEST_BODY),
        },
        "message": message,
        "curl": curl(exchange),
    }


def _headers(headers: Headers) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in headers:
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined
