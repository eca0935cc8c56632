"""What every format reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bigcommerce_contract.check.masking import Mask
from bigcommerce_contract.check.report.evidence import hide_secrets
from bigcommerce_contract.check.verdicts import Verdict, summarize


def origin(rule: Mapping[str, Any]) -> str:
    """Say where the document carries a rule, as JSON pointers; nothing for a rule that is none of the API."""
    if "check" not in rule:
        return ""
    return f"document: {', '.join(rule['spec']) or 'nowhere, since no schema can say it'}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to report.

    Attributes:
        target: Base URL that was checked.
        mode: Mode of the run.
        seed: Seed of the run.
        duration_s: Seconds it took.
        requests: Requests it sent.
        verdicts: One a rule; secrets are masked in them from the start, before any format cuts or quotes them.
        mask: Replaces the secrets in a text.
        files: What came of each file of recorded traffic, none for a live server.
        coverage: How much of the document the recordings exercise, empty for a live server.
        waited_s: Seconds of the duration in which the run waited for answers of a live server.
    """

    target: str
    mode: str
    seed: int
    duration_s: float
    requests: int
    verdicts: list[Verdict]
    mask: Mask = field(repr=False)
    files: tuple[Mapping[str, Any], ...] = ()
    coverage: Mapping[str, Any] = field(default_factory=dict[str, Any])
    waited_s: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "verdicts", hide_secrets(self.verdicts, self.mask))

    @property
    def live(self) -> bool:
        """Whether the traffic was sent to be judged; recorded and watched traffic had other ends."""
        return self.waited_s is not None

    @property
    def conditions(self) -> str:
        """The mode of the run, with the seed where there is one that shows a breach again."""
        return f"mode {self.mode} · seed {self.seed}" if self.live else f"mode {self.mode}"

    @property
    def traffic(self) -> str:
        """How many requests were judged, and how long it took."""
        return f"{_number(self.requests, 'request')} in {self.duration_s:.1f} s"

    def summary_line(self) -> str:
        """Return the one line that sums the run up."""
        counts = summarize(self.verdicts)
        verdicts = ", ".join(f"{number} {status.replace('_', ' ')}" for status, number in counts.items())
        hidden = sum(verdict.alarming for verdict in self.verdicts)
        if hidden:
            verdicts += f" ({hidden} must, {'' if self.live else 'perhaps '}because of what the server did)"
        waited = "" if self.waited_s is None else f", {self.waited_s:.1f} s of it waiting for the target"
        return f"{_number(len(self.verdicts), 'rule')}: {verdicts} · {self.traffic}{waited}"


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
