"""A rehearsal, told to people and to scripts."""

import json
from typing import Any

from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.rehearsal.rehearse import Rehearsal
from bigcommerce_contract.check.verdicts import Status
from bigcommerce_contract.document import load_document, operations_of

_MARGIN = 1.1
"""What is sent depends on what is answered: a run that is answered otherwise sends a little more or less."""
_PROMISES = {
    Mode.READ_ONLY: "Only GET requests are sent.",
    Mode.MARKED: "Only customers that the run creates are changed, and all of them are deleted at the end.",
    Mode.DISPOSABLE: "The store must be empty and is left empty: DELETE /customers is sent.",
}
_EMPTIES = "The store is emptied first: DELETE /customers is sent before anything else."


def to_data(rehearsal: Rehearsal) -> dict[str, Any]:
    """Return what a run would do as data."""
    plan, untested = rehearsal.plan, [each for each in rehearsal.verdicts if each.status is Status.NOT_TESTED]
    bases = plan.credentials.bases
    return {
        "target": bases.get("oauth") or bases["basic"],
        "mode": str(plan.mode),
        "seed": plan.seed,
        "promise": _EMPTIES if plan.delete_all else _PROMISES[plan.mode],
        "requests": _most(sum(rehearsal.requests.values())),
        "customers_created": _most(rehearsal.created),
        "operations": {name: _most(number) for name, number in rehearsal.requests.items()},
        "not_sent": sorted(_operations() - rehearsal.requests.keys()),
        "seconds_at_rate": round(_most(sum(rehearsal.requests.values())) / plan.rate, 1) if plan.rate else None,
        "rules": len(rehearsal.verdicts),
        "not_tested": {verdict.rule["id"]: verdict.reason for verdict in untested},
    }


def to_json(rehearsal: Rehearsal) -> str:
    """Return what a run would do as JSON."""
    return json.dumps(to_data(rehearsal), indent=2, ensure_ascii=False) + "\n"


def to_text(rehearsal: Rehearsal) -> str:
    """Return what a run would do as text."""
    data = to_data(rehearsal)
    created = f"{data['customers_created']:,} customers created"
    lines = [
        f"{data['target']} · mode {data['mode']} · seed {data['seed']} · nothing was sent",
        "",
        data["promise"],
        f"At most {data['requests']:,} requests and {created}, if the target keeps the contract:",
        *(f"  {number:>6,}  {name}" for name, number in data["operations"].items()),
    ]
    if data["not_sent"]:
        lines.append(f"Not sent: {', '.join(data['not_sent'])}.")
    if data["seconds_at_rate"]:
        lines.append(f"With --rate that takes {data['seconds_at_rate']:,} s at least.")
    tested = data["rules"] - len(data["not_tested"])
    lines.append(f"{tested} of {data['rules']} {'rule' if data['rules'] == 1 else 'rules'} would be tested.")
    lines += [f"  not tested  {rule} ({reason})" for rule, reason in data["not_tested"].items()]
    return "\n".join(lines) + "\n"


def _most(number: int) -> int:
    return -int(-number * _MARGIN // 1)


def _operations() -> frozenset[str]:
    return frozenset(each["operationId"] for each in operations_of(load_document()))
