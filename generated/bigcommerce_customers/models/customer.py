"""The model Customer."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from attrs import field, frozen

from bigcommerce_customers._runtime.dates import format_rfc2822, parse_rfc2822
from bigcommerce_customers._runtime.numbers import decimal_text
from bigcommerce_customers._runtime.shapes import array
from bigcommerce_customers.params import CustomerUpdate

from .addresses_link import AddressesLink
from .form_field import FormField

_KNOWN: Final = frozenset(
    {
        "id",
        "company",
        "first_name",
        "last_name",
        "email",
        "phone",
        "form_fields",
        "date_created",
        "date_modified",
        "store_credit",
        "registration_ip_address",
        "customer_group_id",
        "notes",
        "tax_exempt_category",
        "reset_pass_on_login",
        "accepts_marketing",
        "addresses",
    }
)
_OPTIONAL: Final = frozenset(
    {
        "form_fields",
        "reset_pass_on_login",
        "accepts_marketing",
    }
)


@frozen(kw_only=True)
class Customer:
    """A customer as every answer shows it.

    Open: servers may add properties, and clients must not fail on one they do not know. A password is never among
    them.

    Attributes:
        id: Identifies the customer within the store. Given by the server; read-only. 1 or more.
        company: The customer's company; empty where there is none. At most 255 characters.
        first_name: First name, kept as sent with leading and trailing blanks. At most 100 characters.
        last_name: Last name, kept as sent with leading and trailing blanks. At most 100 characters.
        email: The e-mail address the customer logs in with. No two customers of a store share one.
        phone: Telephone number as free text. At most 50 characters.
        form_fields: Answers to the store's own questions at sign-up; null where there are none. Read-only.
        date_created: When the customer was created, in UTC. Given by the server; read-only.
        date_modified: When the customer was last changed, in UTC. Given by the server; read-only.
        store_credit: Store credit in the store's currency, a decimal number with four places.
        registration_ip_address: The IP address the customer registered from; empty for customers created through the
            API. At most 45 characters.
        customer_group_id: The customer group; 0 where the customer is in none. 0 or more.
        notes: Notes that the store's staff keeps on the customer. At most 65535 characters.
        tax_exempt_category: The AvaTax code that exempts the customer from taxes, case-sensitive; empty where there
            is none. At most 255 characters.
        reset_pass_on_login: Whether the customer must choose a new password at the next log-in.
        accepts_marketing: Whether the customer agreed to receive marketing e-mails. Read-only.
        addresses: Where the customer's addresses can be read. Read-only.
        extra: Properties that the document does not know, as JSON has them.
    """

    id: int
    company: str
    first_name: str
    last_name: str
    email: str
    phone: str
    form_fields: list[FormField] | None = None
    date_created: dt.datetime
    date_modified: dt.datetime
    store_credit: Decimal
    registration_ip_address: str
    customer_group_id: int
    notes: str
    tax_exempt_category: str
    reset_pass_on_login: bool | None = None
    accepts_marketing: bool | None = None
    addresses: AddressesLink
    extra: Mapping[str, Any] = field(factory=dict[str, Any])
    # What was left out and not null, so that `to_dict` gives back the same.
    _absent: frozenset[str] = field(default=_OPTIONAL, repr=False, eq=False, alias="_absent")

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Customer":
        """Make it of decoded JSON.

        Raises:
            KeyError: A required property is missing.
            TypeError: A property is of another type.
            ValueError: A property is of another format.
        """
        return cls(
            id=data["id"],
            company=data["company"],
            first_name=data["first_name"],
            last_name=data["last_name"],
            email=data["email"],
            phone=data["phone"],
            form_fields=None
            if data.get("form_fields") is None
            else [FormField.from_dict(item) for item in array(data.get("form_fields"))],
            date_created=parse_rfc2822(data["date_created"]),
            date_modified=parse_rfc2822(data["date_modified"]),
            store_credit=Decimal(str(data["store_credit"])),
            registration_ip_address=data["registration_ip_address"],
            customer_group_id=data["customer_group_id"],
            notes=data["notes"],
            tax_exempt_category=data["tax_exempt_category"],
            reset_pass_on_login=data.get("reset_pass_on_login"),
            accepts_marketing=data.get("accepts_marketing"),
            addresses=AddressesLink.from_dict(data["addresses"]),
            extra={} if _KNOWN.issuperset(data) else {key: value for key, value in data.items() if key not in _KNOWN},
            _absent=_OPTIONAL.difference(data),
        )

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON has it, unknown properties included."""
        known: dict[str, Any] = {
            "id": self.id,
            "company": self.company,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "email": self.email,
            "phone": self.phone,
            "form_fields": None if self.form_fields is None else [item.to_dict() for item in self.form_fields],
            "date_created": format_rfc2822(self.date_created),
            "date_modified": format_rfc2822(self.date_modified),
            "store_credit": decimal_text(self.store_credit),
            "registration_ip_address": self.registration_ip_address,
            "customer_group_id": self.customer_group_id,
            "notes": self.notes,
            "tax_exempt_category": self.tax_exempt_category,
            "reset_pass_on_login": self.reset_pass_on_login,
            "accepts_marketing": self.accepts_marketing,
            "addresses": self.addresses.to_dict(),
        }
        known = {key: value for key, value in known.items() if value is not None or key not in self._absent}
        return known | dict(self.extra)

    def writable(self) -> CustomerUpdate:
        """Give the properties that an update takes, without the read-only ones, to be changed and put back."""
        return CustomerUpdate(
            company=self.company,
            first_name=self.first_name,
            last_name=self.last_name,
            email=self.email,
            phone=self.phone,
            store_credit=self.store_credit,
            registration_ip_address=self.registration_ip_address,
            customer_group_id=self.customer_group_id,
            notes=self.notes,
            tax_exempt_category=self.tax_exempt_category,
        )
