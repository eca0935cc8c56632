"""A command line that repeats a request; credentials stand in it as environment variables."""

import shlex
from collections.abc import Iterable

from bigcommerce_contract.check.credentials import malformed_credential, without_credentials
from bigcommerce_contract.check.exchange import OWN_TO_A_HOP, Exchange, Response, Role

VARIABLES = {
    Role.FULL: "BIGCOMMERCE_ACCESS_TOKEN",
    Role.READ_ONLY: "BIGCOMMERCE_READ_ONLY_TOKEN",
    Role.NO_SCOPE: "BIGCOMMERCE_NO_SCOPE_TOKEN",
    Role.BASIC: "BIGCOMMERCE_BASIC",
}
"""Environment variables of the credentials, by role; those of the command's options."""

_UNIMPORTANT = OWN_TO_A_HOP | {"user-agent", "accept-encoding"}
_OF_SCHEMATHESIS = "x-schemathesis-"
BODY_AMONG_OTHERS = 300
"""Characters of an answer's body where breaches stand one below the other."""
BODY_ALONE = 2_000
"""Characters of an answer's body where a breach stands alone, as the failure of a test."""


def curl(exchange: Exchange) -> str:
    """Return a line for a POSIX shell (bash where the body is no text) that sends the request again."""
    request = exchange.request
    words = ["curl", "--path-as-is", "--globoff", "--include"]
    if request.method == "HEAD":
        words.append("--head")
    elif request.method != ("POST" if request.body else "GET"):
        words += ["--request", shlex.quote(request.method)]
    words += [shlex.quote(exchange.url), *_credential(exchange)]
    for name, value in without_credentials(request.headers):
        if name.lower() not in _UNIMPORTANT and not name.lower().startswith(_OF_SCHEMATHESIS):
            words += ["--header", shlex.quote(f"{name}: {value}")]
    if request.body:
        words += ["--data-binary", _body(request.body)]
    return " ".join(words)


def _credential(exchange: Exchange) -> list[str]:
    if exchange.role is Role.NONE:
        return []
    for name, value in malformed_credential(exchange.request.headers, exchange.role, exchange.form):
        return ["--header", shlex.quote(f"{name}: {value}")]
    unstated = Role.BASIC if exchange.form == "basic" else Role.FULL
    variable = VARIABLES.get(unstated if exchange.role is Role.UNSTATED else exchange.role)
    if exchange.form == "basic":
        return ["--user", f'"${variable}"' if variable else "unknown:unknown"]
    return ["--header", f'"X-Auth-Token: ${variable}"' if variable else "'X-Auth-Token: unknown'"]


def _body(body: bytes) -> str:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = ""
    if text and "\x00" not in text and not text.startswith("@"):
        return shlex.quote(text)
    return "$'" + "".join(f"\\x{byte:02x}" for byte in body) + "'"


def evidence_lines(exchanges: Iterable[Exchange], longest: int) -> list[str]:
    """Return two lines for each exchange that shows a breach: how to send the request again, and what was answered.

    Args:
        exchanges: The exchanges of a finding.
        longest: Characters of an answer's body after which it is cut.
    """
    return [line for exchange in exchanges for line in (curl(exchange), _answer(exchange.response, longest))]


def _answer(response: Response, longest: int) -> str:
    return f"→ {response.status} {body_text(response.body, longest) or 'no body'}"


def body_text(body: bytes, longest: int) -> str | None:
    """Return a body for people: JSON and other text as it is, cut after ``longest`` characters; None if empty."""
    if not body:
        return None
    text = body.decode("utf-8", errors="backslashreplace")
    return text if len(text) <= longest else f"{text[:longest]}… ({len(text) - longest:,} more characters)"
