"""Sums recordings up: one verdict a rule over all files, and what each file showed."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from bigcommerce_contract.check.recorded.coverage import Coverage
from bigcommerce_contract.check.recorded.judging import SECRETS_RULE, FileResult
from bigcommerce_contract.check.report.lines import laid_out
from bigcommerce_contract.check.report.printable import printable
from bigcommerce_contract.check.verdicts import Status, Tally, Untested, Verdict, summarize
from bigcommerce_contract.document import load_rules

_ROLES = frozenset({"full", "read_only", "no_scope", "basic"})
_NO_ROLE = Untested("the recordings do not say whose credentials were used")

Rules = Sequence[Mapping[str, Any]]


def verdicts_of(results: Sequence[FileResult], rules: Rules) -> list[Verdict]:
    """Give one verdict a rule over all files, that on secrets last."""
    return _verdicts(Tally.total(result.tally for result in results), rules)


def _verdicts(tally: Tally, rules: Rules) -> list[Verdict]:
    return [tally.verdict(rule, _untested(rule, tally)) for rule in (*rules, SECRETS_RULE)]


def _untested(rule: Mapping[str, Any], tally: Tally) -> Untested:
    of_access = str(rule["id"]).startswith("access.") and not _ROLES.isdisjoint(rule.get("needs", ()))
    return _NO_ROLE if of_access else tally.unshown(rule)


def coverage_of(results: Sequence[FileResult]) -> dict[str, Any]:
    """Give how much of the document all files exercise together."""
    coverage, tally = Coverage(), Tally.total(result.tally for result in results)
    for result in results:
        coverage.add(result.coverage)
    return coverage.data(tally.exercised, load_rules())


def file_data(result: FileResult, rules: Rules) -> dict[str, Any]:
    """Give what one file showed, for the JSON report."""
    verdicts = _verdicts(result.tally, rules)
    return {
        "path": str(result.path),
        "error": result.error,
        "stores": result.stores,
        "exchanges": result.exchanges,
        "judged": result.judged,
        "masked": result.masked,
        "summary": summarize(verdicts),
        **{str(status): _ids(verdicts, status) for status in (Status.FAILED, Status.WARNED, Status.PASSED)},
    }


def _ids(verdicts: Sequence[Verdict], status: Status) -> list[str]:
    return [verdict.rule["id"] for verdict in verdicts if verdict.status is status]


def file_table(files: Sequence[Mapping[str, Any]]) -> str:
    """Give a line a file, for people."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=False)
    for name in ("file", "exchanges", "judged", "rules exercised", "not kept"):
        table.add_column(name, no_wrap=True, justify="right" if name in {"exchanges", "judged"} else "left")
    for file in files:
        exercised = sum(len(file[status]) for status in (Status.FAILED, Status.WARNED, Status.PASSED))
        broken = ", ".join((*file[Status.FAILED], *file[Status.WARNED])) or "-"
        shown = ("?", "?", "?", file["error"]) if file["error"] else _counts(file, exercised, broken)
        table.add_row(*(Text(printable(cell)) for cell in (file["path"], *shown)))
    return laid_out(lambda console: console.print(table))


def _counts(file: Mapping[str, Any], exercised: int, broken: str) -> tuple[str, ...]:
    return str(file["exchanges"]), str(file["judged"]), str(exercised), broken
