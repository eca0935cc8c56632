"""Servers whose defect shows on some requests only: on a later page, in one form, with one value."""

from tests.check.mutants.registry import add, instead

add("list.page", "refuses all but the first page", instead(404, lambda call: (call.get("page") or "1") > "1"))
