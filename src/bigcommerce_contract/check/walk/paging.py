"""Pages of several sizes up to the one past the end, the limits of `limit`, and a crowd large enough to see them."""

from bigcommerce_contract.check.exchange import Role
from bigcommerce_contract.check.walk.facts import paging
from bigcommerce_contract.check.walk.stage import Stage, customer_of, customers_of
from bigcommerce_contract.check.walk.step import Step

_AFTER = ("create the cast", "meet the cast")
_PAGES = 12
_MARGIN = 5
_FAR_PAGE = 2**31 - 1
_MALFORMED = ("0", "-1", "abc", "1.5")


def _through(stage: Stage) -> None:
    size = len(stage.cast)
    for limit in sorted({2, 3, size or 1}):
        _pages(stage, {"limit": limit})
    for role in stage.readers:
        _pages(stage, {"limit": 3}, role)


def _pages(stage: Stage, query: dict[str, object], role: Role | None = None) -> None:
    for page in range(1, _PAGES):
        if not customers_of(stage.list(role, **query, page=page)):
            return


def _past_end(stage: Stage) -> None:
    for role in (stage.main, *stage.readers):
        stage.list(role, page=_FAR_PAGE)
    if stage.cast:
        stage.list(page=2, limit=paging("limit")["maximum"], min_id=stage.cast[0]["id"])
        stage.list(page=_PAGES, limit=1, min_id=stage.cast[0]["id"])


def _deep(stage: Stage) -> None:
    """Turn the pages about our first customer twice, where others stand on pages before it."""
    if not stage.cast:
        return
    first, size = stage.cast[0]["id"], paging("limit")["maximum"]
    others = customer_of(stage.count(max_id=first - 1)).get("count")
    if not isinstance(others, int) or others < size:
        return
    page = others // size + 1
    for number in (page - 1, page, page - 1, page, page + 1, page):
        stage.list(limit=size, page=number)
    stage.list(limit=size, page=page, min_id=first)


def _last(stage: Stage) -> None:
    """Turn to the last page, where our customers stand, with room left on it in a store of any size."""
    number, maximum = customer_of(stage.count()).get("count"), paging("limit")["maximum"]
    if isinstance(number, int):
        size = maximum if number % maximum else maximum - 1
        stage.list(limit=size, page=number // size + 1)


def _malformed(stage: Stage) -> None:
    for value in _MALFORMED:
        stage.list(page=value)
        stage.list(limit=value)


def _too_high(stage: Stage) -> None:
    maximum: int = paging("limit")["maximum"]
    for limit in (maximum, maximum + 1, 4 * maximum):
        stage.list(limit=limit)
    for role in stage.readers:
        stage.list(role, limit=maximum + 1)


def _crowd(stage: Stage, size: int) -> None:
    for number in range(len(stage.made), size):
        stage.create(stage.person("crowd", company=f"Crowd {number % 7}"))


def _small_crowd(stage: Stage) -> None:
    _crowd(stage, paging("limit")["default"] + _MARGIN)


def _large_crowd(stage: Stage) -> None:
    _crowd(stage, paging("limit")["maximum"] + _MARGIN)


def _default(stage: Stage) -> None:
    for role in (stage.main, *stage.readers):
        stage.list(role)
    for page in (1, 2):
        stage.list(page=page)
    for customer_id in stage.made[:1]:
        stage.list(min_id=customer_id)
    stage.list(limit=paging("limit")["default"] + 1)


def _full_pages(stage: Stage) -> None:
    maximum: int = paging("limit")["maximum"]
    for page in (1, 2, 3):
        stage.list(limit=maximum, page=page)
    stage.list(limit=maximum - 1, page=2)
    _too_high(stage)
    stage.count()
    for customer_id in stage.made[:1]:
        stage.list(limit=maximum + 1, min_id=customer_id)


STEPS = (
    Step(
        "turn all pages",
        _through,
        ("list.page", "list.page.past_end", "list.limit", "list.order", "list.empty", "list.collection"),
        after=_AFTER,
    ),
    Step("turn far pages", _deep, ("list.page", "list.filter.min_id"), frozenset({"writes"}), after=_AFTER),
    Step("turn the last page", _last, ("list.collection",), frozenset({"writes"}), after=_AFTER),
    Step("turn past the end", _past_end, ("list.page.past_end", "list.empty"), after=_AFTER),
    Step(
        "ask for malformed pages", _malformed, ("list.page.malformed", "list.limit.malformed", "error."), after=_AFTER
    ),
    Step("ask for too much", _too_high, ("list.limit.too_high", "list.limit.maximum", "error."), after=_AFTER),
)

CROWD = (
    Step("create a small crowd", _small_crowd, (), frozenset({"crowd", "writes"}), ("begin with an empty store",)),
    Step("list without a limit", _default, ("list.limit.default", "list.order"), after=("create a small crowd",)),
    Step("create a large crowd", _large_crowd, (), frozenset({"crowd", "writes"}), ("create a small crowd",)),
    Step(
        "turn the largest pages",
        _full_pages,
        ("list.limit.maximum", "list.limit", "list.page"),
        frozenset({"crowd"}),
        ("create a large crowd",),
    ),
)
