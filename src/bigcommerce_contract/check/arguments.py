"""What the user wrote on the command line, turned into what a run needs; every complaint is one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self
from urllib.parse import SplitResult, urlsplit

from bigcommerce_contract.check.credentials import Credentials
from bigcommerce_contract.check.errors import UsageError
from bigcommerce_contract.check.exchange import Form, Role, to_target
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.report import FORMATS
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


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report to write."""

    format: str
    path: Path

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``FORMAT=PATH``.

        Raises:
            UsageError: The format is unknown or the path cannot be written.
        """
        name, equals, path = text.partition("=")
        known = ", ".join(format_ for format_ in FORMATS if format_ != "text")
        if not equals or not path or name not in FORMATS:
            message = f"--report {text}: write FORMAT=PATH with one of the formats {known}"
            raise UsageError(message)
        if not Path(path).parent.is_dir() or Path(path).is_dir():
            message = f"--report {text}: {path} cannot be written, its folder does not exist or it is a folder itself"
            raise UsageError(message)
        return cls(name, Path(path))

    def write(self, text: str) -> None:
        """Write the report.

        Raises:
            UsageError: The file cannot be written.
        """
        try:
            self.path.write_text(text, encoding="utf-8")
        except OSError as error:
            message = f"--report {self.format}={self.path}: {error.strerror}"
            raise UsageError(message) from error


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
    for option, secret in (("a token", "".join(given.values())), ("--basic", arguments.basic or "")):
        if not secret.isascii() or not secret.isprintable():
            message = f"{option} holds characters that no header can carry"
            raise UsageError(message)
    return Credentials(_bases(arguments, given), given, arguments.basic or None, _headers(arguments.headers))


def choose_rules(ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the entries of the catalogue with these ids, all without any.

    Raises:
        UsageError: There is no such rule; the message names the nearest.
    """
    catalogue = load_rules()
    known = [rule["id"] for rule in catalogue]
    for identity in ids:
        if identity not in known:
            near = get_close_matches(identity, known, n=1, cutoff=0.4)
            hint = f"did you mean {near[0]}?" if near else "`bigcommerce-contract rules` lists them all"
            message = f"--rule {identity}: there is no such rule; {hint}"
            raise UsageError(message)
    return [rule for rule in catalogue if not ids or rule["id"] in ids]


def _refuse_contradictions(arguments: Arguments, tokens: dict[Role, str]) -> None:
    complaint = None
    if not tokens and not arguments.basic:
        complaint = "give a credential: --token, or --basic USER:KEY (their environment variables do as well)"
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


def _bases(arguments: Arguments, tokens: dict[Role, str]) -> dict[Form, str]:
    main: Form = "oauth" if tokens or arguments.basic_url else "basic"
    bases: dict[Form, str] = {main: _url("BASE_URL", arguments.base_url)}
    if arguments.basic_url:
        bases["basic"] = _url("--basic-url", arguments.basic_url)
    return bases


def _url(option: str, text: str) -> str:
    parts = _split(text.strip())
    if parts is None:
        message = f"{option} {text}: write an http or https URL, such as http://127.0.0.1:8080/stores/abc123/v2"
        raise UsageError(message)
    if parts.username is not None or parts.query or parts.fragment:
        message = f"{option}: no credentials, query or fragment in the URL"
        raise UsageError(message)
    path = to_target(parts.path.rstrip("/"))
    if path.endswith("/customers"):
        message = f"{option} {text}: leave out the /customers at the end"
        raise UsageError(message)
    return f"{parts.scheme}://{parts.netloc}{path}"


def _split(text: str) -> SplitResult | None:
    """Return the parts of an http or https URL with a host, None for anything else."""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def _headers(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for text in texts:
        name, colon, value = (part.strip() for part in text.partition(":"))
        if not colon or not name.replace("-", "").replace("_", "").isalnum() or not (name + value).isascii():
            message = "--header: write NAME:VALUE"
            raise UsageError(message)
        pairs.append((name, value))
    return tuple(pairs)
