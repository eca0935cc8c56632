"""The walk: directed traffic that makes every rule of the catalogue visible."""

from bigcommerce_contract.check.walk.step import covers
from bigcommerce_contract.check.walk.walk import run_walk

__all__ = ["covers", "run_walk"]
