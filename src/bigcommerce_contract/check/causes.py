"""Which broken rules have one cause: a report shows them as one entry."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bigcommerce_contract.check.verdicts import Status, Verdict

_ALL = 100
"""Stands for the number of operations of a rule that names none: it is about every request."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A breach as a person sees it.

    Attributes:
        verdict: The verdict on the rule that says most of it.
        also: The verdicts on the other rules that the same cause breaks.
    """

    verdict: Verdict
    also: tuple[Verdict, ...]


def entries(verdicts: Iterable[Verdict]) -> list[Entry]:
    """Put the broken rules together that have one cause.

    A rule stands below others where each of its breaches is one of theirs: in the same answer if that is an error, in
    any answer of an operation that is missing, of the same property of a customer wherever it is shown. See
    `Finding.causes`. What failed comes before what
    warned, and a rule about one operation before one about all; a rule that has any breach of its own is an entry.

    Args:
        verdicts: The verdicts, in the order of the catalogue.

    Returns:
        The entries in that order; a rule whose breaches are those of several others stands below each of them.
    """
    broken = [verdict for verdict in verdicts if verdict.findings]
    heads: list[Verdict] = []
    below: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in sorted(broken, key=_weight):
        explained = frozenset[str]().union(*(head.causes for head in heads))
        if not verdict.causes or not verdict.causes <= explained:
            heads.append(verdict)
            continue
        for head in _first_that_explain(verdict.causes, heads):
            below[head.rule["id"]].append(verdict)
    ids = {head.rule["id"] for head in heads}
    return [Entry(each, tuple(below[each.rule["id"]])) for each in broken if each.rule["id"] in ids]


def _first_that_explain(causes: frozenset[str], heads: Iterable[Verdict]) -> Iterator[Verdict]:
    for head in heads:
        if head.causes & causes:
            yield head
        causes -= head.causes


def heads_by_rule(verdicts: Iterable[Verdict]) -> dict[str, list[str]]:
    """Give the rules below which each rule stands, by id; nothing for a rule with an entry of its own."""
    heads: dict[str, list[str]] = defaultdict(list)
    for entry in entries(verdicts):
        for verdict in entry.also:
            heads[verdict.rule["id"]].append(entry.verdict.rule["id"])
    return dict(heads)


def _weight(verdict: Verdict) -> tuple[bool, int, int]:
    operations = len(verdict.rule["operations"]) or _ALL
    return verdict.status is not Status.FAILED, operations, -len(verdict.causes)
