"""The exceptions of the client.

APIError
├── ConfigurationError              the store or the credentials are missing
├── APIConnectionError              no answer
│   └── APITimeoutError             no answer in time
├── APIResponseValidationError      a success that the document does not describe
└── APIStatusError                  the API refused the request, or failed
    ├── BadRequestError             400
    ├── UnauthorizedError           401
    ├── ForbiddenError              403
    ├── NotFoundError               404
    ├── MethodNotAllowedError       405
    ├── NotAcceptableError          406
    ├── ConflictError               409
    ├── PayloadTooLargeError        413
    ├── UnsupportedMediaTypeError   415
    ├── TooManyRequestsError        429
    ├── InternalServerError         500
    ├── ServiceUnavailableError     503
    ├── PlanLimitReachedError       507
    └── BandwidthLimitExceededError 509
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ._runtime.errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    ConfigurationError,
)

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "BadRequestError",
    "BandwidthLimitExceededError",
    "ConfigurationError",
    "ConflictError",
    "ForbiddenError",
    "InternalServerError",
    "MethodNotAllowedError",
    "NotAcceptableError",
    "NotFoundError",
    "PayloadTooLargeError",
    "PlanLimitReachedError",
    "ServiceUnavailableError",
    "TooManyRequestsError",
    "UnauthorizedError",
    "UnsupportedMediaTypeError",
]


class BadRequestError(APIStatusError):
    """The API answered with 400.

    The request breaks a rule: an unknown or malformed parameter or property, a read-only one, a missing one, an
    e-mail address in use, a password that is too weak. Mend the request; repeating it does not help.
    """


class UnauthorizedError(APIStatusError):
    """The API answered with 401.

    The credentials are missing or unknown. Check the token, or the user name and key.
    """


class ForbiddenError(APIStatusError):
    """The API answered with 403.

    The credentials are known but not allowed to do this. Give the token the scope `store_v2_customers`.
    """


class NotFoundError(APIStatusError):
    """The API answered with 404.

    There is no customer with this id.
    """


class MethodNotAllowedError(APIStatusError):
    """The API answered with 405.

    The resource does not take this method. BigCommerce announced the removal of deleting all customers for 31 March
    2021.
    """


class NotAcceptableError(APIStatusError):
    """The API answered with 406.

    The `Accept` header names no format that the server can give. Ask for `application/json`.
    """


class ConflictError(APIStatusError):
    """The API answered with 409.

    The change contradicts something else in the store. Other V2 resources answer so; customers were only seen to
    answer 400.
    """


class PayloadTooLargeError(APIStatusError):
    """The API answered with 413.

    The request asks for or sends more than the server handles, such as a limit above 250.
    """


class UnsupportedMediaTypeError(APIStatusError):
    """The API answered with 415.

    The body's `Content-Type` is missing or not one that the server reads. Send `application/json`.
    """


class TooManyRequestsError(APIStatusError):
    """The API answered with 429.

    OAuth form: the window's quota is used up. Wait for the longer of `X-Retry-After` and
    `X-Rate-Limit-Time-Reset-Ms`, either of which may be missing, then repeat. The body may be empty.
    """


class InternalServerError(APIStatusError):
    """The API answered with 500.

    The server failed. Repeat a request that changes nothing after a while; look before you repeat another.
    """


class ServiceUnavailableError(APIStatusError):
    """The API answered with 503.

    The store is under maintenance or suspended, or the platform is busy. Repeat later.
    """


class PlanLimitReachedError(APIStatusError):
    """The API answered with 507.

    The store's plan holds no more customers.
    """


class BandwidthLimitExceededError(APIStatusError):
    """The API answered with 509.

    Basic form: the hour's quota is used up; `X-BC-ApiLimit-Remaining` is 0. Repeat later.
    """


STATUS_ERRORS: Final[Mapping[int, type[APIStatusError]]] = MappingProxyType(
    {
        400: BadRequestError,
        401: UnauthorizedError,
        403: ForbiddenError,
        404: NotFoundError,
        405: MethodNotAllowedError,
        406: NotAcceptableError,
        409: ConflictError,
        413: PayloadTooLargeError,
        415: UnsupportedMediaTypeError,
        429: TooManyRequestsError,
        500: InternalServerError,
        503: ServiceUnavailableError,
        507: PlanLimitReachedError,
        509: BandwidthLimitExceededError,
    }
)
