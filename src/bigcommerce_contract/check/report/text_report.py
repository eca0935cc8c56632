"""The report for a terminal: a table of the rules, the breaches below it, and one line that sums up."""

import io
import os
import shutil
import sys
from collections.abc import Mapping
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bigcommerce_contract.check.causes import Entry, entries
from bigcommerce_contract.check.report.curl import evidence_lines
from bigcommerce_contract.check.report.facts import Facts, origin
from bigcommerce_contract.check.report.printable import printable
from bigcommerce_contract.check.verdicts import Status, Verdict

_WIDTH_UNLESS_TERMINAL = 500
"""Wide enough for one line a rule, so that a log can be searched."""
_LONGEST_BODY = 300
_STYLES = {Status.PASSED: "green", Status.FAILED: "bold red", Status.WARNED: "yellow", Status.NOT_TESTED: "dim"}


def to_text(facts: Facts, *, width: int = _WIDTH_UNLESS_TERMINAL, color: bool = False) -> str:
    """Return the report as text.

    Args:
        facts: What to report.
        width: Columns of the table.
        color: Whether to use the colours of a terminal.
    """
    output = io.StringIO()
    console = Console(file=output, width=width, force_terminal=color, no_color=not color, highlight=False)
    console.print(_table(facts))
    for entry in entries(facts.verdicts):
        _print_breach(console, facts, entry)
    console.print(escape(facts.summary_line()), soft_wrap=True)
    return "".join(f"{line.rstrip()}\n" for line in output.getvalue().splitlines())


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
        style = _STYLES[verdict.status]
        sentence = escape(verdict.rule["title"])
        if verdict.status is Status.NOT_TESTED:
            sentence += f" [dim]({_shown(verdict.reason or '')})[/dim]"
        status = verdict.status.replace("_", " ")
        table.add_row(f"[{style}]{status}[/{style}]", verdict.rule["level"], verdict.rule["id"], sentence)
    return table


def _print_breach(console: Console, facts: Facts, entry: Entry) -> None:
    verdict, rule, style = entry.verdict, entry.verdict.rule, _STYLES[entry.verdict.status]
    shown = evidence_lines(verdict.findings[0].exchanges, _LONGEST_BODY)
    lines = [
        f"[{style}]{verdict.status}[/{style}] [bold]{rule['id']}[/bold] ({rule['level']})",
        f"  {escape(rule['title'])}",
        f"  {_shown(verdict.reason or '')}",
        *(f"    {_shown(line)}" for line in shown),
        *([f"  {told}"] if (told := _origin(facts, rule)) else []),
        *(["  the same cause breaks"] if entry.also else []),
        *(f"    {_also(verdict)}" for verdict in entry.also),
        "",
    ]
    for line in lines:
        console.print(line, soft_wrap=True)


def _origin(facts: Facts, rule: Mapping[str, Any]) -> str:
    """Say where a breach is documented, and by what seed a live server shows it again."""
    return " · ".join(part for part in (escape(origin(rule)), f"seed {facts.seed}" if facts.live else "") if part)


def _also(verdict: Verdict) -> str:
    style, rule = _STYLES[verdict.status], verdict.rule
    reason = _shown(verdict.reason or "")
    return f"[{style}]{verdict.status}[/{style}] [bold]{rule['id']}[/bold] ({rule['level']}): {reason}"


def _shown(text: str) -> str:
    return escape(printable(text))
