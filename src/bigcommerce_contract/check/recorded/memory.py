"""What is remembered of each store while a recording is read, and when it must be forgotten.

A judge believes that nobody else changes a customer whose creation it saw. Where the recording shows that somebody may
have, the judge of that store gives way to one with an empty memory: it claims less, and nothing that is wrong.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bigcommerce_contract.check.exchange import Exchange, Form
from bigcommerce_contract.check.judge import Judge

_LONGEST_PAUSE = timedelta(hours=1)
"""A longer one, or a step back, parts two recordings: what was done in between is in neither."""
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(slots=True)
class Memory:
    """The judges of the stores of one recording.

    Attributes:
        stores: The form of each store by its base URL, in the order in which they were met.
    """

    stores: dict[str, Form] = field(default_factory=dict[str, Form])
    _judges: dict[str, Judge] = field(default_factory=dict[str, Judge])
    _before: datetime | None = None

    def judge_of(self, exchange: Exchange, at: datetime | None) -> Judge:
        """Give the judge of the exchange's store."""
        if at is not None and self._before is not None and abs(at - self._before) > _LONGEST_PAUSE:
            self._judges.clear()
        self._before = at
        self.stores.setdefault(exchange.base_url, exchange.form)
        if exchange.request.method not in _READING:
            # A store of the other form may be the same store under its other URL.
            self._forget([base for base, form in self.stores.items() if form != exchange.form])
        if exchange.base_url not in self._judges:
            self._judges[exchange.base_url] = Judge(fresh_addresses=False)
        return self._judges[exchange.base_url]

    def note_unknown(self, exchange: Exchange) -> None:
        """Take note of an exchange that cannot be judged: what a write did is unknown."""
        if exchange.request.method not in _READING:
            self._forget([exchange.base_url])

    def note_other(self, method: str, url: str) -> None:
        """Take note of an exchange with another API: a write may change the customers of a store of the same host."""
        if method not in _READING:
            self._forget([base for base in self.stores if _host(base) == _host(url)])

    def _forget(self, bases: list[str]) -> None:
        for base_url in bases:
            self._judges.pop(base_url, None)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
