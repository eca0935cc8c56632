"""A whole check against a target that is only imagined: what would be sent, and what would come of it."""

from bigcommerce_contract.check.rehearsal.rehearse import Rehearsal, rehearse
from bigcommerce_contract.check.rehearsal.telling import to_json, to_text

__all__ = ["Rehearsal", "rehearse", "to_json", "to_text"]
