"""The SARIF 2.1.0 report: each breach as a result at the line of the document that states the rule."""

import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from bigcommerce_contract.check.causes import heads_by_rule
from bigcommerce_contract.check.report.curl import BODY_AMONG_OTHERS, evidence_lines
from bigcommerce_contract.check.report.facts import Facts
from bigcommerce_contract.check.report.printable import escape_controls
from bigcommerce_contract.check.verdicts import Status, Verdict
from bigcommerce_contract.document import document_line, rule_line

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_DISTRIBUTION = "bigcommerce-customers"
_DOCUMENT = "generated/openapi.yaml"
_CATALOGUE = "spec/rules.yaml"
_LEVELS = {"must": "error", "should": "warning", "may": "note"}


def to_sarif(facts: Facts) -> str:
    """Return the report as SARIF: failed rules are errors, warned ones warnings or notes."""
    broken = [verdict for verdict in facts.verdicts if verdict.status in {Status.FAILED, Status.WARNED}]
    heads = heads_by_rule(facts.verdicts)
    run = {
        "tool": {"driver": _driver(facts)},
        "automationDetails": {"id": "contract-check/"},
        "properties": {"target": facts.target, "mode": facts.mode, **({"seed": facts.seed} if facts.live else {})},
        "results": [_result(verdict, heads.get(verdict.rule["id"], [])) for verdict in broken],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return escape_controls(json.dumps(log, indent=2, ensure_ascii=False)) + "\n"


def _driver(facts: Facts) -> dict[str, Any]:
    rules = [
        {
            "id": verdict.rule["id"],
            "shortDescription": {"text": verdict.rule["title"]},
            "defaultConfiguration": {"level": _LEVELS[verdict.rule["level"]]},
        }
        for verdict in facts.verdicts
    ]
    return {"name": "bigcommerce-contract", "version": version(_DISTRIBUTION), "rules": rules}


def _result(verdict: Verdict, heads: list[str]) -> dict[str, Any]:
    shown = evidence_lines(verdict.findings[0].exchanges, BODY_AMONG_OTHERS)
    cause = f" The same cause as of {', '.join(heads)}." if heads else ""
    text = f"{verdict.rule['title']} {verdict.reason}{cause}\n\n" + "\n".join(shown)
    return {
        "ruleId": verdict.rule["id"],
        "level": _LEVELS[verdict.rule["level"]],
        "message": {"text": _plain(text)},
        "locations": [_place(verdict.rule)],
        "relatedLocations": [_location(pointer) for pointer in verdict.rule["spec"][1:]],
        # One breach of a rule is the same breach tomorrow, whatever customers showed it.
        "partialFingerprints": {"rule/v1": verdict.rule["id"]},
        # Results of one cause share it.
        "properties": {"causes": heads or [verdict.rule["id"]]},
    }


def _plain(text: str) -> str:
    """Return a message in which no text of a target is a link or a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6).

    All else stays as it is, braces of JSON too: readers without placeholders show what is doubled as it stands, and
    whoever copies a line of curl from them has to get what was sent.
    """
    unlinked = re.sub(r"\\(?=[\\\[\]])|\](?=\()", lambda found: "\\" + found[0], text)
    return re.sub(r"(\{+)(\d+)(\}+)", r"\1\1\2\3\3", unlinked)


def _place(rule: Mapping[str, Any]) -> dict[str, Any]:
    # A rule that no schema can say stands in the catalogue alone. A result without a place is not shown by GitHub.
    return _location(rule["spec"][0]) if rule["spec"] else _at(_CATALOGUE, rule_line(rule["id"]), rule["id"])


def _location(pointer: str) -> dict[str, Any]:
    return _at(_DOCUMENT, document_line(pointer), pointer)


def _at(file: str, line: int, name: str) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": file}, "region": {"startLine": line}}
    return {"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": name}]}
