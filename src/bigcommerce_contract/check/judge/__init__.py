"""A passive reference model of the API that judges exchanges by the catalogue of rules."""

from bigcommerce_contract.check.judge.finding import (
    Answers,
    Finding,
    World,
    common_cause,
    told_absence,
    union_of_answers,
)
from bigcommerce_contract.check.judge.judge import Judge, find_check

__all__ = ["Answers", "Finding", "Judge", "World", "common_cause", "find_check", "told_absence", "union_of_answers"]
