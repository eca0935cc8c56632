"""What the API answers with: frozen classes with dates, decimals and all that a newer server may add."""

from .addresses_link import AddressesLink
from .customer import Customer
from .customer_count import CustomerCount
from .form_field import FormField
from .password_verdict import PasswordVerdict

__all__ = [
    "AddressesLink",
    "Customer",
    "CustomerCount",
    "FormField",
    "PasswordVerdict",
]
