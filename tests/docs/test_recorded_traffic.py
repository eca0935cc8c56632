"""Every example of the page on recorded traffic does what the page says."""

from pathlib import Path

import pytest
from tests.docs.blocks import Block
from tests.docs.shown import outcome, shown_tests

PAGE = Path(__file__).resolve().parents[2] / "docs/recorded-traffic.md"


@pytest.mark.parametrize(
    ("test", "told"), [pytest.param(*shown, id=f"line {shown[0].line}") for shown in shown_tests(PAGE)]
)
def test_a_test_ends_as_shown_below_it(test: Block, told: Block, tmp_path: Path) -> None:
    summary, printed = outcome(test.text, tmp_path)
    assert summary == told.text.strip(), printed
