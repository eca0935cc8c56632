"""The command ``bigcommerce-contract check``."""

import sys

import click
from click.core import ParameterSource

from bigcommerce_contract.check.arguments import Arguments, make_credentials
from bigcommerce_contract.check.cleanup import Cleaned
from bigcommerce_contract.check.credentials import Credentials
from bigcommerce_contract.check.display import display
from bigcommerce_contract.check.errors import CheckError, CheckInterruptedError, ExitStatus, UsageError
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.output import describe_fault, print_report
from bigcommerce_contract.check.pace import parse_rate
from bigcommerce_contract.check.plan import Plan
from bigcommerce_contract.check.planning import LARGEST_SEED, facts_of, make_plan, make_stop
from bigcommerce_contract.check.progress import Progress
from bigcommerce_contract.check.rehearsal import rehearse
from bigcommerce_contract.check.rehearsal import to_json as rehearsal_json
from bigcommerce_contract.check.rehearsal import to_text as rehearsal_text
from bigcommerce_contract.check.report import ReportFile, render
from bigcommerce_contract.check.report.text_report import to_terminal
from bigcommerce_contract.check.run import Outcome, run_check, run_clean_up
from bigcommerce_contract.check.signals import stop_on_signals
from bigcommerce_contract.check.verdicts import Status

_EPILOG = (
    "Exit status: 0 no must rule failed; 1 at least one failed; 2 wrong usage; 3 the target could not be judged; "
    "130 after Ctrl-C and 143 after SIGTERM, the run's customers removed."
)

_OF_A_CHECK = frozenset({"mode", "seed", "reports", "rules", "output", "yes_delete_all_customers", "plan"})


@click.command(name="check", context_settings={"show_default": True}, epilog=_EPILOG)
@click.argument("base_url")
@click.option(
    "--token",
    metavar="T",
    envvar="BIGCOMMERCE_ACCESS_TOKEN",
    show_envvar=True,
    help="OAuth access token with the scope store_v2_customers.",
)
@click.option(
    "--read-only-token",
    metavar="T",
    envvar="BIGCOMMERCE_READ_ONLY_TOKEN",
    show_envvar=True,
    help="OAuth access token with the scope store_v2_customers_read_only.",
)
@click.option(
    "--no-scope-token",
    metavar="T",
    envvar="BIGCOMMERCE_NO_SCOPE_TOKEN",
    show_envvar=True,
    help="OAuth access token with neither scope.",
)
@click.option(
    "--basic",
    metavar="USER:KEY",
    envvar="BIGCOMMERCE_BASIC",
    show_envvar=True,
    help="User name and API token of the Basic form.",
)
@click.option("--basic-url", metavar="URL", help="URL below which /customers stands in the Basic form.")
@click.option(
    "--mode",
    type=click.Choice([str(mode) for mode in Mode]),
    default=str(Mode.MARKED),
    help="read-only sends no writes; marked touches only customers it creates; disposable owns the whole store.",
)
@click.option("--seed", metavar="N", type=click.IntRange(0, LARGEST_SEED), default=1, help="Seed of everything random.")
@click.option("--max-time", metavar="S", type=float, help="Check for S seconds at most.")
@click.option("--rate", metavar="N/s", help="Most requests a second; the target's own limits are honoured anyway.")
@click.option(
    "--report",
    "reports",
    metavar="FORMAT=PATH",
    multiple=True,
    help="Write a report: html, json, junit, markdown or sarif. May be repeated.",
)
@click.option("--rule", "rules", metavar="ID", multiple=True, help="Check this rule alone. May be repeated.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="Of standard output.")
@click.option("--header", "headers", metavar="NAME:VALUE", multiple=True, help="Add a header to every request.")
@click.option("--plan", is_flag=True, help="Say what would be sent and created, and send nothing.")
@click.option("--clean-up", is_flag=True, help="Remove what killed runs left on the store, and check nothing.")
@click.option("--yes-delete-all-customers", is_flag=True, help="Empty the store first; with --mode disposable.")
@click.pass_context
def command(context: click.Context, /, **options: object) -> None:
    """Say rule by rule whether the server at BASE_URL, the URL below which /customers stands, keeps the contract."""
    arguments = Arguments(**options)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    credentials = None
    try:
        _refuse_with_clean_up(context)
        credentials = make_credentials(arguments)
        act = _clean_up if arguments.clean_up else _rehearse if arguments.plan else _check
        status = act(arguments, credentials)
    except CheckError as error:
        # A target can put what it was sent into what it answers, such as the place of a redirection.
        click.echo(f"Error: {credentials.mask(str(error)) if credentials else error}", err=True)
        status = error.status
    except Exception as error:  # noqa: BLE001 - a person gets a line even where the fault is ours
        click.echo(f"Error: {describe_fault(error)}", err=True)
        status = ExitStatus.UNJUDGED
    sys.exit(int(status))


def _refuse_with_clean_up(context: click.Context) -> None:
    """Refuse what has no meaning with --clean-up, before somebody believes that it had."""
    for parameter in context.command.params if context.params["clean_up"] else ():
        given = context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        if given and parameter.name in _OF_A_CHECK:
            message = f"--clean-up checks nothing: leave out {parameter.opts[0]}"
            raise UsageError(message)


def _check(arguments: Arguments, credentials: Credentials) -> ExitStatus:
    files = [ReportFile.parse(text) for text in arguments.reports]
    plan = make_plan(arguments, credentials)
    progress = Progress()
    with stop_on_signals(plan.stop):
        with display(progress):
            outcome = run_check(plan, progress)
        _tell_left(outcome.cleaned)
        if isinstance(outcome.error, CheckInterruptedError):
            click.echo(f"Interrupted; {_customers(outcome.cleaned.deleted)} of this run removed.", err=True)
            return outcome.error.status
        _report(arguments, files, plan, outcome)
        _tell_untested(plan, outcome)
    if outcome.error is not None:
        click.echo(f"Error: the check ended early: {credentials.mask(str(outcome.error))}", err=True)
    return _status(outcome)


def _rehearse(arguments: Arguments, credentials: Credentials) -> ExitStatus:
    if arguments.reports:
        message = "--plan checks nothing that could be reported: leave out --report"
        raise UsageError(message)
    plan, progress = make_plan(arguments, credentials), Progress(imagined=True)
    with stop_on_signals(plan.stop), display(progress):
        rehearsal = rehearse(plan, progress)
    text = rehearsal_json(rehearsal) if arguments.output == "json" else rehearsal_text(rehearsal)
    print_report(credentials.mask(text))
    return ExitStatus.KEPT


def _report(arguments: Arguments, files: list[ReportFile], plan: Plan, outcome: Outcome) -> None:
    facts = facts_of(plan, outcome)
    for file in files:
        file.write(render(file.format, facts))
    print_report(render("json", facts) if arguments.output == "json" else to_terminal(facts))


def _tell_untested(plan: Plan, outcome: Outcome) -> None:
    """Name what a status of 0 would hide: rules asked for by name, and must rules that the server kept from a test."""
    asked, mask = not plan.all_rules and outcome.error is None, plan.credentials.masking()
    for verdict in outcome.verdicts:
        if verdict.status is Status.NOT_TESTED and (asked or verdict.alarming):
            rule, reason = verdict.rule, mask(verdict.reason or "")
            click.echo(f"Not tested: {rule['id']} ({rule['level']}): {reason}", err=True)


def _status(outcome: Outcome) -> ExitStatus:
    if any(verdict.status is Status.FAILED for verdict in outcome.verdicts):
        return ExitStatus.BROKEN
    return outcome.error.status if outcome.error else ExitStatus.KEPT


def _clean_up(arguments: Arguments, credentials: Credentials) -> ExitStatus:
    stop = make_stop(arguments)
    rate = None if arguments.rate is None else parse_rate(arguments.rate)
    with stop_on_signals(stop):
        cleaned = run_clean_up(credentials, stop, rate)
    click.echo(f"{_customers(cleaned.deleted)} removed.")
    _tell_left(cleaned)
    return ExitStatus.KEPT if cleaned.done else ExitStatus.UNJUDGED


def _tell_left(cleaned: Cleaned) -> None:
    if cleaned.left:
        ids = ", ".join(map(str, cleaned.left[:10])) + (" …" if len(cleaned.left) > 10 else "")
        message = f"{_customers(len(cleaned.left))} could not be removed (id {ids}); try again with --clean-up."
        click.echo(message, err=True)
    elif not cleaned.listed:
        click.echo("Whether any customer is left is unknown, the list gave no answer; try --clean-up later.", err=True)


def _customers(number: int) -> str:
    return "1 customer" if number == 1 else f"{number} customers"
