"""A whole check: probe, walk, explore, judge, clean up."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bigcommerce_contract.check.cleanup import (
    Cleaned,
    new_ledger,
    remove_created,
    remove_everything,
    remove_marked,
)
from bigcommerce_contract.check.credentials import Credentials
from bigcommerce_contract.check.errors import CheckError, TargetError
from bigcommerce_contract.check.gate import Gate
from bigcommerce_contract.check.guard import Guard
from bigcommerce_contract.check.judge import Judge, World
from bigcommerce_contract.check.ledger import Ledger, left_ledgers
from bigcommerce_contract.check.marker import Marker
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.pace import Pace, Stop
from bigcommerce_contract.check.plan import Plan
from bigcommerce_contract.check.probe import probe, settle
from bigcommerce_contract.check.progress import Progress
from bigcommerce_contract.check.reasons import Means
from bigcommerce_contract.check.session import Session
from bigcommerce_contract.check.traffic import produce
from bigcommerce_contract.check.upstream import Upstream
from bigcommerce_contract.check.verdicts import Verdict, Witness


@dataclass(slots=True)
class Outcome:
    """What came of a check.

    Attributes:
        verdicts: One a rule, in the order of the catalogue.
        requests: Number of requests sent to the target.
        duration_s: Seconds from the first request to the end of the clean-up.
        waited_s: Seconds of it in which the run waited for answers.
        error: What ended the run early, None if nothing did.
        cleaned: What the clean-up did.
        passwords: Passwords that the run gave to customers.
    """

    verdicts: list[Verdict] = field(default_factory=list[Verdict])
    requests: int = 0
    duration_s: float = 0.0
    waited_s: float = 0.0
    error: CheckError | None = None
    cleaned: Cleaned = field(default_factory=lambda: Cleaned(0, ()))
    passwords: set[str] = field(default_factory=set[str], repr=False)


def run_check(plan: Plan, progress: Progress | None = None) -> Outcome:
    """Check a target.

    Args:
        plan: What to check and how.
        progress: Told how far the run has come.

    Raises:
        CheckError: The check could not begin; whatever ends it later is `Outcome.error`.
    """
    with _gate(plan, new_ledger([*plan.credentials.bases.values()])) as gate:
        return check_through(gate, plan, progress)


def check_through(gate: Gate, plan: Plan, progress: Progress | None = None) -> Outcome:
    """Check what stands behind a gate; arguments and errors are those of `run_check`."""
    began = time.monotonic()
    outcome, progress = Outcome(), progress or Progress()
    progress.requests = lambda: gate.requests
    marker = Marker()
    session = Session(gate, marker)
    try:
        probe(session, plan.credentials)
        closed = settle(gate, session, delete_all=plan.delete_all)
        witness = Witness(Judge(world=World.CLOSED if closed else World.OPEN))
        gate.observer, progress.broken = witness.observe, lambda: len(witness.tally.kept)
        outcome.error = produce(plan, gate, marker, progress)
        if witness.error is not None:
            raise witness.error
        outcome.passwords = witness.passwords
        outcome.verdicts = _verdicts(plan, gate, witness, outcome.error)
    finally:
        progress.enter("clean-up")
        outcome.cleaned = clean_up(gate, session)
    outcome.requests, outcome.duration_s, outcome.waited_s = gate.requests, time.monotonic() - began, gate.waited_s
    return outcome


def run_clean_up(credentials: Credentials, stop: Stop, rate: float | None) -> Cleaned:
    """Remove what killed runs left on a store: by their ledgers, then by the marks of the customers.

    Raises:
        CheckError: The target cannot be reached or refuses the credentials.
    """
    plan = Plan(credentials, [], all_rules=False, mode=Mode.MARKED, seed=0, stop=stop, rate=rate)
    bases = [*credentials.bases.values()]
    cleaned = Cleaned(0, ())
    for ledger in (*map(Ledger.resume, left_ledgers(bases)), new_ledger(bases)):
        with _gate(plan, ledger) as gate:
            session = Session(gate, Marker())
            probe(session, credentials)
            cleaned += remove_created(gate, session) if ledger.entries.sent else remove_marked(gate, session)
    return cleaned


@contextmanager
def _gate(plan: Plan, ledger: Ledger) -> Generator[Gate]:
    with Upstream(plan.credentials) as upstream:
        try:
            yield Gate(upstream, plan.credentials, ledger, Guard(plan.mode, ledger.owns), plan.stop, Pace(plan.rate))
        finally:
            ledger.release()


def _verdicts(plan: Plan, gate: Gate, witness: Witness, error: CheckError | None) -> list[Verdict]:
    early = str(error) if error else None
    means = Means(plan.credentials.roles, plan.mode, gate.guard.may_delete_all, early)
    tally = witness.tally
    return [tally.verdict(rule, means.untested(rule, tally.hindrance(rule))) for rule in plan.rules]


def clean_up(gate: Gate, session: Session) -> Cleaned:
    """Remove what a run created, whatever ended it: signals and the limit of time no longer count."""
    gate.open_for_clean_up()
    try:
        return remove_everything(gate, session) if gate.guard.may_delete_all else remove_created(gate, session)
    except TargetError:
        return Cleaned(len(gate.ledger.entries.gone), tuple(gate.ledger.entries.left()), listed=False)
