"""A run with a verdict of each kind, reported in every format."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.check.commanding import Ended, check_target, explore_nothing
from tests.check.target import FOREIGN, Target

STATUSES = {
    "access.form.basic": ("must", "not_tested"),
    "list.limit.too_high": ("should", "warned"),
    "customer.company": ("must", "failed"),
    "count.shape": ("must", "passed"),
}
FORMATS = ("html", "json", "junit", "markdown", "sarif", "text")


@dataclass(frozen=True)
class Run:
    target: Target
    ended: Ended
    folder: Path
    sent: int

    def text(self, name: str) -> str:
        return (self.folder / name).read_text()


def run_with_all_reports(served: Target, folder: Path) -> Run:
    """Check a target that stores what no report may be upset by."""
    served.reset()
    for number, email in FOREIGN.items():
        served.add({"id": number, "email": email, "company": {"|": "<b>&]]>\x1b[2J\x00\n[red]"}})
    chosen = [word for rule in STATUSES for word in ("--rule", rule)]
    files = [word for name in FORMATS for word in ("--report", f"{name}={folder / name}")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setattr("bigcommerce_contract.check.traffic.explorer", explore_nothing)
        ended = check_target(served, *chosen, *files, "--mode", "read-only", "--seed", "7")
    return Run(served, ended, folder, len(served.log))
