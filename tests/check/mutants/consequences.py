"""Rules that are named besides the broken one, because a store with that defect shows these as well.

Kept as short as it can be: what stands here is what a reader of a report sees although one thing is wrong.
"""

from fnmatch import fnmatchcase

from tests.check.mutants.registry import Mutant

_WHOLE = ("customer.*",)
"""An answer without a customer lacks every property."""

_BY_RULE: dict[str, tuple[str, ...]] = {
    # Whoever cannot list, count or create in one form cannot do what needs it either.
    "access.form.*": ("access.basic.challenge", "list.*", "count.shape", "create.*"),
    # Two stores contradict each other in everything.
    "access.form.same_store": (
        "count.value",
        "create.*",
        "customer.addresses.form",
        "delete*",
        "get.missing",
        "list.collection",
        "update.*",
    ),
    "access.scope.read_only.allowed": ("access.scope.status",),
    # A list that cannot be read, or is incomplete, contradicts the count and every look at one customer.
    "list.array": ("access.form.*", "error.server", "get.missing", "list.*"),
    "list.collection": ("count.value", "customer.addresses", "delete.*", "get.missing", "list.page*"),
    # Pages, limits and the end of the list are one arithmetic.
    "list.page*": ("count.value", "list.collection", "list.empty", "list.filter.*", "list.page*"),
    "list.limit*": ("count.value", "list.collection", "list.filter.*", "list.limit*", "list.page*"),
    "list.filter.*": (
        "list.filter.date.inclusive",
        "list.filter.exact",
        "list.last_modified",
        "list.limit",
        "list.page*",
    ),
    "count.shape": ("count.filtered", "error.server"),
    "get.customer": (
        "error.server",
        "*.missing",
        "access.form.same_store",
        "count.value",
        "create.*",
        "customer.addresses",
        "delete.*",
        "get.same_as_list",
        "list.collection",
    ),
    "get.missing": (*_WHOLE, "delete.customer", "get.customer"),
    # The judge cannot tell which of two answers is right: it names what was stored and what differs.
    "get.same_as_list": ("create.stored", "list.filter.*", "list.last_modified", "update.*"),
    "count.value": ("count.filtered",),
    "customer.id": ("customer.addresses", "get.*", "list.*"),
    "customer.addresses": ("customer.addresses.form",),
    "customer.bounds": ("create.stored", "get.same_as_list", "list.filter.*", "update.*"),
    "customer.date*": ("customer.dates", "get.same_as_list", "list.last_modified"),
    "customer.*_name": ("customer.blanks",),
    "create.body": (*_WHOLE, "create.*"),
    "create.accepted": ("create.*",),
    "create.stored": ("create.email.unique", "customer.blanks", "customer.store_credit"),
    "create.id": ("create.*", "customer.addresses", "list.collection"),
    "create.authentication.*": ("create.accepted", "create.force_reset"),
    "create.force_reset": ("create.authentication.parts", "create.password.confirmation"),
    "create.email.unique": ("create.id", "list.filter.email"),
    "create.password.*": ("create.password.*", "update.password.*"),
    "update.body": (*_WHOLE, "update.*"),
    "update.stored": ("customer.blanks", "update.*"),
    "update.others": ("create.stored",),
    "update.missing": _WHOLE,
    "update.date_modified": ("customer.dates", "get.same_as_list"),
    "update.read_only.id": ("create.password.set",),
    "update.email.unique": ("update.stored",),
    "update.password.*": ("update.force_reset.shown", "update.password.*"),
    "delete.customer": (
        "error.server",
        "*.missing",
        "count.value",
        "create.email.unique",
        "customer.addresses.form",
        "get.customer",
        "list.*",
        "update.accepted",
    ),
    "delete_all.customers": ("count.value",),
    "delete_all.offered": ("access.method.allow",),
    "request.json": ("update.keeps",),
    # An error of no known shape carries neither reason nor limit.
    "error.*": ("*.email.reason", "get.missing", "list.limit.too_high"),
}


def unexpected(mutant: Mutant, named: set[str]) -> set[str]:
    """Give the rules that were named though the mutant breaks none of them."""
    families = [known for rule, known in _BY_RULE.items() if fnmatchcase(mutant.rule, rule)]
    patterns = [mutant.rule, *(pattern for family in families for pattern in family)]
    return {rule for rule in named if not any(fnmatchcase(rule, pattern) for pattern in patterns)}
