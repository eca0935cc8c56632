"""The whole walk, in order."""

import time
from collections.abc import Callable

from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.walk import (
    access,
    casting,
    creating,
    deleting,
    filtering,
    paging,
    passwords,
    protocol,
    reading,
    refusing_creates,
    refusing_updates,
    updating,
)
from bigcommerce_contract.check.walk.session import Session
from bigcommerce_contract.check.walk.stage import Stage
from bigcommerce_contract.check.walk.step import Step, select

STEPS: tuple[Step, ...] = (
    *casting.STEPS,
    *reading.STEPS,
    *filtering.STEPS,
    *paging.STEPS,
    *creating.STEPS,
    *refusing_creates.STEPS,
    *updating.STEPS,
    *refusing_updates.STEPS,
    *passwords.STEPS,
    *deleting.STEPS,
    *access.STEPS,
    *protocol.STEPS,
    *casting.LATE,
    *filtering.LATE,
    *paging.CROWD,
    *access.DELETE_ALL,
    *deleting.END,
)


def run_walk(
    session: Session,
    *,
    mode: Mode | str,
    rules: frozenset[str] | None = None,
    sleep: Callable[[float], None] = time.sleep,
    on_step: Callable[[str, int, int], None] | None = None,
) -> None:
    """Send the traffic that makes rules visible to a judge who only watches.

    The walk itself judges nothing: it goes on whatever the server answers. In `disposable` mode it leaves an empty
    store, otherwise it deletes what it created.

    Args:
        session: The connection to the target.
        mode: What may be done to the store. `read-only` sends GET requests alone.
        rules: Ids of the rules of interest; None for all. Steps that only prepare others come along.
        sleep: Waits so many seconds; the walk waits about one second for the server's clock where it needs to.
        on_step: Told the name of each step before it is taken, how many are done, and how many there are.
    """
    mode = Mode(mode)
    stage = Stage(session, mode, sleep)
    steps = select(STEPS, _available(session, mode), rules)
    for done, step in enumerate(steps):
        if on_step:
            on_step(step.name, done, len(steps))
        step.run(stage)
    deleting.leave(stage)


def _available(session: Session, mode: Mode) -> frozenset[str]:
    means = {role.value for role in session.roles}
    if mode is not Mode.READ_ONLY:
        means.add("writes")
    if mode is Mode.DISPOSABLE:
        means.update(("disposable", "crowd"))
    return frozenset(means)
