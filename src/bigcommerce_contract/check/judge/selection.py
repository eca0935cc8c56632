"""What a list answer holds, compared with what the model says it should hold."""

from dataclasses import dataclass
from typing import Any

from bigcommerce_contract.check.judge.conditions import Query, read_query
from bigcommerce_contract.check.judge.contract import limits
from bigcommerce_contract.check.judge.model import Known
from bigcommerce_contract.check.judge.values import as_array, as_integer
from bigcommerce_contract.check.judge.view import View


@dataclass(frozen=True, slots=True)
class Selection:
    """A list answer beside the model.

    Attributes:
        query: What was asked for.
        items: The customers in the answer.
        ids: Their ids in order.
        matching: Trusted customers that the filters must select, by id.
        open: Trusted customers that the filters may select.
        settled: Whether `matching` is exactly what the store must have selected.
    """

    query: Query
    items: list[dict[str, Any]]
    ids: list[int]
    matching: list[Known]
    open: list[Known]
    settled: bool

    @property
    def whole(self) -> bool:
        """Whether the answer is a first page with room left, so that nothing more can follow."""
        return self.query.page == 1 and len(self.items) < self.query.size

    @property
    def in_order(self) -> bool:
        """Whether the ids come in order."""
        return bool(self.ids) and self.ids == sorted(self.ids)

    @property
    def intruders(self) -> list[int]:
        """The ids of customers in the answer that the filters do not select."""
        return [number for number, item in zip(self.ids, self.items, strict=False) if self.query.selects(item) is False]

    @property
    def window(self) -> list[int]:
        """The ids that the page must hold, where the selection is settled."""
        start = (self.query.page - 1) * self.query.size
        return [known.id for known in self.matching[start : start + self.query.size]]


def read_selection(view: View) -> Selection | None:
    """Compare a list answer with the model; None where it is no clear, answered list request."""
    if "selection" not in view.memo:
        view.memo["selection"] = _read(view)
    selection: Selection | None = view.memo["selection"]
    return selection


def _read(view: View) -> Selection | None:
    operation = view.seen.operation
    if view.operation != "listCustomers" or operation is None or not view.done:
        return None
    query = read_query(view.seen, operation)
    _, maximum = limits()
    if not query.clear or (query.limit or 0) > maximum:
        return None
    items = view.seen.shown()
    if view.shows and as_array(view.seen.answer) != items:
        return None  # That is no list, and a matter of list.array.
    ids = [number for item in items if (number := as_integer(item.get("id"))) is not None]
    if len(set(ids)) < len(ids):
        return None  # Whoever is listed twice took the place of another: a matter of list.collection.
    answers = [(known, query.selects(known.shown)) for known in view.model.trusted()]
    matching = [known for known, answer in answers if answer]
    doubtful = [known for known, answer in answers if answer is None]
    settled = view.model.closed and not doubtful
    return Selection(query, items, ids, matching, doubtful, settled)
