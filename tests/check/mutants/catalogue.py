"""All mutants: importing the modules registers them."""

from importlib import import_module

from tests.check.mutants.registry import MUTANTS

_MODULES = (
    "access",
    "listing",
    "paging",
    "filters",
    "filter_names",
    "representation",
    "reading",
    "writing",
    "requiring",
    "addresses",
    "creating",
    "updating",
    "deletion",
    "passwords",
    "protocol",
    "sometimes",
)
for _module in _MODULES:
    import_module(f"tests.check.mutants.{_module}")

__all__ = ["MUTANTS"]
