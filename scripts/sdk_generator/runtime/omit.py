"""The value that leaves a property out of a request body, where `None` would send a null."""

from enum import Enum
from typing import Final


class Omit(Enum):
    """Type of `OMIT`. An enumeration, because its member stays the same object through copies and pickles."""

    OMIT = "OMIT"

    def __repr__(self) -> str:
        return self.name


OMIT: Final = Omit.OMIT
