"""Mutants made by machine: every small change of a module's source that this file knows how to make."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

_SWAPS: dict[type[ast.AST], Any] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
}
_DROPPED = (ast.Expr, ast.Raise, ast.AugAssign, ast.Delete)
_SHOWN = 120
_NOT_BEHAVIOUR = {"annotation", "returns", "type_comment"}

_SOURCES = Path(__file__).resolve().parents[3] / "src"
# What decides no answer of the API: how the program starts and runs, in how many processes, over which connections to a
# database, what it is told, logs and makes up, the means to control and break it, and the bytes below HTTP.
_APART = {
    *("__init__", "access_log", "announcement", "buffering", "clock", "command", "config", "connections", "control"),
    *("database", "declined_upgrade", "documentation", "exchange", "faults", "outage", "protocol", "pytest_plugin"),
    *("seed", "server", "settings", "shared_windows", "snapshots", "testing", "tls", "transports", "workers"),
}

Edit = Callable[[Any], None]
"""Changes a node in place."""


@dataclass(frozen=True)
class SourceMutant:
    """A module with one change.

    Attributes:
        module: Dotted name of the module.
        line: Where the changed statement begins.
        before: The changed line of the statement as it was, or a piece of it.
        after: The same as it is now.
        source: The whole module with the change.
        twin: How many changes before it look the same.
    """

    module: str
    line: int
    before: str
    after: str
    source: str
    twin: int = 0

    def __str__(self) -> str:
        """Name it by what it changes, wherever that stands in the file."""
        return f"{self.module}: {self.before} → {self.after}" + (f" ({self.twin + 1})" if self.twin else "")


def mutants_of_the_mock() -> Iterator[SourceMutant]:
    """Give every mutant of the modules that answer requests."""
    for path in sorted(_SOURCES.joinpath("bigcommerce_contract", "mock").rglob("*.py")):
        module = path.relative_to(_SOURCES).with_suffix("").parts
        if _APART.isdisjoint(module):
            yield from mutants_of(".".join(module), path.read_text())


def mutants_of(module: str, source: str) -> Iterator[SourceMutant]:
    """Give the mutants of a module, in the order of its source.

    Args:
        module: Dotted name of the module.
        source: Its text.

    Yields:
        A mutant for each way to change each place.
    """
    tree, seen = ast.parse(source), Counter[tuple[str, str]]()
    for index, (statement, node) in enumerate(_places(tree)):
        for edit in _edits(node):
            copy = deepcopy(tree)
            changed_statement, changed = list(_places(copy))[index]
            edit(changed)
            before, after = _first_difference(ast.unparse(statement), ast.unparse(changed_statement))
            yield SourceMutant(module, statement.lineno, before, after, ast.unparse(copy), seen[before, after])
            seen[before, after] += 1


def _places(tree: ast.Module) -> Iterator[tuple[ast.stmt, ast.AST]]:
    """Give every node that behaviour may depend on, with the statement that it is part of."""
    for statement in tree.body:
        if not _is_text_alone(statement):
            yield from _below(statement, statement)


def _below(statement: ast.stmt, node: ast.AST) -> Iterator[tuple[ast.stmt, ast.AST]]:
    yield statement, node
    for name, value in ast.iter_fields(node):
        if name in _NOT_BEHAVIOUR:
            continue
        children = cast("list[object]", value) if isinstance(value, list) else [value]
        for child in children:
            if isinstance(child, ast.AST) and not _is_text_alone(child):
                yield from _below(child if isinstance(child, ast.stmt) else statement, child)


def _is_text_alone(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _edits(node: ast.AST) -> Iterator[Edit]:
    yield from _edits_of_conditions(node)
    match node:
        case ast.BinOp() if type(node.op) in _SWAPS:
            yield _swap_operator
        case ast.Return(value=ast.expr()) if not _is_none(node.value):
            yield _return_nothing
        case ast.Constant(value=bool() | int() | float() | str()):
            yield _change_constant
        case _:
            pass
    if isinstance(node, ast.stmt):
        body: list[ast.stmt] = getattr(node, "body", [])
        dropped = [isinstance(statement, _DROPPED) and not _is_text_alone(statement) for statement in body]
        yield from (partial(_drop, place=place) for place, is_dropped in enumerate(dropped) if is_dropped)


def _edits_of_conditions(node: ast.AST) -> Iterator[Edit]:
    match node:
        case ast.Compare():
            yield from (partial(_swap_comparison, place=place) for place in range(len(node.ops)))
        case ast.BoolOp():
            yield _swap_operator
        case ast.If() | ast.IfExp() | ast.While() if not _is_swap(node.test):
            yield _negate
        case ast.comprehension():
            yield from (partial(_negate_filter, place=place) for place in range(len(node.ifs)))
        case _:
            pass


def _is_swap(test: ast.expr) -> bool:
    # Its negation is what the swap of its operator gives.
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq | ast.NotEq | ast.In | ast.NotIn | ast.Is)


def _is_none(node: ast.expr | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def _swap_comparison(node: ast.Compare, place: int) -> None:
    node.ops[place] = _SWAPS[type(node.ops[place])]()


def _swap_operator(node: ast.BoolOp | ast.BinOp) -> None:
    node.op = _SWAPS[type(node.op)]()


def _negate(node: ast.If | ast.IfExp | ast.While) -> None:
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _negate_filter(node: ast.comprehension, place: int) -> None:
    node.ifs[place] = ast.UnaryOp(ast.Not(), node.ifs[place])


def _return_nothing(node: ast.Return) -> None:
    node.value = ast.Constant(None)


def _change_constant(node: ast.Constant) -> None:
    match node.value:
        case bool():
            node.value = not node.value
        case int() | float():
            node.value += 1
        case str():
            node.value += "X"
        case _:
            pass


def _drop(node: Any, place: int) -> None:  # noqa: ANN401 - whatever has a body
    node.body[place] = ast.Pass()


def _first_difference(before: str, after: str) -> tuple[str, str]:
    lines = zip(before.splitlines(), after.splitlines(), strict=False)
    old, new = next(((old.strip(), new.strip()) for old, new in lines if old != new), (before, after))
    same = next((place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    begin, end = max(0, same - _SHOWN // 2), same + _SHOWN // 2
    return old[begin:end], new[begin:end]
