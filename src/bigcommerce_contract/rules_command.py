"""The command ``bigcommerce-contract rules``: the catalogue of rules, for people and for scripts."""

import json
from collections.abc import Callable
from typing import Any

import click

from bigcommerce_contract.document import load_rules

Rules = list[dict[str, Any]]


@click.command(name="rules")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Form.",
)
def command(output: str) -> None:
    """List the rules of the contract: id, level, source, sentence; all fields with --format json."""
    click.echo(_WRITERS[output](load_rules()))


def _text(rules: Rules) -> str:
    width = max(len(rule["id"]) for rule in rules)
    lines = [f"{rule['id']:<{width}}  {rule['level']:<6}  {rule['source']:<9}  {rule['title']}" for rule in rules]
    counts = [f"{sum(rule['level'] == level for rule in rules)} {level}" for level in ("must", "should", "may")]
    return "\n".join([*lines, f"{len(rules)} rules: {', '.join(counts)}"])


def _json(rules: Rules) -> str:
    return json.dumps(rules, indent=2, ensure_ascii=False)


def _markdown(rules: Rules) -> str:
    rows = (
        f"| `{rule['id']}` | {rule['level']} | {rule['source']} | {_cell(rule['title'])} "
        f"| {', '.join(rule['operations'])} | {' '.join(f'`{pointer}`' for pointer in rule['spec'])} |"
        for rule in rules
    )
    return "\n".join(["| rule | level | source | sentence | operations | spec |", "| --- " * 6 + "|", *rows])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


_WRITERS: dict[str, Callable[[Rules], str]] = {"text": _text, "json": _json, "markdown": _markdown}
