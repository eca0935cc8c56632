"""Checks a server, as ``bigcommerce-contract check`` does."""

from collections.abc import Mapping, Sequence

from bigcommerce_contract.api.argument_names import rename_in_error, renamed_in_verdict
from bigcommerce_contract.api.report import Report
from bigcommerce_contract.api.wrong_types import require_collections, require_one_of, require_types
from bigcommerce_contract.check.arguments import Arguments, make_credentials
from bigcommerce_contract.check.errors import CheckError
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.planning import facts_of, make_plan
from bigcommerce_contract.check.run import run_check


def check(  # noqa: PLR0913 - the options of the command, under its names
    base_url: str,
    *,
    token: str | None = None,
    read_only_token: str | None = None,
    no_scope_token: str | None = None,
    basic: str | None = None,
    basic_url: str | None = None,
    mode: str = "marked",
    seed: int = 1,
    max_time: float | None = None,
    rate: str | None = None,
    rules: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
    yes_delete_all_customers: bool = False,
) -> Report:
    """Say rule by rule whether a server keeps the contract.

    Args:
        base_url: URL below which ``/customers`` stands, such as ``http://127.0.0.1:8080/stores/abc123/v2``.
        token: OAuth access token with the scope ``store_v2_customers``.
        read_only_token: OAuth access token with the scope ``store_v2_customers_read_only``.
        no_scope_token: OAuth access token with neither scope.
        basic: ``USER:KEY`` of the Basic form.
        basic_url: URL of the Basic form, where ``base_url`` is that of the OAuth form.
        mode: ``read-only``, ``marked`` or ``disposable``: how much may be done to the server.
        seed: Seed of everything random.
        max_time: Seconds after which the check ends, None for no limit.
        rate: Most requests a second, such as ``5/s``; None for no limit beyond the server's.
        rules: Ids of the rules to check, all without any.
        headers: Headers to add to every request; their values count as secrets.
        yes_delete_all_customers: Empty the store first, with the mode ``disposable``.

    Returns:
        One verdict a rule.

    Raises:
        UsageError: An argument is malformed, or they do not fit together.
        TargetError: The server cannot be judged: unreachable, credentials refused, not this API.
    """
    require_one_of(Mode, "mode", mode)
    require_collections(rules, headers)
    arguments = Arguments(
        base_url=base_url,
        token=token,
        read_only_token=read_only_token,
        no_scope_token=no_scope_token,
        basic=basic,
        basic_url=basic_url,
        mode=mode,
        seed=seed,
        max_time=max_time,
        rate=rate,
        reports=(),
        rules=tuple(rules),
        output="text",
        headers=tuple(f"{name}:{value}" for name, value in (headers or {}).items()),
        clean_up=False,
        yes_delete_all_customers=yes_delete_all_customers,
    )
    require_types(arguments)
    try:
        return _checked(arguments)
    except CheckError as error:
        rename_in_error(error)
        raise


def _checked(arguments: Arguments) -> Report:
    plan = make_plan(arguments, make_credentials(arguments))
    outcome = run_check(plan)
    outcome.verdicts = list(map(renamed_in_verdict, outcome.verdicts))
    if outcome.error:
        rename_in_error(outcome.error)
    return Report(facts_of(plan, outcome), outcome.error)
