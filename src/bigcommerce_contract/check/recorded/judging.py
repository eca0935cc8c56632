"""Judges the exchanges of one recording: each store for itself, in an open world."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bigcommerce_contract.cassettes.scrubbing import Scrubber
from bigcommerce_contract.check.exchange import Role
from bigcommerce_contract.check.judge import Finding
from bigcommerce_contract.check.recorded.bench import Bench
from bigcommerce_contract.check.recorded.coverage import Coverage
from bigcommerce_contract.check.recorded.files import read_file
from bigcommerce_contract.check.recorded.personal import scrubbed
from bigcommerce_contract.check.recorded.recording import Recorded, UnreadableError
from bigcommerce_contract.check.recorded.roles import infer_roles, perhaps_hidden
from bigcommerce_contract.check.recorded.secrets import secrets_in
from bigcommerce_contract.check.recorded.stores import Placed, origin, place, to_exchange
from bigcommerce_contract.check.verdicts import Tally

SECRETS_RULE: dict[str, Any] = {
    "id": "recording.secrets",
    "title": "A recording shows no secret.",
    "source": "decision",
    "level": "must",
    "operations": [],
    "spec": [],
}
"""Stands beside the catalogue: a rule for recordings, not for the API."""


@dataclass(slots=True)
class FileResult:
    """What came of one file.

    Attributes:
        path: The file.
        error: Why it could not be read, None if it could.
        exchanges: Number of exchanges with an answer.
        judged: Number of those that were judged.
        masked: Number of exchanges of this API that hold too little to be judged, or leave open whose they were.
        stores: Base URLs of the stores.
        tally: What was exercised and found.
        secrets: The texts that give away secrets in plain sight, to be masked.
        passwords: Passwords that were set, likewise.
        coverage: What was exercised of the document.
    """

    path: Path
    error: str | None = None
    exchanges: int = 0
    judged: int = 0
    masked: int = 0
    stores: list[str] = field(default_factory=list[str])
    tally: Tally = field(default_factory=Tally)
    secrets: set[str] = field(default_factory=set[str], repr=False)
    passwords: set[str] = field(default_factory=set[str], repr=False)
    coverage: Coverage = field(default_factory=Coverage)


def judge_file(path: Path, base_url: str | None = None, public: Collection[str] = ()) -> FileResult:
    """Judge a recording.

    Args:
        path: The file.
        base_url: The one URL below which ``/customers`` stands, None to recognize stores by the document's two forms.
        public: Values that are no secrets.
    """
    result = FileResult(path)
    try:
        recorded = read_file(path)
    except UnreadableError as error:
        result.error = str(error)
        return result
    result.exchanges = len(recorded)
    scrubber = Scrubber()
    for item in recorded:
        _look_for_secrets(result, item, base_url, public)
        if item.promised:
            _look_for_people(result, item, base_url, scrubber)
    _judge(result, [(item, place(item, base_url)) for item in recorded])
    return result


def _judge(result: FileResult, pairs: Sequence[tuple[Recorded, Placed | None]]) -> None:
    placed = [item for _, item in pairs if item]
    known = infer_roles(placed)
    roles, hidden = iter(known), perhaps_hidden(placed, known)
    bench = Bench()
    for recorded, item in pairs:
        if item is None:
            bench.note_other(recorded.method, recorded.url)
        else:
            exchange = to_exchange(item, next(roles))
            result.coverage.note(exchange)
            whole = recorded.complete and recorded.number not in hidden
            findings = bench.observe(exchange, recorded.at, complete=whole)
            _note(result, recorded, findings)
    result.stores, result.judged, result.masked = bench.stores, bench.judged, bench.masked
    result.tally.exercised |= bench.exercised
    result.tally.failures |= bench.failures
    result.tally.answers = bench.answers
    result.passwords |= bench.passwords


def _note(result: FileResult, recorded: Recorded, findings: Iterable[Finding]) -> None:
    for finding in findings:
        message = f"{result.path}, exchange {recorded.number}: {finding.message}"
        result.tally.add(replace(finding, message=message))


def _look_for_secrets(result: FileResult, recorded: Recorded, base_url: str | None, public: Collection[str]) -> None:
    result.tally.exercised.add(SECRETS_RULE["id"])
    secrets = secrets_in(recorded, public)
    result.secrets.update(text for secret in secrets for text in secret.texts)
    places = dict.fromkeys(secret.place for secret in secrets)
    _note(result, recorded, _shown(recorded, base_url, [f"{where} is not masked" for where in places]))


def _look_for_people(result: FileResult, recorded: Recorded, base_url: str | None, scrubber: Scrubber) -> None:
    clean, places = scrubbed(scrubber, recorded)
    told = "shows what scrubbing takes out: of a person, an address or a request id"
    _note(result, recorded, _shown(clean, base_url, [f"{where} {told}" for where in places]))


def _shown(recorded: Recorded, base_url: str | None, messages: Iterable[str]) -> list[Finding]:
    """Give a finding for each message, with the exchange if it is of this API: any part of another may be secret."""
    rule, placed = SECRETS_RULE["id"], place(recorded, base_url)
    if placed:
        return [Finding(rule, message, (to_exchange(placed, Role.UNSTATED),)) for message in messages]
    request = " ".join(filter(None, (recorded.method, origin(recorded.url))))
    return [Finding(rule, f"{request}: {message}", ()) for message in messages]
