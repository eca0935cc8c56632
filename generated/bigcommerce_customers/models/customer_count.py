"""The model CustomerCount."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

_KNOWN: Final = frozenset(
    {
        "count",
    }
)


@frozen(kw_only=True)
class CustomerCount:
    """How many customers there are.

    Attributes:
        count: The number of customers that match the filters, or of all. 0 or more.
        extra: Properties that the document does not know, as JSON has them.
    """

    count: int
    extra: Mapping[str, Any] = field(factory=dict[str, Any])

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "CustomerCount":
        """Make it of decoded JSON.

        Raises:
            KeyError: A required property is missing.
            TypeError: A property is of another type.
            ValueError: A property is of another format.
        """
        return cls(
            count=data["count"],
            extra={} if _KNOWN.issuperset(data) else {key: value for key, value in data.items() if key not in _KNOWN},
        )

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON has it, unknown properties included."""
        known: dict[str, Any] = {
            "count": self.count,
        }
        return known | dict(self.extra)
