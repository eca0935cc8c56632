"""From what was asked for to a plan, and from what came of it to what is reported: for the command and the API."""

from bigcommerce_contract.check.arguments import Arguments, choose_rules
from bigcommerce_contract.check.credentials import Credentials
from bigcommerce_contract.check.errors import UsageError
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.pace import Stop, parse_max_time, parse_rate
from bigcommerce_contract.check.passwords import masking_passwords
from bigcommerce_contract.check.plan import Plan
from bigcommerce_contract.check.report import Facts
from bigcommerce_contract.check.run import Outcome

LARGEST_SEED = 2**64 - 1
"""Of one size with what random number generators take, and short enough for every report."""


def make_plan(arguments: Arguments, credentials: Credentials) -> Plan:
    """Turn arguments into a plan.

    Raises:
        UsageError: A rule or a number is not understood.
    """
    if not 0 <= arguments.seed <= LARGEST_SEED:
        message = f"--seed {arguments.seed}: give a number from 0 to {LARGEST_SEED}"
        raise UsageError(message)
    return Plan(
        credentials=credentials,
        rules=choose_rules(arguments.rules),
        all_rules=not arguments.rules,
        mode=Mode(arguments.mode),
        seed=arguments.seed,
        stop=make_stop(arguments),
        rate=None if arguments.rate is None else parse_rate(arguments.rate),
        delete_all=arguments.yes_delete_all_customers,
    )


def make_stop(arguments: Arguments) -> Stop:
    """Start the clock of ``--max-time``.

    Raises:
        UsageError: It is no number of seconds that could pass.
    """
    return Stop(None if arguments.max_time is None else parse_max_time(arguments.max_time))


def facts_of(plan: Plan, outcome: Outcome) -> Facts:
    """Give what there is to report of a check, credentials and passwords of customers masked."""
    bases = plan.credentials.bases
    return Facts(
        target=bases.get("oauth") or bases["basic"],
        mode=str(plan.mode),
        seed=plan.seed,
        duration_s=outcome.duration_s,
        waited_s=outcome.waited_s,
        requests=outcome.requests,
        verdicts=outcome.verdicts,
        mask=masking_passwords(outcome.passwords, plan.credentials.masking()),
    )
