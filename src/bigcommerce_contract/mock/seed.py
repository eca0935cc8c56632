"""Made-up customers: believable, the same every time, with the hard cases of real stores among them."""

import random
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mimesis import Finance, Internet, Person, Text
from mimesis.locales import Locale

from bigcommerce_contract.mock import passwords
from bigcommerce_contract.mock.dates import from_rfc2822, last_second_until

_LOCALES = (Locale.EN, Locale.EN, Locale.EN, Locale.DE, Locale.FR, Locale.ES, Locale.PL, Locale.JA, Locale.EL)
_FIRST_DAY = last_second_until(from_rfc2822("Thu, 15 Nov 2012 00:00:00 +0000"))
_LAST_DAY = last_second_until(from_rfc2822("Mon, 06 May 2024 00:00:00 +0000"))


def customers(count: int, examples: Sequence[Mapping[str, Any]], random_seed: int = 0) -> Iterator[dict[str, Any]]:
    """Make customers up.

    Args:
        count: How many.
        examples: Customers as the API serves them; they come first among those of `random_seed` 0.
        random_seed: The same number gives the same customers.

    Yields:
        One customer after the other, without an id, from the oldest to the newest.
    """
    # A store can hold each of them only once.
    first = () if random_seed else examples[:count]
    yield from map(_from_example, first)
    maker = _Maker(random_seed)
    made_up = count - len(first)
    for number in range(made_up):
        created = _FIRST_DAY + (_LAST_DAY - _FIRST_DAY) * number // made_up
        yield maker.customer(number + len(examples) + 1, created)


class _Maker:
    def __init__(self, random_seed: int) -> None:
        # Two seeds may give two customers of one name the same number.
        self._mark = f"-{random_seed}" if random_seed else ""
        self._random = random.Random(random_seed)  # noqa: S311 - data for tests, no secret
        self._people = [Person(locale, seed=random_seed) for locale in _LOCALES]
        self._finance = Finance(Locale.EN, seed=random_seed)
        self._internet = Internet(seed=random_seed)
        self._text = Text(Locale.EN, seed=random_seed)

    def customer(self, number: int, created: int) -> dict[str, Any]:
        person = self._random.choice(self._people)
        first_name, last_name = person.first_name(), person.last_name()
        made_up = {
            "first_name": first_name,
            "last_name": last_name,
            "email": f"{_plain(first_name)}.{_plain(last_name)}.{number}{self._mark}@example.com",
            "phone": self._often(person.phone_number(), 0.7),
            "company": self._often(self._finance.company(), 0.3),
            "date_created": created,
            "date_modified": created + self._random.choice((0, 3600, 86_400, 31_536_000)),
            "store_credit": self._often(f"{self._random.randrange(10**6) / 100:.4f}", 0.2) or "0.0000",
            "registration_ip_address": self._often(str(self._internet.ip_v4()), 0.5),
            "customer_group_id": self._random.choice((0, 0, 0, 0, 1, 2, 3, 10)),
            "notes": self._often(self._text.sentence(), 0.1),
            "tax_exempt_category": self._often(self._random.choice("ABEG"), 0.05),
            "reset_pass_on_login": self._random.randrange(50) == 0,
            "password_hash": passwords.hash_generated(),
        }
        return made_up | self._hard_case(made_up)

    def _often(self, value: str, share: float) -> str:
        return value if self._random.random() < share else ""

    def _hard_case(self, made_up: Mapping[str, Any]) -> dict[str, str]:
        # What real stores hold and no form would let in (spec/DECISIONS.md).
        cases: tuple[dict[str, str], ...] = (
            {"first_name": made_up["first_name"] + " "},
            {"last_name": " " + made_up["last_name"]},
            {"first_name": ""},
            {"company": 'Fish & Chips / O\'Brien "Söhne" <Ltd>'},
            {"notes": "Long. " * 500},
            {"last_name": "X" * 100},
            {"email": made_up["email"].upper()},
            {"first_name": "Zoë 🦉"},
        )
        return self._random.choice(cases) if self._random.randrange(10) == 0 else {}


def _from_example(example: Mapping[str, Any]) -> dict[str, Any]:
    computed = {"id", "addresses", "form_fields", "accepts_marketing"}
    dates = {name: last_second_until(from_rfc2822(example[name])) for name in ("date_created", "date_modified")}
    kept = {name: value for name, value in example.items() if name not in computed}
    return {**kept, **dates, "password_hash": passwords.hash_generated()}


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", "", letters) or "customer"
