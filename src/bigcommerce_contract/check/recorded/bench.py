"""Judges a stream of exchanges with any number of stores, of which it knows nothing but what it sees."""

from dataclasses import dataclass, field
from datetime import datetime

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.judge import Finding, union_of_answers
from bigcommerce_contract.check.passwords import passwords_set_by
from bigcommerce_contract.check.recorded.doubt import tells_all, with_doubtful_passwords
from bigcommerce_contract.check.recorded.memory import Memory

_OUTAGE = 500


@dataclass(slots=True)
class Bench:
    """A judge for each store, and what they have seen.

    Attributes:
        exercised: Ids of the rules that an exchange could have shown broken.
        failures: Status with which a server first failed at an operation, by operationId.
        answers: Statuses with which servers answered each operation, see `Judge.answers`.
        judged: Number of exchanges judged.
        masked: Number of exchanges that held too little to be judged.
        passwords: Passwords that were set.
    """

    exercised: set[str] = field(default_factory=set[str])
    failures: dict[str, int] = field(default_factory=dict[str, int])
    answers: dict[str, set[int]] = field(default_factory=dict[str, set[int]])
    judged: int = 0
    masked: int = 0
    passwords: set[str] = field(default_factory=set[str], repr=False)
    _memory: Memory = field(default_factory=Memory)

    @property
    def stores(self) -> list[str]:
        """The base URLs of the stores."""
        return list(self._memory.stores)

    def observe(self, exchange: Exchange, at: datetime | None = None, *, complete: bool = True) -> list[Finding]:
        """Judge an exchange.

        Args:
            exchange: The exchange, without its secrets.
            at: When it happened, None where nothing says so.
            complete: Whether both its bodies are known.

        Returns:
            The rules it breaks, one finding a rule; nothing for an exchange that holds too little to be judged.
        """
        self.passwords |= passwords_set_by(exchange.request)
        judge = self._memory.judge_of(exchange, at)
        if not complete or not tells_all(exchange):
            self.masked += 1
            self._memory.note_unknown(exchange)
            return []
        self.judged += 1
        findings = judge.observe(with_doubtful_passwords(exchange))
        self.exercised |= judge.exercised
        self.failures = judge.failures | self.failures
        self.answers = union_of_answers(self.answers, judge.answers)
        return [finding for finding in findings if not _is_outage(exchange) or finding.rule.startswith("error.")]

    def note_other(self, method: str, url: str) -> None:
        """Take note of an exchange with another API."""
        self._memory.note_other(method, url)


def _is_outage(exchange: Exchange) -> bool:
    """Tell whether the server failed for the moment; nothing else follows from it (spec/DECISIONS.md)."""
    return exchange.response.status == _OUTAGE
