"""Reports of a check, one module a format."""

from bigcommerce_contract.check.report.facts import Facts
from bigcommerce_contract.check.report.formats import FORMATS, render

__all__ = ["FORMATS", "Facts", "render"]
