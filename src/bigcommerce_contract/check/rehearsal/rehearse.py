"""Carries out a plan against an imagined target."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bigcommerce_contract.check.gate import Gate
from bigcommerce_contract.check.guard import Guard
from bigcommerce_contract.check.ledger import Ledger
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.pace import Pace
from bigcommerce_contract.check.plan import Plan
from bigcommerce_contract.check.progress import Progress
from bigcommerce_contract.check.rehearsal.imagined import ImaginedTarget
from bigcommerce_contract.check.run import check_through
from bigcommerce_contract.check.verdicts import Verdict

_STRANGERS = 60
"""A store that is not the run's own is imagined with enough customers that there is always one more page."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a run of a plan would do to a target that keeps the contract.

    Attributes:
        plan: What was rehearsed.
        requests: Number of requests by operationId, the most frequent first; what is no operation by method and path.
        created: Number of customers that would be created.
        verdicts: One a rule; only what would be not tested, and why, means anything.
    """

    plan: Plan
    requests: Mapping[str, int]
    created: int
    verdicts: list[Verdict]


def rehearse(plan: Plan, progress: Progress | None = None) -> Rehearsal:
    """Say what a run would do; nothing is sent to the target, and nothing is left on the disk.

    Args:
        plan: What to rehearse.
        progress: Told how far the rehearsal has come; it takes as long as a check whose target answers at once.

    Raises:
        CheckError: The rehearsal ended early, such as by a signal.
    """
    target = ImaginedTarget(plan.credentials)
    for number in range(0 if plan.mode is Mode.DISPOSABLE else _STRANGERS):
        target.add({"email": f"stranger-{number}@example.com", "first_name": f"Stranger {number}"})
    with tempfile.TemporaryDirectory(prefix="bigcommerce-contract-") as folder:
        ledger = Ledger(Path(folder, "ledger.jsonl"), [])
        gate = Gate(target, plan.credentials, ledger, Guard(plan.mode, ledger.owns), plan.stop, Pace())
        outcome = check_through(gate, plan, progress)
    if outcome.error is not None:
        raise outcome.error
    return Rehearsal(plan, dict(target.received.most_common()), target.created, outcome.verdicts)
