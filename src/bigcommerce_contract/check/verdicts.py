"""From what the judge found and what it saw exercised to one verdict a rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.judge import Finding, Judge, common_cause, told_absence, union_of_answers
from bigcommerce_contract.check.passwords import passwords_set_by

_MOST_EVIDENCE = 3
_MOST_CAUSES = 10_000
"""More than a check sends: only who judges for hours drops any, and may then see one defect as two entries."""
_READABLE = {"listCustomers": "list.array", "countCustomers": "count.shape"}
"""By operation, the rule without which nothing else can be read from its answers."""
_PRESUPPOSED = {"list.page": "list.order"}
"""By rule, another without which it says nothing: in another order, other customers stand on every page."""
_LOOKS = ("getCustomer", *_READABLE)
"""The operations that show what others did."""


@dataclass(frozen=True, slots=True)
class Untested:
    """Why a rule was not tested.

    Attributes:
        reason: Why, in words.
        hindered: The server did something instead of what would have shown the rule kept or broken.
    """

    reason: str
    hindered: bool = False


UNSHOWN = Untested("no exchange could have shown a breach")
"""Why a rule was not tested, where nothing else kept it from that."""


class Status(StrEnum):
    """What a verdict says."""

    PASSED = "passed"
    FAILED = "failed"
    WARNED = "warned"
    NOT_TESTED = "not_tested"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one rule.

    Attributes:
        rule: The rule's entry in the catalogue.
        status: What it says.
        reason: Why, where it is not `Status.PASSED`.
        findings: The smallest evidence of a breach, a few at the most.
        causes: What all breaches come from, see `Finding.causes`.
        hindered: The rule was not tested because of what the server did, see `Untested.hindered`.
    """

    rule: Mapping[str, Any]
    status: Status
    reason: str | None = None
    findings: tuple[Finding, ...] = ()
    causes: frozenset[str] = frozenset()
    hindered: bool = False

    @property
    def alarming(self) -> bool:
        """Whether a breach of a must may hide behind what the server did instead."""
        return self.hindered and self.rule["level"] == "must"


@dataclass(slots=True)
class Tally:
    """What was exercised and what was found, by rule.

    Attributes:
        exercised: Ids of the rules that an exchange could have shown broken.
        kept: The smallest findings.
        counts: The number of all findings.
        causes: What all findings come from, the first ten thousand causes.
        failures: Status with which the server first failed at an operation, by operationId.
        answers: Statuses with which the server answered each operation, see `Judge.answers`.
    """

    exercised: set[str] = field(default_factory=set[str])
    kept: dict[str, list[Finding]] = field(default_factory=dict[str, list[Finding]])
    counts: dict[str, int] = field(default_factory=dict[str, int])
    causes: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    failures: dict[str, int] = field(default_factory=dict[str, int])
    answers: dict[str, set[int]] = field(default_factory=dict[str, set[int]])

    def add(self, finding: Finding) -> None:
        """Count a finding, and keep it if it is among the smallest of its rule."""
        self.counts[finding.rule] = self.counts.get(finding.rule, 0) + 1
        self._keep(finding, finding.causes)

    @classmethod
    def total(cls, tallies: "Iterable[Tally]") -> "Tally":
        """Return all that several tallies hold, in one."""
        whole = cls()
        for tally in tallies:
            whole.exercised |= tally.exercised
            whole.failures = tally.failures | whole.failures
            whole.answers = union_of_answers(whole.answers, tally.answers)
            for rule, count in tally.counts.items():
                whole.counts[rule] = whole.counts.get(rule, 0) + count
                for finding in tally.kept[rule]:
                    whole._keep(finding, tally.causes[rule])
        return whole

    def _keep(self, finding: Finding, causes: Iterable[str]) -> None:
        known = self.causes.setdefault(finding.rule, set[str]())
        if len(known) < _MOST_CAUSES:
            known.update(causes)
        kept = self.kept.setdefault(finding.rule, [])
        kept.append(finding)
        kept.sort(key=_size)
        del kept[_MOST_EVIDENCE:]

    def hindrance(self, rule: Mapping[str, Any]) -> Untested | None:
        """Say what the server did that kept ``rule`` from being tested, None where it did nothing of the kind."""
        what = self._did_instead(rule)
        return Untested(what, hindered=True) if what else None

    def unshown(self, rule: Mapping[str, Any]) -> Untested:
        """Say why traffic that nobody sent for the sake of ``rule`` did not test it."""
        seen = {place.partition(" ")[0] for place in self.answers} | set(self.failures)
        what = self._did_instead(rule) if seen & set(rule["operations"]) or not rule["operations"] else None
        return Untested(f"nothing else could have shown a breach; {what}", hindered=True) if what else UNSHOWN

    def _did_instead(self, rule: Mapping[str, Any]) -> str | None:
        own: list[str] = rule["operations"]
        operations = own if set(own) <= set(_LOOKS) else [*own, *_LOOKS]
        for operation in operations:
            if operation in self.failures:
                return f"the server failed: {operation} was answered with {self.failures[operation]}"
        needed = [_PRESUPPOSED.get(rule["id"]), *(_READABLE.get(each) for each in operations)]
        broken = [each for each in needed if each in self.counts]
        return f"{broken[0]} is broken" if broken else None

    def verdict(self, rule: Mapping[str, Any], untested: Untested) -> Verdict:
        """Return the verdict on ``rule``; ``untested`` is used where nothing exercised it."""
        findings = tuple(self.kept.get(rule["id"], ()))
        if findings:
            status = Status.FAILED if rule["level"] == "must" else Status.WARNED
            causes = frozenset(common_cause(cause, self.answers) for cause in self.causes[rule["id"]])
            return Verdict(rule, status, self._message(findings, causes), findings, causes)
        if rule["id"] in self.exercised:
            return Verdict(rule, Status.PASSED)
        return Verdict(rule, Status.NOT_TESTED, untested.reason, hindered=untested.hindered)

    def _message(self, findings: tuple[Finding, ...], causes: frozenset[str]) -> str:
        more = self.counts[findings[0].rule] - 1
        # One answer alone tells nothing of an operation.
        told = [f"{more} more like it", told_absence(causes)] if more else []
        return findings[0].message + (f" ({'; '.join(filter(None, told))})" if told else "")


@dataclass(slots=True)
class Witness:
    """Hands exchanges to the judge and keeps what it finds.

    Attributes:
        judge: The judge.
        error: What went wrong within the judge, None if nothing did.
        passwords: The passwords that the exchanges set.
        tally: What the judge found and what it saw exercised.
    """

    judge: Judge
    error: Exception | None = None
    passwords: set[str] = field(default_factory=set[str], repr=False)
    tally: Tally = field(default_factory=Tally)

    def observe(self, exchange: Exchange) -> None:
        """Judge one exchange.

        An error of the judge is kept in `error` as well: raised in a server's thread, nobody would hear of it.
        """
        self.passwords |= passwords_set_by(exchange.request)
        try:
            findings = self.judge.observe(exchange)
        except Exception as error:
            self.error = self.error or error
            raise
        self.tally.exercised |= self.judge.exercised
        self.tally.failures, self.tally.answers = self.judge.failures, self.judge.answers
        for finding in findings:
            self.tally.add(finding)


def summarize(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Count the verdicts by status."""
    counts = dict.fromkeys((str(status) for status in Status), 0)
    for verdict in verdicts:
        counts[verdict.status] += 1
    return counts


def _size(finding: Finding) -> tuple[int, int]:
    sizes = (len(exchange.request.body) + len(exchange.response.body) for exchange in finding.exchanges)
    return len(finding.exchanges), sum(sizes)
