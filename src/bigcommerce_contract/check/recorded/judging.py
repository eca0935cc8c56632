"""Judges the exchanges of one recording: each store for itself, in an open world."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bigcommerce_contract.check.exchange import Exchange, Headers, Request, Response, Role
from bigcommerce_contract.check.judge import Finding
from bigcommerce_contract.check.passwords import passwords_set_by
from bigcommerce_contract.check.recorded.doubt import tells_all, with_doubtful_passwords
from bigcommerce_contract.check.recorded.files import read_file
from bigcommerce_contract.check.recorded.memory import Memory
from bigcommerce_contract.check.recorded.recording import Recorded, UnreadableError
from bigcommerce_contract.check.recorded.roles import infer_roles
from bigcommerce_contract.check.recorded.secrets import SECRET_HEADERS, secrets_in
from bigcommerce_contract.check.recorded.stores import Placed, place
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
        masked: Number of exchanges of this API that hold too little to be judged.
        stores: Base URLs of the stores.
        tally: What was exercised and found.
        secrets: The secrets in plain sight, to be masked.
        passwords: Passwords that were set, likewise.
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
    for item in recorded:
        _look_for_secrets(result, item, public)
    _judge(result, [(item, place(item, base_url)) for item in recorded])
    return result


def _judge(result: FileResult, pairs: Sequence[tuple[Recorded, Placed | None]]) -> None:
    roles = iter(infer_roles([item for _, item in pairs if item]))
    memory = Memory()
    for recorded, item in pairs:
        if item is None:
            memory.note_other(recorded)
        else:
            _judge_one(result, memory, item, _exchange(item, next(roles)))
    result.stores = memory.stores


def _judge_one(result: FileResult, memory: Memory, item: Placed, exchange: Exchange) -> None:
    result.passwords |= passwords_set_by(exchange.request)
    judge = memory.judge_of(item)
    if not tells_all(item.recorded, exchange):
        result.masked += 1
        memory.note_unknown(item)
        return
    result.judged += 1
    _note(result, item.recorded, judge.observe(with_doubtful_passwords(exchange)))
    result.tally.exercised |= judge.exercised


def _note(result: FileResult, recorded: Recorded, findings: Iterable[Finding]) -> None:
    for finding in findings:
        message = f"{result.path}, exchange {recorded.number}: {finding.message}"
        result.tally.add(replace(finding, message=message))


def _look_for_secrets(result: FileResult, recorded: Recorded, public: Collection[str]) -> None:
    result.tally.exercised.add(SECRETS_RULE["id"])
    secrets = secrets_in(recorded, public)
    result.secrets.update(secret.value for secret in secrets)
    for secret in secrets:
        shown = place(recorded) or Placed(recorded, "oauth", "", "", "")
        exchange = _exchange(shown, Role.UNSTATED)
        _note(result, recorded, [Finding(SECRETS_RULE["id"], f"{secret.place} is not masked", (exchange,))])


def _exchange(item: Placed, role: Role) -> Exchange:
    recorded = item.recorded
    request = Request(
        recorded.method, item.path, item.query, tuple(_harmless(recorded.sent_headers)), recorded.sent or b""
    )
    response = Response(recorded.status, tuple(_harmless(recorded.headers)), recorded.received or b"")
    return Exchange(request, response, role, item.form, item.base_url)


def _harmless(headers: Headers) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in headers if name.lower() not in SECRET_HEADERS)
