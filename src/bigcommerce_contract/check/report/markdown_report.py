"""The Markdown report, for the summary of a CI run: what was not kept, and the rest folded away."""

import re

from bigcommerce_contract.check.causes import Entry, entries
from bigcommerce_contract.check.report.curl import BODY_AMONG_OTHERS, evidence_lines
from bigcommerce_contract.check.report.facts import Facts, origin
from bigcommerce_contract.check.report.printable import printable
from bigcommerce_contract.check.verdicts import Status, Verdict

_ORDER = (Status.FAILED, Status.WARNED, Status.NOT_TESTED, Status.PASSED)


def to_markdown(facts: Facts) -> str:
    """Return the report as Markdown."""
    run = f"{_code(facts.target)} · {facts.conditions}"
    lines = ["# Contract check", "", facts.summary_line(), "", run, ""]
    for status in _ORDER:
        lines += _section(facts, status, [verdict for verdict in facts.verdicts if verdict.status is status])
    return printable("\n".join(lines))


def _section(facts: Facts, status: Status, verdicts: list[Verdict]) -> list[str]:
    if not verdicts:
        return []
    heading = status.replace("_", " ").capitalize()
    rows = [
        "| rule | level | sentence | |",
        "| --- | --- | --- | --- |",
        *(_row(verdict) for verdict in verdicts),
        "",
    ]
    if status is Status.PASSED:
        return [f"<details><summary>{heading}: {len(verdicts)}</summary>", "", *rows, "</details>", ""]
    shown = [line for entry in entries(facts.verdicts) if entry.verdict in verdicts for line in _evidence(entry)]
    return [f"## {heading}: {len(verdicts)}", "", *rows, *shown]


def _row(verdict: Verdict) -> str:
    cells = (f"`{verdict.rule['id']}`", verdict.rule["level"], verdict.rule["title"], _reason(verdict))
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _reason(verdict: Verdict) -> str:
    """Give the reason, as code where it holds text of the target, which must stay text."""
    reason = verdict.reason or ""
    if not verdict.findings:
        return reason
    return _code(reason)


def _code(text: str) -> str:
    """Give a text of others as a span of code on one line, which ends where the text does."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence, blank = "`" * (1 + longest), " " if longest else ""
    return f"{fence}{blank}{text}{blank}{fence}".replace("\n", " ")


def _evidence(entry: Entry) -> list[str]:
    verdict = entry.verdict
    lines = evidence_lines(verdict.findings[0].exchanges, BODY_AMONG_OTHERS)
    also = ", ".join(f"`{other.rule['id']}`" for other in entry.also)
    indented = ["    " + "\n".join(lines).replace("\n", "\n    "), ""] if lines else []
    heading = " · ".join(f"`{told}`" for told in (verdict.rule["id"], origin(verdict.rule)) if told)
    return [heading, "", *indented, *([f"The same cause breaks {also}.", ""] if also else [])]
