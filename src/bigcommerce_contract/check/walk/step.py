"""A step of the walk, and which steps a set of rules asks for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bigcommerce_contract.check.walk.stage import Stage


@dataclass(frozen=True, slots=True)
class Step:
    """A few requests that make some rules visible.

    Attributes:
        name: What the step does, unique.
        run: Sends its requests.
        rules: The rules that it exercises; one that ends with a dot stands for all that begin with it.
        needs: What the run must have: credentials by role, `writes`, `crowd`, `disposable`.
        after: Names of the steps that prepare what this one needs; one that the run cannot take is left out.
    """

    name: str
    run: Callable[[Stage], None]
    rules: tuple[str, ...]
    needs: frozenset[str] = frozenset()
    after: tuple[str, ...] = ()

    def concerns(self, rule: str) -> bool:
        """Tell whether the step exercises a rule."""
        return covers(self.rules, rule)


def covers(names: Iterable[str], rule: str) -> bool:
    """Tell whether one of ``names`` is that of a rule, or the beginning of it up to a dot."""
    return any(rule.startswith(name) if name.endswith(".") else rule == name for name in names)


def select(steps: Iterable[Step], available: frozenset[str], rules: frozenset[str] | None) -> list[Step]:
    """Choose the steps for some rules, with those that prepare them, in the order given.

    Args:
        steps: All steps, each behind those that prepare it.
        available: What the run has.
        rules: Ids of rules; None for all.
    """
    possible = [step for step in steps if step.needs <= available]
    wanted: set[str] = set()
    for step in reversed(possible):
        if step.name in wanted or rules is None or any(map(step.concerns, rules)):
            wanted.update((step.name, *step.after))
    return [step for step in possible if step.name in wanted]
