"""What the user wrote on the command line, turned into what a run needs; every complaint is one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from bigcommerce_contract.check.base_url import parse_base_url
from bigcommerce_contract.check.credentials import Credentials
from bigcommerce_contract.check.errors import UsageError
from bigcommerce_contract.check.exchange import Form, Role
from bigcommerce_contract.check.headers_option import parse_headers
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.document import load_rules


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Arguments:
    """The options of ``check`` under the names of the command line."""

    base_url: str
    token: str | None
    read_only_token: str | None
    no_scope_token: str | None
    basic: str | None
    basic_url: str | None
    mode: str
    seed: int
    max_time: float | None
    rate: str | None
    reports: tuple[str, ...]
    rules: tuple[str, ...]
    output: str
    headers: tuple[str, ...]
    clean_up: bool
    yes_delete_all_customers: bool
    plan: bool = False


def make_credentials(arguments: Arguments) -> Credentials:
    """Gather base URLs and secrets.

    Raises:
        UsageError: An URL or a credential is malformed, or they do not fit together.
    """
    tokens = {
        Role.FULL: arguments.token,
        Role.READ_ONLY: arguments.read_only_token,
        Role.NO_SCOPE: arguments.no_scope_token,
    }
    given = {role: token for role, token in tokens.items() if token}
    _refuse_contradictions(arguments, given)
    _refuse_unsendable("a token", "".join(given.values()), blanks=False)
    _refuse_unsendable("--basic", arguments.basic or "", blanks=True)
    return Credentials(_bases(arguments, given), given, arguments.basic or None, parse_headers(arguments.headers))


def choose_rules(ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the entries of the catalogue with these ids, all without any.

    Raises:
        UsageError: There is no such rule; the message names the nearest.
    """
    catalogue = load_rules()
    known = [rule["id"] for rule in catalogue]
    for identity in ids:
        if identity not in known:
            near = get_close_matches(identity, known, n=1, cutoff=0.6)
            hint = f"did you mean {near[0]}?" if near else "`bigcommerce-contract rules` lists them all"
            message = f"--rule {identity}: there is no such rule; {hint}"
            raise UsageError(message)
    return [rule for rule in catalogue if not ids or rule["id"] in ids]


def _refuse_contradictions(arguments: Arguments, tokens: dict[Role, str]) -> None:
    complaint = None
    if not tokens and not arguments.basic:
        complaint = "give a credential: --token, or --basic USER:KEY"
    elif arguments.basic and ":" not in arguments.basic:
        complaint = "--basic: write USER:KEY"
    elif arguments.basic_url and not arguments.basic:
        complaint = "--basic-url needs --basic"
    elif arguments.basic and tokens and not arguments.basic_url:
        complaint = "--basic beside a token needs --basic-url, the URL of the Basic form"
    elif arguments.yes_delete_all_customers and arguments.mode != Mode.DISPOSABLE:
        complaint = "--yes-delete-all-customers only goes with --mode disposable"
    elif Role.FULL not in tokens and not arguments.basic and arguments.mode != Mode.READ_ONLY:
        complaint = f"--mode {arguments.mode} writes: give --token or --basic, or use --mode read-only"
    if complaint:
        raise UsageError(complaint)


def _refuse_unsendable(option: str, secret: str, *, blanks: bool) -> None:
    if not secret.isascii() or not secret.isprintable() or (" " in secret and not blanks):
        message = f"{option} holds a blank or another character that it cannot have: was it copied whole?"
        raise UsageError(message)


def _bases(arguments: Arguments, tokens: dict[Role, str]) -> dict[Form, str]:
    main: Form = "oauth" if tokens or arguments.basic_url else "basic"
    bases: dict[Form, str] = {main: parse_base_url("BASE_URL", arguments.base_url)}
    if arguments.basic_url:
        bases["basic"] = parse_base_url("--basic-url", arguments.basic_url)
    return bases
