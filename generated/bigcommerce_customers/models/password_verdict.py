"""The model PasswordVerdict."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

_KNOWN: Final = frozenset(
    {
        "success",
    }
)


@frozen(kw_only=True)
class PasswordVerdict:
    """Whether the password is the customer's.

    Attributes:
        success: True where the password is the customer's, false where it is not.
        extra: Properties that the document does not know, as JSON has them.
    """

    success: bool
    extra: Mapping[str, Any] = field(factory=dict[str, Any])

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "PasswordVerdict":
        """Make it of decoded JSON.

        Raises:
            KeyError: A required property is missing.
            TypeError: A property is of another type.
            ValueError: A property is of another format.
        """
        return cls(
            success=data["success"],
            extra={} if _KNOWN.issuperset(data) else {key: value for key, value in data.items() if key not in _KNOWN},
        )

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON has it, unknown properties included."""
        known: dict[str, Any] = {
            "success": self.success,
        }
        return known | dict(self.extra)
