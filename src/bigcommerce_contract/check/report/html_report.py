"""The HTML report: one page that needs nothing but itself, breaches first, every rule below."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from bigcommerce_contract.check.report.facts import Facts
from bigcommerce_contract.check.report.json_report import to_data
from bigcommerce_contract.check.report.printable import printable

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
    return page.render({**report, "rules": rules, "statuses": _ORDER, "summary_line": facts.summary_line()})


def _shown(value: object) -> object:
    return printable(value) if isinstance(value, str) else value
