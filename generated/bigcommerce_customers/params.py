"""What requests hold, as typed dictionaries: nested objects, and the keyword arguments of the methods together."""

from decimal import Decimal
from typing import NotRequired, TypedDict

__all__ = ["Authentication", "CustomerCreate", "CustomerUpdate", "PasswordCandidate"]


class Authentication(TypedDict):
    """What concerns the customer's log-in.

    Each property is optional, and nothing of it is ever returned. Left out of a create request, a new password is
    generated; left out of an update, the password stays as it is.

    Attributes:
        password: The new password, at least seven characters with both letters and digits.
        password_confirmation: The password once more; the request is rejected where the two differ.
        force_reset: Give true to make the customer choose a new password at the next log-in.
    """

    password: NotRequired[str]
    password_confirmation: NotRequired[str]
    force_reset: NotRequired[bool]


class PasswordCandidate(TypedDict):
    """A password to compare with the customer's.

    Attributes:
        password: The password to check, in clear.
    """

    password: str


class CustomerCreate(TypedDict):
    """What a create request may hold.

    Closed: a read-only property (`id`, `date_created`, `date_modified`, `addresses`, `form_fields`,
    `accepts_marketing`) or an unknown one rejects the whole request.

    Attributes:
        company: The customer's company; empty where there is none. At most 255 characters.
        first_name: First name, kept as sent with leading and trailing blanks. 1 to 100 characters.
        last_name: Last name, kept as sent with leading and trailing blanks. 1 to 100 characters.
        email: The e-mail address the customer logs in with. No two customers of a store share one.
        phone: Telephone number as free text. At most 50 characters.
        store_credit: Store credit in the store's currency, not negative, with up to four places. A number or a
            decimal number as text.
        registration_ip_address: The IP address the customer registered from; empty for customers created through the
            API. At most 45 characters.
        customer_group_id: The customer group; 0 where the customer is in none. 0 or more.
        notes: Notes that the store's staff keeps on the customer. At most 65535 characters.
        tax_exempt_category: The AvaTax code that exempts the customer from taxes, case-sensitive; empty where there
            is none. At most 255 characters.
        authentication: What concerns the customer's log-in. Each property is optional, and nothing of it is ever
            returned. Left out of a create request, a new password is generated; left out of an update, the password
            stays as it is.
    """

    company: NotRequired[str]
    first_name: str
    last_name: str
    email: str
    phone: NotRequired[str]
    store_credit: NotRequired[Decimal | str | float]
    registration_ip_address: NotRequired[str]
    customer_group_id: NotRequired[int]
    notes: NotRequired[str]
    tax_exempt_category: NotRequired[str]
    authentication: NotRequired[Authentication]


class CustomerUpdate(TypedDict):
    """What an update request may hold: any part of it, and what is left out stays as it was.

    Closed like CustomerCreate: strip the read-only properties before putting back a customer that was read.

    Attributes:
        company: The customer's company; empty where there is none. At most 255 characters.
        first_name: First name, kept as sent with leading and trailing blanks. 1 to 100 characters.
        last_name: Last name, kept as sent with leading and trailing blanks. 1 to 100 characters.
        email: The e-mail address the customer logs in with. No two customers of a store share one.
        phone: Telephone number as free text. At most 50 characters.
        store_credit: Store credit in the store's currency, not negative, with up to four places. A number or a
            decimal number as text.
        registration_ip_address: The IP address the customer registered from; empty for customers created through the
            API. At most 45 characters.
        customer_group_id: The customer group; 0 where the customer is in none. 0 or more.
        notes: Notes that the store's staff keeps on the customer. At most 65535 characters.
        tax_exempt_category: The AvaTax code that exempts the customer from taxes, case-sensitive; empty where there
            is none. At most 255 characters.
        authentication: What concerns the customer's log-in. Each property is optional, and nothing of it is ever
            returned. Left out of a create request, a new password is generated; left out of an update, the password
            stays as it is.
    """

    company: NotRequired[str]
    first_name: NotRequired[str]
    last_name: NotRequired[str]
    email: NotRequired[str]
    phone: NotRequired[str]
    store_credit: NotRequired[Decimal | str | float]
    registration_ip_address: NotRequired[str]
    customer_group_id: NotRequired[int]
    notes: NotRequired[str]
    tax_exempt_category: NotRequired[str]
    authentication: NotRequired[Authentication]
