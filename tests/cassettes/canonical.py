"""Replaces what makes two recordings of one store differ: equal by equal, and different by different."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.cassettes.mocked import BEGINNING

from bigcommerce_contract.cassettes.documented import as_array, as_object

_RFC_2822 = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000")
_SHOWN_EMAIL = re.compile(r"([\w.+-]+)@example\.com")
_ID = re.compile(r'("id"\s*:\s*|\\?/customers\\?/)(\d+)')


@dataclass
class Canonical:
    """What stands for what, in one scenario.

    Attributes:
        tag: Follows the local part of an e-mail address, in the place of `@example.com`: number and domain.
        real_url: The URL below which the store has its customers.
        shown_url: The one that the cassettes show.
    """

    tag: str
    real_url: str
    shown_url: str
    _ids: dict[int, int] = field(default_factory=dict[int, int])
    _moments: dict[datetime, datetime] = field(default_factory=dict[datetime, datetime])
    _passed: timedelta = timedelta()

    def pass_time(self, seconds: float) -> None:
        """Let time pass in the scenario: what the store dates from now on is so much later."""
        self._passed += timedelta(seconds=seconds)

    def path_out(self, path: str) -> str:
        """Give the path of a request as the store needs it."""
        return re.sub(r"(?<=/customers/)\d+", lambda match: self._id_out(match[0]), path)

    def query_out(self, query: str) -> str:
        """Give the query of a request as the store needs it."""
        pairs = parse_qsl(query, keep_blank_values=True)
        changed = [(name, self._parameter_out(name, value)) for name, value in pairs]
        return query if changed == pairs else urlencode(changed)

    def body_out(self, body: bytes) -> bytes:
        """Give the body of a request as the store needs it."""
        return self._email_out(body.decode()).encode()

    def text_in(self, text: str) -> str:
        """Give a header or body of an answer as the cassette shows it."""
        for real, shown in self._addresses():
            text = text.replace(real, shown)
        text = text.replace(f".{self.tag}", "@example.com")
        text = _ID.sub(lambda match: f"{match[1]}{self._id_in(int(match[2]))}", text)
        return _RFC_2822.sub(lambda match: self._moment_in(match[0]), text)

    def _addresses(self) -> Iterator[tuple[str, str]]:
        paths = urlsplit(self.real_url).path, urlsplit(self.shown_url).path
        for real, shown in ((self.real_url, self.shown_url), paths):
            yield real, shown
            yield real.replace("/", "\\/"), shown.replace("/", "\\/")

    def _email_out(self, text: str) -> str:
        return _SHOWN_EMAIL.sub(rf"\g<1>.{self.tag}", text)

    def _id_in(self, real: int) -> int:
        return self._ids.setdefault(real, len(self._ids) + 1)

    def _id_out(self, shown: str) -> str:
        return next((str(real) for real, each in self._ids.items() if str(each) == shown), shown)

    def _parameter_out(self, name: str, value: str) -> str:
        if name in {"min_id", "max_id"}:
            return self._id_out(value)
        return self._moment_out(value) if "_date_" in name else self._email_out(value)

    def _moment_in(self, text: str) -> str:
        return format_datetime(self._moments.setdefault(parsedate_to_datetime(text), BEGINNING + self._passed))

    def _moment_out(self, text: str) -> str:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return (date.fromisoformat(text) + (self._first().date() - BEGINNING.date())).isoformat()
        try:
            parse = datetime.fromisoformat if text[:4].isdigit() else parsedate_to_datetime
            shown = parse(text)
        except ValueError:
            return text
        moment = next(
            (real for real, each in self._moments.items() if each == shown), self._first() + (shown - BEGINNING)
        )
        moment = moment.astimezone(shown.tzinfo)
        return moment.isoformat() if text[:4].isdigit() else format_datetime(moment)

    def _first(self) -> datetime:
        return min(self._moments, default=BEGINNING)


def shown_ids(body: bytes) -> set[int]:
    """Give the ids of the customers in the body of an answer."""
    try:
        parsed: object = json.loads(body)
    except ValueError:
        return set()
    customers = [as_object(item) or {} for item in (as_array(parsed) or [parsed])]
    return {customer["id"] for customer in customers if type(customer.get("id")) is int}
