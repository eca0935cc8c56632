"""The model AddressesLink."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

_KNOWN: Final = frozenset(
    {
        "url",
        "resource",
    }
)


@frozen(kw_only=True)
class AddressesLink:
    """Where the customer's addresses can be read.

    Read-only.

    Attributes:
        url: Absolute address of the customer's addresses, in the form of the API that was asked.
        resource: The same below the base URL of the API. At most 40 characters.
        extra: Properties that the document does not know, as JSON has them.
    """

    url: str
    resource: str
    extra: Mapping[str, Any] = field(factory=dict[str, Any])

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "AddressesLink":
        """Make it of decoded JSON.

        Raises:
            KeyError: A required property is missing.
            TypeError: A property is of another type.
            ValueError: A property is of another format.
        """
        return cls(
            url=data["url"],
            resource=data["resource"],
            extra={} if _KNOWN.issuperset(data) else {key: value for key, value in data.items() if key not in _KNOWN},
        )

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON has it, unknown properties included."""
        known: dict[str, Any] = {
            "url": self.url,
            "resource": self.resource,
        }
        return known | dict(self.extra)
