"""The report for a terminal: a table of the rules, the breaches below it, and one line that sums up."""

import os
import shutil
import sys
from collections.abc import Mapping
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bigcommerce_contract.check.causes import Entry, entries
from bigcommerce_contract.check.report.curl import BODY_AMONG_OTHERS, evidence_lines
from bigcommerce_contract.check.report.facts import Facts, origin
from bigcommerce_contract.check.report.lines import WIDTH_UNLESS_TERMINAL, laid_out
from bigcommerce_contract.check.report.printable import printable
from bigcommerce_contract.check.verdicts import Status, Verdict

_STYLES = {Status.PASSED: "green", Status.FAILED: "bold red", Status.WARNED: "yellow", Status.NOT_TESTED: "dim"}


def to_text(facts: Facts, *, width: int = WIDTH_UNLESS_TERMINAL, color: bool = False) -> str:
    """Return the report as text.

    Args:
        facts: What to report.
        width: Columns of the table.
        color: Whether to use the colours of a terminal.
    """

    def print_all(console: Console) -> None:
        console.print(_table(facts))
        for entry in entries(facts.verdicts):
            _print_breach(console, facts, entry)
        console.print(Text(facts.summary_line()), soft_wrap=True)

    return laid_out(print_all, width=width, color=color)


def to_terminal(facts: Facts) -> str:
    """Return the report as text fit for standard output: its width and colours if it is a terminal."""
    if not sys.stdout.isatty():
        return to_text(facts)
    return to_text(facts, width=shutil.get_terminal_size().columns, color="NO_COLOR" not in os.environ)


def _table(facts: Facts) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("verdict", no_wrap=True)
    table.add_column("level", no_wrap=True)
    table.add_column("rule", no_wrap=True)
    table.add_column("sentence", overflow="fold")
    for verdict in facts.verdicts:
        sentence = Text(verdict.rule["title"])
        if verdict.status is Status.NOT_TESTED:
            sentence.append(f" ({printable(verdict.reason or '')})", "dim")
        status = Text(verdict.status.replace("_", " "), _STYLES[verdict.status])
        table.add_row(status, verdict.rule["level"], verdict.rule["id"], sentence)
    return table


def _print_breach(console: Console, facts: Facts, entry: Entry) -> None:
    # Text, and no markup: a target may say what rich would take for some.
    verdict = entry.verdict
    evidence = evidence_lines(verdict.findings[0].exchanges, BODY_AMONG_OTHERS)
    for line in (_heading(verdict), Text(f"  {verdict.rule['title']}"), Text(f"  {printable(verdict.reason or '')}")):
        console.print(line, soft_wrap=True)
    for said in evidence:
        # Past rich, which would make blanks of a tab.
        console.file.write(f"    {printable(said)}\n")
    lines = [
        *([Text(f"  {told}")] if (told := _origin(facts, verdict.rule)) else []),
        *([Text("  the same cause breaks")] if entry.also else []),
        *(Text("    ") + _heading(other) + f": {printable(other.reason or '')}" for other in entry.also),
        Text(),
    ]
    for line in lines:
        console.print(line, soft_wrap=True)


def _heading(verdict: Verdict) -> Text:
    rule = verdict.rule
    return Text.assemble(
        (str(verdict.status), _STYLES[verdict.status]), " ", (rule["id"], "bold"), f" ({rule['level']})"
    )


def _origin(facts: Facts, rule: Mapping[str, Any]) -> str:
    """Say where a breach is documented, and by what seed a live server shows it again."""
    return " · ".join(part for part in (origin(rule), f"seed {facts.seed}" if facts.live else "") if part)
