"""What is remembered of each store while a recording is read, and when it must be forgotten.

A judge believes that nobody else changes a customer whose creation it saw. Where the recording shows that somebody may
have, the judge of that store gives way to one with an empty memory: it claims less, and nothing that is wrong.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from bigcommerce_contract.check.judge import Judge
from bigcommerce_contract.check.recorded.recording import Recorded
from bigcommerce_contract.check.recorded.stores import Placed

_LONGEST_PAUSE = timedelta(hours=1)
"""A longer one, or a step back, parts two recordings: what was done in between is in neither."""
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(slots=True)
class Memory:
    """The judges of the stores of one recording.

    Attributes:
        stores: Base URLs of the stores, in the order in which they were met.
    """

    stores: list[str] = field(default_factory=list[str])
    _judges: dict[str, Judge] = field(default_factory=dict[str, Judge])
    _forms: dict[str, str] = field(default_factory=dict[str, str])
    _before: Recorded | None = None

    def judge_of(self, item: Placed) -> Judge:
        """Give the judge of the exchange's store."""
        if _parted(self._before, item.recorded):
            self._judges.clear()
        self._before = item.recorded
        if item.base_url not in self.stores:
            self.stores.append(item.base_url)
            self._forms[item.base_url] = item.form
        if item.recorded.method not in _READING:
            self._forget_other_form(item)
        return self._judges.setdefault(item.base_url, Judge(fresh_addresses=False))

    def note_unknown(self, item: Placed) -> None:
        """Take note of an exchange that cannot be judged: what a write did is unknown."""
        if item.recorded.method not in _READING:
            self._judges.pop(item.base_url, None)

    def note_other(self, recorded: Recorded) -> None:
        """Take note of an exchange with another API: a write may change the customers of a store of the same host."""
        if recorded.method not in _READING:
            for base_url in [base for base in self._judges if _host(base) == _host(recorded.url)]:
                del self._judges[base_url]

    def _forget_other_form(self, item: Placed) -> None:
        """Forget the stores of the other form: one may be the same store under its other URL."""
        for base_url in [base for base in self._judges if self._forms[base] != item.form]:
            del self._judges[base_url]


def _parted(before: Recorded | None, after: Recorded) -> bool:
    if before is None or before.at is None or after.at is None:
        return False
    return abs(after.at - before.at) > _LONGEST_PAUSE


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
