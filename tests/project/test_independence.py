"""Who imports whom: the mock, the check and the SDK share the document and no code."""

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from .checkout import ROOT, distribution_name, requirements

CONTRACT = ROOT / "src/bigcommerce_contract"
SDK = ROOT / "generated/bigcommerce_customers"
OURS = {"bigcommerce_contract", "bigcommerce_customers"}


def imports(folder: Path) -> Iterator[tuple[str, str]]:
    """Give each import below a folder: the file's path from the root and the full name of the module imported."""
    for path in sorted(folder.rglob("*.py")):
        package = path.relative_to(ROOT).with_suffix("").parts[1:-1]
        for node in ast.walk(ast.parse(path.read_text())):
            for module in _imported(node, package):
                yield str(path.relative_to(ROOT)), module


def _imported(node: ast.AST, package: tuple[str, ...]) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = package[: len(package) - node.level + 1] if node.level else ()
    source = ".".join([*base, *([node.module] if node.module else [])])
    return [f"{source}.{alias.name}" for alias in node.names]


@pytest.mark.parametrize(
    ("folder", "foreign"),
    [
        (CONTRACT / "check", "bigcommerce_contract.mock"),
        (CONTRACT / "mock", "bigcommerce_contract.check"),
        (CONTRACT / "check", "bigcommerce_customers"),
        (CONTRACT / "mock", "bigcommerce_customers"),
        (CONTRACT / "api", "bigcommerce_contract.mock"),
        (CONTRACT / "api", "bigcommerce_customers"),
        (CONTRACT / "check", "bigcommerce_contract.api"),
        (CONTRACT / "mock", "bigcommerce_contract.api"),
        (SDK, "bigcommerce_contract"),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_neither_imports_the_other(folder: Path, foreign: str) -> None:
    found = list(imports(folder))
    assert found
    assert [(file, module) for file, module in found if f"{module}.".startswith(f"{foreign}.")] == []


@pytest.mark.parametrize(
    ("folder", "extras"),
    [
        (SDK, [None]),
        # What needs the second extra says so where it is missing.
        (CONTRACT / "mock", ["mock", "tls"]),
        (CONTRACT / "check", ["check"]),
        (CONTRACT / "api", ["check"]),
    ],
)
def test_a_part_imports_only_what_its_installation_brings(folder: Path, extras: list[str | None]) -> None:
    brought = {distribution_name(requirement) for extra in extras for requirement in requirements(extra)}
    providers = packages_distributions()
    outside = {
        (file, top)
        for file, module in imports(folder)
        if (top := module.partition(".")[0]) not in sys.stdlib_module_names | OURS
        and not brought & {distribution_name(provider) for provider in providers.get(top, [])}
    }
    # pytest alone loads its plugins.
    assert {(file, top) for file, top in outside if (Path(file).name, top) != ("pytest_plugin.py", "pytest")} == set()
