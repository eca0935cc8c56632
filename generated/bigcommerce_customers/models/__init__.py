"""What the API answers with: frozen classes with dates, decimals and all that a newer server may add."""

from .addresses_link import AddressesLink
from .customer import Customer
from .form_field import FormField

__all__ = [
    "AddressesLink",
    "Customer",
    "FormField",
]
