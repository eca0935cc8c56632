"""The formats of ``--report`` and ``--format``, by name."""

from collections.abc import Callable

from bigcommerce_contract.check.report.facts import Facts
from bigcommerce_contract.check.report.html_report import to_html
from bigcommerce_contract.check.report.json_report import to_json
from bigcommerce_contract.check.report.junit_report import to_junit
from bigcommerce_contract.check.report.markdown_report import to_markdown
from bigcommerce_contract.check.report.sarif_report import to_sarif
from bigcommerce_contract.check.report.text_report import to_text

FORMATS: dict[str, Callable[[Facts], str]] = {
    "html": to_html,
    "json": to_json,
    "junit": to_junit,
    "markdown": to_markdown,
    "sarif": to_sarif,
    "text": to_text,
}
"""Writers by the name of the format."""


def render(name: str, facts: Facts) -> str:
    """Return the report in the format ``name``, a key of `FORMATS`."""
    return FORMATS[name](facts)
