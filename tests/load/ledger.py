"""What a writer knows of its customers: what was acknowledged, and what may have happened without an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]
State = Body | None
"""What a customer holds; None where there is none."""


@dataclass
class Ledger:
    """The customers of one writer, whom nobody else changes.

    Attributes:
        states: What each customer may be by now, by id: one state where everything was acknowledged.
        unanswered: E-mail addresses of creates that were not answered: a customer may have them, or nobody.
    """

    states: dict[int, list[State]] = field(default_factory=dict[int, list[State]])
    unanswered: set[str] = field(default_factory=set[str])

    def acknowledge(self, customer_id: int, state: State) -> None:
        """Note that a customer is so."""
        self.states[customer_id] = [state]

    def doubt(self, customer_id: int, state: State) -> None:
        """Note that a customer may have become so."""
        self.states[customer_id].append(state)

    def living(self) -> dict[int, Body]:
        """Give the customers that are there for certain, with what they hold."""
        certain = {each: states[0] for each, states in self.states.items() if len(states) == 1}
        return {each: state for each, state in certain.items() if state is not None}

    def allows(self, customer_id: int, shown: Mapping[str, Any] | None) -> bool:
        """Tell whether a customer may be what the server shows of it, None for a 404."""
        return any(_holds(state, shown) for state in self.states[customer_id])


def _holds(state: State, shown: Mapping[str, Any] | None) -> bool:
    if state is None or shown is None:
        return state is shown
    return all(shown[name] == value for name, value in state.items())
