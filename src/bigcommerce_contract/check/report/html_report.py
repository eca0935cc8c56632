"""The HTML report: one page that needs nothing but itself, breaches first, every rule below."""

import os

from jinja2 import Environment, PackageLoader, StrictUndefined

from bigcommerce_contract.check.report.facts import Facts, origin
from bigcommerce_contract.check.report.json_report import to_data
from bigcommerce_contract.check.report.printable import printable

DOCS_VARIABLE = "BIGCOMMERCE_CONTRACT_DOCS"
"""Environment variable with the address of the documentation page, to which the rules of the report then link."""
_ORDER = ("failed", "warned", "not_tested", "passed")


def to_html(facts: Facts) -> str:
    """Return the report as an HTML page that loads nothing, secrets masked."""
    pages = Environment(
        loader=PackageLoader("bigcommerce_contract.check.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    report = to_data(facts)
    rules = [rule for status in _ORDER for rule in report["rules"] if rule["status"] == status]
    page = pages.get_template("report.html.jinja")
    shown = {"rules": rules, "statuses": _ORDER, "summary_line": facts.summary_line(), "docs": _docs()}
    origins = {verdict.rule["id"]: origin(verdict.rule) for verdict in facts.verdicts}
    return page.render(
        {**report, **shown, "conditions": facts.conditions, "traffic": facts.traffic, "origins": origins}
    )


def _docs() -> str:
    """Return the address of the documentation page, nothing where none is given or it is no address of a page."""
    address = os.environ.get(DOCS_VARIABLE, "").partition("#")[0]
    return address if address.startswith(("http://", "https://", "file:///")) else ""


def _shown(value: object) -> object:
    return printable(value) if isinstance(value, str) else value
