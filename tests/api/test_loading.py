"""The library loads what it needs when it is needed, and says what is missing."""

import sys

import pytest
from tests.hiding import run, run_without

import bigcommerce_contract.api as library


def test_everything_that_is_promised_is_there() -> None:
    assert [name for name in library.__all__ if getattr(library, name).__name__ != name] == []


def test_nothing_else_is_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Jury'"):
        getattr(library, "Jury")  # noqa: B009 - a type checker knows that it is not there


def test_an_import_alone_loads_no_library() -> None:
    ended = run(
        "import sys; before = set(sys.modules); import bigcommerce_contract.api; print(*set(sys.modules) - before)"
    )
    loaded = {name.partition(".")[0] for name in ended.stdout.split()} - {"bigcommerce_contract"}
    assert loaded <= set(sys.stdlib_module_names)


def test_a_missing_extra_is_named() -> None:
    ended = run_without("jsonschema_rs", "from bigcommerce_contract.api import Judge")
    assert ended.returncode == 1
    complaint = "bigcommerce_contract.api.Judge needs jsonschema_rs: install bigcommerce-customers[check]"
    assert ended.stderr.splitlines()[-1].endswith(complaint)
