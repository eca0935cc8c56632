"""The library loads what it needs when it is needed, and says what is missing."""

import subprocess
import sys

import pytest

import bigcommerce_contract.api as library

HIDDEN = """
import sys
class Hide:
    def find_spec(self, name, path=None, target=None):
        if name == "jsonschema_rs":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Hide())
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)


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
    ended = run(HIDDEN + "from bigcommerce_contract.api import Judge")
    assert ended.returncode == 1
    complaint = "bigcommerce_contract.api.Judge needs jsonschema_rs: install bigcommerce-customers[check]"
    assert ended.stderr.splitlines()[-1].endswith(complaint)
