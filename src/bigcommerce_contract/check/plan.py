"""What to check and how."""

from dataclasses import dataclass
from typing import Any

from bigcommerce_contract.check.credentials import Credentials
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.pace import Stop

Rule = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to check and how.

    Attributes:
        credentials: Base URLs and secrets.
        rules: Entries of the catalogue to give a verdict on.
        all_rules: ``rules`` is the whole catalogue.
        mode: How much may be done to the target.
        seed: Seed of everything random.
        stop: Ends the run early.
        rate: Most requests a second, None for no limit.
        delete_all: Whether a store that holds customers may be emptied.
    """

    credentials: Credentials
    rules: list[Rule]
    all_rules: bool
    mode: Mode
    seed: int
    stop: Stop
    rate: float | None = None
    delete_all: bool = False
