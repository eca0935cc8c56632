"""What came of a check or of judged traffic."""

from dataclasses import dataclass, field

from bigcommerce_contract.api.wrong_types import require_one_of
from bigcommerce_contract.check.causes import Entry, entries
from bigcommerce_contract.check.errors import CheckError
from bigcommerce_contract.check.report import Facts, origin, render
from bigcommerce_contract.check.report.curl import BODY_ALONE, evidence_lines
from bigcommerce_contract.check.report.formats import FORMATS
from bigcommerce_contract.check.report.printable import printable
from bigcommerce_contract.check.verdicts import Status, Verdict


@dataclass(frozen=True, slots=True)
class Report:
    """One verdict a rule; ``str()`` gives the rules that were not kept, with their evidence.

    Attributes:
        facts: What every format reports.
        error: What ended a check before its end, None if nothing did.
    """

    facts: Facts = field(repr=False)
    error: CheckError | None = None

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """One verdict a rule, in the order of the catalogue."""
        return tuple(self.facts.verdicts)

    @property
    def kept(self) -> bool:
        """Whether no ``must`` rule failed and nothing ended the check early."""
        return not self.having(Status.FAILED) and self.error is None

    def having(self, status: Status | str) -> tuple[Verdict, ...]:
        """Give the verdicts that say ``status``, such as ``Status.FAILED`` or ``"failed"``.

        Raises:
            UsageError: There is no such status.
        """
        require_one_of(Status, "status", status)
        return tuple(verdict for verdict in self.facts.verdicts if verdict.status == status)

    def render(self, format_: str) -> str:
        """Give the report as text: ``html``, ``json``, ``junit``, ``markdown``, ``sarif`` or ``text``.

        Raises:
            UsageError: There is no such format.
        """
        require_one_of(FORMATS, "format", format_)
        return render(format_, self.facts)

    def __str__(self) -> str:
        broken = sorted(entries(self.facts.verdicts), key=lambda entry: entry.verdict.status is not Status.FAILED)
        ended = [f"The check ended early: {self.facts.mask(str(self.error))}"] if self.error else []
        return printable("\n\n".join([*map(_breach, broken), *ended, self.facts.summary_line()]))


def _breach(entry: Entry) -> str:
    verdict, rule = entry.verdict, entry.verdict.rule
    shown = evidence_lines(verdict.findings[0].exchanges, BODY_ALONE)
    lines = (
        f"{verdict.status} {rule['id']} ({rule['level']}): {rule['title']}",
        f"  {verdict.reason}",
        *(f"    {line}" for line in shown),
        f"  {origin(rule)}",
        *(f"  the same cause breaks {other.rule['id']} ({other.rule['level']})" for other in entry.also),
    )
    return "\n".join(lines)
