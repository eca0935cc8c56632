"""A second judge, which shares no code with the check, tells where cassettes and document differ: make drift."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .copied import copy_with_tools, make

DOCUMENT = "generated/openapi.yaml"
CREATED = "cassettes/oauth/lifecycle/a_customer_is_created.yaml"


def replaced(name: str, before: str, after: str) -> Callable[[Path], None]:
    def replace(root: Path) -> None:
        text = (root / name).read_text()
        assert before in text
        (root / name).write_text(text.replace(before, after, 1))

    return replace


def without_cassettes_of_counts(root: Path) -> None:
    for path in (root / "cassettes").rglob("*.yaml"):
        if "/count" in path.read_text():
            path.unlink()


BROKEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "an answer with a text for a number": (
        replaced(CREATED, '"id": 1,', '"id": "one",'),
        'POST https://api.bigcommerce.com/stores/storehash/v2/customers 201: Response field "id" must be integer.',
    ),
    "a parameter that the document does not have": (
        replaced(DOCUMENT, "name: tax_exempt_category", "name: tax_category"),
        'Undocumented query parameter in traffic: "tax_exempt_category"',
    ),
    "an operation that was not recorded": (
        without_cassettes_of_counts,
        " 0 differ from the document; 7 of 8 operations",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_differs_is_told_and_fails(what: str, tmp_path: Path) -> None:
    breaking, words = BROKEN[what]
    copy_with_tools(tmp_path, "scripts/drift_cassettes.py", DOCUMENT, "cassettes")
    breaking(tmp_path)
    status, printed = make(tmp_path, "drift")
    assert status != 0
    assert words in printed
