"""Python client of the BigCommerce V2 Customers API.

Identity and account details of the customers who shop at a BigCommerce store.

Example:
    from bigcommerce_customers import BigCommerce

    with BigCommerce() as client:  # the store and the credentials come from the environment
        ...
"""

from ._client import AsyncBigCommerce, BigCommerce
from ._runtime.limits import RateLimit
from ._runtime.omit import OMIT, Omit
from ._runtime.paging import AsyncPager, Pager
from ._runtime.raw import RawResponse
from .errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    BadRequestError,
    BandwidthLimitExceededError,
    ConfigurationError,
    ConflictError,
    ForbiddenError,
    InternalServerError,
    MethodNotAllowedError,
    NotAcceptableError,
    NotFoundError,
    PayloadTooLargeError,
    PlanLimitReachedError,
    ServiceUnavailableError,
    TooManyRequestsError,
    UnauthorizedError,
    UnsupportedMediaTypeError,
)
from .models import AddressesLink, Customer, FormField
from .params import Authentication, CustomerCreate, CustomerUpdate, PasswordCandidate

__version__ = "0.1.0"

__all__ = [
    "OMIT",
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AddressesLink",
    "AsyncBigCommerce",
    "AsyncPager",
    "Authentication",
    "BadRequestError",
    "BandwidthLimitExceededError",
    "BigCommerce",
    "ConfigurationError",
    "ConflictError",
    "Customer",
    "CustomerCreate",
    "CustomerUpdate",
    "ForbiddenError",
    "FormField",
    "InternalServerError",
    "MethodNotAllowedError",
    "NotAcceptableError",
    "NotFoundError",
    "Omit",
    "Pager",
    "PasswordCandidate",
    "PayloadTooLargeError",
    "PlanLimitReachedError",
    "RateLimit",
    "RawResponse",
    "ServiceUnavailableError",
    "TooManyRequestsError",
    "UnauthorizedError",
    "UnsupportedMediaTypeError",
    "__version__",
]
