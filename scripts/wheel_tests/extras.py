"""What an installation with some extras promises: what can be imported, and which commands work."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    """What one extra brings.

    Attributes:
        packages: Packages and modules that can be imported, each with all that is below it.
        commands: The commands of `bigcommerce-contract` that work.
    """

    packages: tuple[str, ...]
    commands: frozenset[str] = frozenset()


# Without any extra: the SDK, and the parts of the plugins that pytest loads in every project.
BASE = Promise(("bigcommerce_customers", "bigcommerce_contract.__main__", "bigcommerce_contract.extras"))
PROMISES = {
    "cassettes": Promise(("bigcommerce_contract.cassettes", "bigcommerce_contract.document")),
    "check": Promise(
        ("bigcommerce_contract.api", "bigcommerce_contract.check", "bigcommerce_contract.rules_command"),
        # The page needs nothing that rich does not bring along.
        frozenset({"check", "docs", "rules", "verify"}),
    ),
    "docs": Promise(("bigcommerce_contract.docs", "bigcommerce_contract.cli"), frozenset({"docs", "rules"})),
    "mock": Promise(("bigcommerce_contract.mock", "bigcommerce_contract.docs"), frozenset({"docs", "mock", "rules"})),
}


def promised(extras: frozenset[str]) -> Promise:
    """Give what an installation with these extras promises."""
    parts = [BASE, *(PROMISES[extra] for extra in sorted(extras & PROMISES.keys()))]
    packages = tuple(dict.fromkeys(package for part in parts for package in part.packages))
    return Promise(packages, BASE.commands.union(*(part.commands for part in parts)))
