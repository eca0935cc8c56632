"""The model FormField."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

_KNOWN: Final = frozenset(
    {
        "name",
        "value",
    }
)


@frozen(kw_only=True)
class FormField:
    """One question of the store's sign-up form with the customer's answer.

    Attributes:
        name: The name of the form field. At most 255 characters.
        value: The customer's answer; null where none was given. At most 65535 characters.
        extra: Properties that the document does not know, as JSON has them.
    """

    name: str
    value: str | None
    extra: Mapping[str, Any] = field(factory=dict[str, Any])

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "FormField":
        """Make it of decoded JSON.

        Raises:
            KeyError: A required property is missing.
            TypeError: A property is of another type.
            ValueError: A property is of another format.
        """
        return cls(
            name=data["name"],
            value=data["value"],
            extra={} if _KNOWN.issuperset(data) else {key: value for key, value in data.items() if key not in _KNOWN},
        )

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON has it, unknown properties included."""
        known: dict[str, Any] = {
            "name": self.name,
            "value": self.value,
        }
        return known | dict(self.extra)
