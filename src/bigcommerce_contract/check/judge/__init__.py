"""A passive reference model of the API that judges exchanges by the catalogue of rules."""

from bigcommerce_contract.check.judge.finding import Finding, World
from bigcommerce_contract.check.judge.judge import Judge, find_check

__all__ = ["Finding", "Judge", "World", "find_check"]
