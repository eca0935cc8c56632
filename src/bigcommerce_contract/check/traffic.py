"""The traffic of a check: the walk, then what schemathesis generates, all of it through the gate."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from bigcommerce_contract.check.errors import CheckError
from bigcommerce_contract.check.explore import Exploration, explorer
from bigcommerce_contract.check.explored import operations_to_explore
from bigcommerce_contract.check.gate import Gate
from bigcommerce_contract.check.gate_server import open_door
from bigcommerce_contract.check.marker import Marker
from bigcommerce_contract.check.pace import Stop
from bigcommerce_contract.check.plan import Plan
from bigcommerce_contract.check.progress import Progress
from bigcommerce_contract.check.session import Session
from bigcommerce_contract.check.walk import run_walk


def produce(plan: Plan, gate: Gate, marker: Marker, progress: Progress) -> CheckError | None:
    """Let both sources send what they have for the rules of ``plan``.

    Args:
        plan: What to check and how.
        gate: Carries the requests.
        marker: The marks of the run.
        progress: Told of each step.

    Returns:
        What ended them early, None if nothing did.
    """
    chosen = None if plan.all_rules else frozenset(rule["id"] for rule in plan.rules)
    try:
        with _explorer(plan, gate, marker) as explore:
            progress.enter("walk")
            session = Session(gate, marker)
            run_walk(session, mode=plan.mode, rules=chosen, sleep=plan.stop.wait, on_step=progress.step)
            progress.enter("generated requests")
            explore(plan.stop)
            gate.check()
    except CheckError as error:
        return error
    return None


@contextmanager
def _explorer(plan: Plan, gate: Gate, marker: Marker) -> Generator[Callable[[Stop], None]]:
    names = frozenset[str]() if plan.all_rules else operations_to_explore(plan.rules, plan.mode)
    if not names and not plan.all_rules:
        yield lambda _: None
        return
    main = plan.credentials.main
    form = plan.credentials.form_of(main)
    with (
        open_door(gate) as url,
        explorer(Exploration(url, form, main, plan.mode, marker.domain, plan.seed, operations=names)) as explore,
    ):
        yield explore
