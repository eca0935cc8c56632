"""The command ``bigcommerce-contract verify``."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bigcommerce_contract.check.arguments import choose_rules
from bigcommerce_contract.check.base_url import parse_base_url
from bigcommerce_contract.check.errors import CheckError, ExitStatus
from bigcommerce_contract.check.output import describe_fault, print_report
from bigcommerce_contract.check.recorded.coverage import to_text
from bigcommerce_contract.check.recorded.files import SUFFIXES, find_files
from bigcommerce_contract.check.recorded.judging import SECRETS_RULE, FileResult, judge_file
from bigcommerce_contract.check.recorded.secrets import masking_recorded
from bigcommerce_contract.check.recorded.summary import coverage_of, file_data, file_table, verdicts_of
from bigcommerce_contract.check.report import Facts, ReportFile, render
from bigcommerce_contract.check.report.text_report import to_terminal
from bigcommerce_contract.check.verdicts import Status

_EPILOG = (
    "Exit status: 0 no must rule failed and no secret shows; 1 at least one did; 2 wrong usage; "
    "3 a file could not be judged, or none holds traffic of this API."
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Arguments:
    """The options of ``verify`` under the names of the command line."""

    paths: tuple[Path, ...]
    base_url: str | None
    public: tuple[str, ...]
    reports: tuple[str, ...]
    rules: tuple[str, ...]
    output: str
    coverage: bool
    allow_none: bool


@click.command(name="verify", context_settings={"show_default": True}, epilog=_EPILOG)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--base-url", metavar="URL", help="Judge the exchanges below this URL, where /customers stands, alone.")
@click.option(
    "--not-secret",
    "public",
    metavar="VALUE",
    multiple=True,
    help="A token or password that is no secret, such as one of a mock server. May be repeated.",
)
@click.option(
    "--report",
    "reports",
    metavar="FORMAT=PATH",
    multiple=True,
    help="Write a report: html, json, junit, markdown or sarif. May be repeated.",
)
@click.option("--rule", "rules", metavar="ID", multiple=True, help="Give a verdict on this rule. May be repeated.")
@click.option("--coverage", is_flag=True, help="Say how much of the document and of the rules the recordings exercise.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="Of standard output.")
@click.option("--allow-none", is_flag=True, help="Pass where no file holds traffic of this API.")
def command(**options: object) -> None:
    """Say rule by rule what recorded traffic shows: VCR cassettes, HAR and archives of schemathesis, offline.

    PATH is a recording, or a folder with recordings (*.yaml, *.yml, *.json, *.har, *.ndjson).
    """
    try:
        status = _verify(Arguments(**options))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    except CheckError as error:
        click.echo(f"Error: {error}", err=True)
        status = error.status
    except Exception as error:  # noqa: BLE001 - a person gets a line even where the fault is ours
        click.echo(f"Error: {describe_fault(error)}", err=True)
        status = ExitStatus.UNJUDGED
    sys.exit(int(status))


def _verify(arguments: Arguments) -> ExitStatus:
    reports = [ReportFile.parse(text) for text in arguments.reports]
    rules = _chosen_rules(arguments.rules)
    base_url = parse_base_url("--base-url", arguments.base_url) if arguments.base_url else None
    began = time.monotonic()
    results = [judge_file(path, base_url, arguments.public) for path in find_files(arguments.paths)]
    _complain(arguments, results)
    facts = _facts(arguments, results, rules, time.monotonic() - began)
    for report in reports:
        report.write(render(report.format, facts))
    print_report(render("json", facts) if arguments.output == "json" else _text(facts))
    return _status(facts, results, allow_none=arguments.allow_none)


def _chosen_rules(ids: tuple[str, ...]) -> list[dict[str, Any]]:
    """Give the chosen rules of the catalogue; the one of secrets stands beside it and always has its verdict."""
    chosen = [identity for identity in ids if identity != SECRETS_RULE["id"]]
    return choose_rules(chosen) if chosen or not ids else []


def _text(facts: Facts) -> str:
    # Where nothing was judged, a line for each rule would hide the line that says why.
    found = facts.requests or any(verdict.findings for verdict in facts.verdicts)
    return file_table(facts.files) + to_text(facts.coverage) + (to_terminal(facts) if found else "")


def _complain(arguments: Arguments, results: list[FileResult]) -> None:
    for result in results:
        if result.error:
            click.echo(f"Error: {result.path} {result.error}", err=True)
        elif not result.judged:
            click.echo(f"Note: {result.path} holds no exchange of this API that can be judged", err=True)
    if not results:
        places = ", ".join(map(str, arguments.paths))
        click.echo(f"Error: {places} holds no file named {', '.join('*' + suffix for suffix in SUFFIXES)}", err=True)


def _facts(arguments: Arguments, results: list[FileResult], rules: list[dict[str, object]], duration_s: float) -> Facts:
    passwords = {password for result in results for password in result.passwords}
    secrets = {secret for result in results for secret in result.secrets}
    return Facts(
        target=", ".join(map(str, arguments.paths)),
        mode="recorded",
        seed=0,
        duration_s=duration_s,
        requests=sum(result.judged for result in results),
        verdicts=verdicts_of(results, rules),
        mask=masking_recorded(secrets, passwords),
        files=tuple(file_data(result, rules) for result in results),
        coverage=coverage_of(results) if arguments.coverage else {},
    )


def _status(facts: Facts, results: list[FileResult], *, allow_none: bool) -> ExitStatus:
    if any(verdict.status is Status.FAILED for verdict in facts.verdicts):
        return ExitStatus.BROKEN
    judged = any(allow_none or result.judged for result in results)
    return ExitStatus.KEPT if judged and not any(result.error for result in results) else ExitStatus.UNJUDGED
