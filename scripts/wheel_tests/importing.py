"""Import all of some packages and print where they came from, as JSON. Runs in the environment that is tested.

Needs nothing but Python itself. Arguments: the names of the packages.
"""

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator

# pytest alone loads these, and pytest is in no extra.
_PYTEST_ALONE = ("pytest_plugin", "pytest_extras")


def modules(name: str) -> Iterator[str]:
    """Import a package or module and give its name and the names of all below it."""
    found = importlib.import_module(name)
    yield name
    for below in pkgutil.iter_modules(getattr(found, "__path__", ()), f"{name}."):
        if below.name.rpartition(".")[2] not in _PYTEST_ALONE:
            yield from modules(below.name)


if __name__ == "__main__":
    names = [name for package in sys.argv[1:] for name in modules(package)]
    json.dump({name: sys.modules[name].__file__ for name in names}, sys.stdout)
