"""Reports of a check, one module a format."""

from bigcommerce_contract.check.report.facts import Facts, origin
from bigcommerce_contract.check.report.file import ReportFile
from bigcommerce_contract.check.report.formats import render

__all__ = ["Facts", "ReportFile", "origin", "render"]
