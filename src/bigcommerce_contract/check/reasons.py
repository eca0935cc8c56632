"""Why a rule could not be tested, and what would make it testable."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bigcommerce_contract.check.exchange import Role
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.verdicts import UNSHOWN, Untested

_WAYS = {
    "full": "--token",
    "read_only": "--read-only-token",
    "no_scope": "--no-scope-token",
    "basic": "--basic and --basic-url",
    "writes": "--mode marked or disposable",
    "crowd": "--mode disposable",
    "disposable": "--mode disposable",
}


@dataclass(frozen=True, slots=True)
class Means:
    """What a run had at its disposal.

    Attributes:
        roles: Roles it had a credential for.
        mode: What it was allowed to do.
        may_delete_all: ``DELETE /customers`` passed the gate.
        ended_early: Why the run stopped before its end, None if it did not.
    """

    roles: frozenset[Role]
    mode: Mode
    may_delete_all: bool = False
    ended_early: str | None = None

    def untested(self, rule: Mapping[str, Any], hindrance: Untested | None = None) -> Untested:
        """Say why no exchange exercised ``rule``.

        Args:
            rule: The rule's entry in the catalogue.
            hindrance: What the server did that kept it from being tested, see `Tally.hindrance`.
        """
        needs: list[str] = rule.get("needs", [])
        missing = dict.fromkeys(_WAYS[need] for need in needs if need in _WAYS and not self._has(need))
        if missing:
            return Untested(f"needs {' and '.join(missing)}")
        if self.ended_early:
            return Untested(f"not reached: {self.ended_early}")
        if "disposable" in needs and not self.may_delete_all:
            return Untested("DELETE /customers was not sent: list and count do not agree that the store is empty")
        if hindrance:
            return hindrance
        if "validate" in needs:
            return Untested("the target offers no POST /customers/{id}/validate, as far as was seen")
        return UNSHOWN

    def _has(self, need: str) -> bool:
        match need:
            case "writes":
                return self.mode is not Mode.READ_ONLY
            case "crowd" | "disposable":
                return self.mode is Mode.DISPOSABLE
            case _:
                return need in self.roles
