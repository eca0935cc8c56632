# ruff: noqa: A002, PLR0913 - how many arguments there are, and their names, is up to the document.
"""The customers operations, asynchronous."""

import builtins
import datetime as dt
from decimal import Decimal
from typing import Literal

from bigcommerce_customers._operations import customers as operations
from bigcommerce_customers._runtime.calls import Call
from bigcommerce_customers._runtime.confirmation import require_confirmation
from bigcommerce_customers._runtime.omit import OMIT, Omit
from bigcommerce_customers._runtime.paging import AsyncPager, by_key, by_number
from bigcommerce_customers._runtime.transport import AsyncTransport
from bigcommerce_customers.models.customer import Customer
from bigcommerce_customers.params import Authentication

from .customers_async_raw import AsyncCustomersWithRawResponse


class AsyncCustomers:
    """The customers operations, asynchronous."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @property
    def with_raw_response(self) -> AsyncCustomersWithRawResponse:
        """The same operations, giving status, headers and body; the result comes from `parse()`."""
        return AsyncCustomersWithRawResponse(self._transport)

    def list(
        self,
        *,
        first_name: str | None = None,
        last_name: str | None = None,
        company: str | None = None,
        email: str | None = None,
        phone: str | None = None,
        store_credit: Decimal | str | None = None,
        customer_group_id: int | None = None,
        min_id: int | None = None,
        max_id: int | None = None,
        min_date_created: dt.datetime | dt.date | None = None,
        max_date_created: dt.datetime | dt.date | None = None,
        min_date_modified: dt.datetime | dt.date | None = None,
        max_date_modified: dt.datetime | dt.date | None = None,
        tax_exempt_category: str | None = None,
        page: int | None = None,
        limit: int | None = None,
    ) -> AsyncPager[Customer]:
        """List Customers: an iterator over all pages, which sends nothing before it is used.

        Gets the collection of customers, sorted by id from lowest to highest. Filters select specific customers;
        several filters together select those that match all of them. An empty answer is a 204 without a body.

        Args:
            first_name: Only customers with this first name. At most 100 characters.
            last_name: Only customers with this last name. At most 100 characters.
            company: Only customers of this company. At most 255 characters.
            email: Only the customer with this e-mail address. A value that is no address is answered with 400.
            phone: Only customers with this telephone number, compared as text. At most 50 characters.
            store_credit: Only customers with exactly this store credit, compared as a number, in the store's
                currency.
            customer_group_id: Only customers of this customer group; 0 asks for those in no group. 0 or more.
            min_id: Only customers whose id is this or higher. 0 or more.
            max_id: Only customers whose id is this or lower. 0 or more.
            min_date_created: Only customers created at this moment or later.
            max_date_created: Only customers created at this moment or earlier.
            min_date_modified: Only customers last modified at this moment or later.
            max_date_modified: Only customers last modified at this moment or earlier.
            tax_exempt_category: Only customers with this tax-exempt category, an AvaTax code. At most 255 characters.
            page: Which page of the list to give, counted from 1. A page past the last one is answered with 204. 1 or
                more. 1 unless given.
            limit: How many customers a page holds at the most. More than 250 is answered with 413. From 1 to 250. 50
                unless given.

        Returns:
            An iterator over the items of all pages from `page` on; its `pages()` gives the pages. An empty or
            short page ends it.

        Raises:
            BadRequestError: The request breaks a rule: an unknown or malformed parameter or property, a read-only
                one, a missing one, an e-mail address in use, a password that is too weak.
            UnauthorizedError: The credentials are missing or unknown.
            ForbiddenError: The credentials are known but not allowed to do this.
            MethodNotAllowedError: The resource does not take this method.
            NotAcceptableError: The `Accept` header names no format that the server can give.
            PayloadTooLargeError: The request asks for or sends more than the server handles, such as a limit above
                250.
            TooManyRequestsError: OAuth form: the window's quota is used up.
            InternalServerError: The server failed.
            ServiceUnavailableError: The store is under maintenance or suspended, or the platform is busy.
            BandwidthLimitExceededError: Basic form: the hour's quota is used up; `X-BC-ApiLimit-Remaining` is 0.
            APIStatusError: The API refused the request with another status.
            APIConnectionError: The API could not be reached, or took longer than the timeout.
            APIResponseValidationError: The answer is not what the document describes.
            TypeError: An argument is of another type. Nothing was sent then.
            ValueError: An argument cannot be sent.

        """

        def fetch(number: int | None) -> Call[builtins.list[Customer]]:
            return operations.list_customers(
                first_name=first_name,
                last_name=last_name,
                company=company,
                email=email,
                phone=phone,
                store_credit=store_credit,
                customer_group_id=customer_group_id,
                min_id=min_id,
                max_id=max_id,
                min_date_created=min_date_created,
                max_date_created=max_date_created,
                min_date_modified=min_date_modified,
                max_date_modified=max_date_modified,
                tax_exempt_category=tax_exempt_category,
                limit=limit,
                page=number,
            )

        first = fetch(page)  # here, so that a wrong argument is refused by the call
        size = min(limit or 50, 250)
        return AsyncPager(self._transport, lambda: by_number(first, fetch, page, size))

    def walk(
        self,
        *,
        first_name: str | None = None,
        last_name: str | None = None,
        company: str | None = None,
        email: str | None = None,
        phone: str | None = None,
        store_credit: Decimal | str | None = None,
        customer_group_id: int | None = None,
        min_id: int | None = None,
        max_id: int | None = None,
        min_date_created: dt.datetime | dt.date | None = None,
        max_date_created: dt.datetime | dt.date | None = None,
        min_date_modified: dt.datetime | dt.date | None = None,
        max_date_modified: dt.datetime | dt.date | None = None,
        tax_exempt_category: str | None = None,
        limit: int | None = None,
    ) -> AsyncPager[Customer]:
        """Walk through a list that others change meanwhile: none of those that stay is skipped or given twice.

        Like `list`, but each page is asked for by the `id` that it begins with, and not by its number.

        Args:
            first_name: Only customers with this first name. At most 100 characters.
            last_name: Only customers with this last name. At most 100 characters.
            company: Only customers of this company. At most 255 characters.
            email: Only the customer with this e-mail address. A value that is no address is answered with 400.
            phone: Only customers with this telephone number, compared as text. At most 50 characters.
            store_credit: Only customers with exactly this store credit, compared as a number, in the store's
                currency.
            customer_group_id: Only customers of this customer group; 0 asks for those in no group. 0 or more.
            min_id: Only customers whose id is this or higher. 0 or more.
            max_id: Only customers whose id is this or lower. 0 or more.
            min_date_created: Only customers created at this moment or later.
            max_date_created: Only customers created at this moment or earlier.
            min_date_modified: Only customers last modified at this moment or later.
            max_date_modified: Only customers last modified at this moment or earlier.
            tax_exempt_category: Only customers with this tax-exempt category, an AvaTax code. At most 255 characters.
            limit: How many customers a page holds at the most. More than 250 is answered with 413. From 1 to 250. 50
                unless given.

        Returns:
            An iterator over the items, sorted by `id`; its `pages()` gives them page by page.

        Raises:
            BadRequestError: The request breaks a rule: an unknown or malformed parameter or property, a read-only
                one, a missing one, an e-mail address in use, a password that is too weak.
            UnauthorizedError: The credentials are missing or unknown.
            ForbiddenError: The credentials are known but not allowed to do this.
            MethodNotAllowedError: The resource does not take this method.
            NotAcceptableError: The `Accept` header names no format that the server can give.
            PayloadTooLargeError: The request asks for or sends more than the server handles, such as a limit above
                250.
            TooManyRequestsError: OAuth form: the window's quota is used up.
            InternalServerError: The server failed.
            ServiceUnavailableError: The store is under maintenance or suspended, or the platform is busy.
            BandwidthLimitExceededError: Basic form: the hour's quota is used up; `X-BC-ApiLimit-Remaining` is 0.
            APIStatusError: The API refused the request with another status.
            APIConnectionError: The API could not be reached, or took longer than the timeout.
            APIResponseValidationError: The answer is not what the document describes.
            TypeError: An argument is of another type. Nothing was sent then.
            ValueError: An argument cannot be sent.

        """

        def fetch(lowest: int | None) -> Call[builtins.list[Customer]]:
            return operations.list_customers(
                first_name=first_name,
                last_name=last_name,
                company=company,
                email=email,
                phone=phone,
                store_credit=store_credit,
                customer_group_id=customer_group_id,
                max_id=max_id,
                min_date_created=min_date_created,
                max_date_created=max_date_created,
                min_date_modified=min_date_modified,
                max_date_modified=max_date_modified,
                tax_exempt_category=tax_exempt_category,
                limit=limit,
                min_id=lowest,
            )

        first = fetch(min_id)
        size = min(limit or 50, 250)
        return AsyncPager(self._transport, lambda: by_key(first, fetch, size, lambda item: item.id))

    async def create(
        self,
        *,
        first_name: str,
        last_name: str,
        email: str,
        company: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        store_credit: Decimal | str | float | Omit = OMIT,
        registration_ip_address: str | Omit = OMIT,
        customer_group_id: int | Omit = OMIT,
        notes: str | Omit = OMIT,
        tax_exempt_category: str | Omit = OMIT,
        authentication: Authentication | Omit = OMIT,
    ) -> Customer:
        """Create a Customer.

        Creates a customer. First name, last name and e-mail address are required, and read-only properties are
        refused. Without `_authentication` a new password is generated.

        Args:
            first_name: First name, kept as sent with leading and trailing blanks. 1 to 100 characters.
            last_name: Last name, kept as sent with leading and trailing blanks. 1 to 100 characters.
            email: The e-mail address the customer logs in with. No two customers of a store share one.
            company: The customer's company; empty where there is none. At most 255 characters.
            phone: Telephone number as free text. At most 50 characters.
            store_credit: Store credit in the store's currency, not negative, with up to four places. A number or a
                decimal number as text.
            registration_ip_address: The IP address the customer registered from; empty for customers created through
                the API. At most 45 characters.
            customer_group_id: The customer group; 0 where the customer is in none. 0 or more.
            notes: Notes that the store's staff keeps on the customer. At most 65535 characters.
            tax_exempt_category: The AvaTax code that exempts the customer from taxes, case-sensitive; empty where
                there is none. At most 255 characters.
            authentication: What concerns the customer's log-in. Each property is optional, and nothing of it is ever
                returned. Left out of a create request, a new password is generated; left out of an update, the
                password stays as it is.

        Returns:
            The customer was created; some stores answer 200 where others answer 201.

        Raises:
            BadRequestError: The request breaks a rule: an unknown or malformed parameter or property, a read-only
                one, a missing one, an e-mail address in use, a password that is too weak.
            UnauthorizedError: The credentials are missing or unknown.
            ForbiddenError: The credentials are known but not allowed to do this.
            MethodNotAllowedError: The resource does not take this method.
            NotAcceptableError: The `Accept` header names no format that the server can give.
            ConflictError: The change contradicts something else in the store.
            PayloadTooLargeError: The request asks for or sends more than the server handles, such as a limit above
                250.
            UnsupportedMediaTypeError: The body's `Content-Type` is missing or not one that the server reads.
            TooManyRequestsError: OAuth form: the window's quota is used up.
            InternalServerError: The server failed.
            ServiceUnavailableError: The store is under maintenance or suspended, or the platform is busy.
            PlanLimitReachedError: The store's plan holds no more customers.
            BandwidthLimitExceededError: Basic form: the hour's quota is used up; `X-BC-ApiLimit-Remaining` is 0.
            APIStatusError: The API refused the request with another status.
            APIConnectionError: The API could not be reached, or took longer than the timeout.
            APIResponseValidationError: The answer is not what the document describes.
            TypeError: An argument is of another type. Nothing was sent then.
            ValueError: An argument cannot be sent.

        """
        call = operations.create_customer(
            first_name=first_name,
            last_name=last_name,
            email=email,
            company=company,
            phone=phone,
            store_credit=store_credit,
            registration_ip_address=registration_ip_address,
            customer_group_id=customer_group_id,
            notes=notes,
            tax_exempt_category=tax_exempt_category,
            authentication=authentication,
        )
        return (await self._transport.send(call)).parse()

    async def delete_all(
        self,
        *,
        confirm: Literal[True],
    ) -> None:
        """Delete All Customers.

        Deletes all customers of the store; there is no way back. BigCommerce announced the removal of this operation
        for 31 March 2021 and may answer 405: use `DELETE /v3/customers` there.

        Deprecated by the API.

        Args:
            confirm: Must be True, as there is no way back.

        Raises:
            BadRequestError: The request breaks a rule: an unknown or malformed parameter or property, a read-only
                one, a missing one, an e-mail address in use, a password that is too weak.
            UnauthorizedError: The credentials are missing or unknown.
            ForbiddenError: The credentials are known but not allowed to do this.
            MethodNotAllowedError: The resource does not take this method.
            NotAcceptableError: The `Accept` header names no format that the server can give.
            TooManyRequestsError: OAuth form: the window's quota is used up.
            InternalServerError: The server failed.
            ServiceUnavailableError: The store is under maintenance or suspended, or the platform is busy.
            BandwidthLimitExceededError: Basic form: the hour's quota is used up; `X-BC-ApiLimit-Remaining` is 0.
            APIStatusError: The API refused the request with another status.
            APIConnectionError: The API could not be reached, or took longer than the timeout.
            APIResponseValidationError: The answer is not what the document describes.
            ValueError: `confirm` is not True.

        """
        require_confirmation(confirm)
        call = operations.delete_all_customers()
        (await self._transport.send(call)).parse()

    async def count(
        self,
        *,
        first_name: str | None = None,
        last_name: str | None = None,
        company: str | None = None,
        email: str | None = None,
        phone: str | None = None,
        store_credit: Decimal | str | None = None,
        customer_group_id: int | None = None,
        min_id: int | None = None,
        max_id: int | None = None,
        min_date_created: dt.datetime | dt.date | None = None,
        max_date_created: dt.datetime | dt.date | None = None,
        min_date_modified: dt.datetime | dt.date | None = None,
        max_date_modified: dt.datetime | dt.date | None = None,
        tax_exempt_category: str | None = None,
    ) -> int:
        """Get a Count of Customers.

        Gets the number of customers, of all or of those that the filters select.

        Args:
            first_name: Only customers with this first name. At most 100 characters.
            last_name: Only customers with this last name. At most 100 characters.
            company: Only customers of this company. At most 255 characters.
            email: Only the customer with this e-mail address. A value that is no address is answered with 400.
            phone: Only customers with this telephone number, compared as text. At most 50 characters.
            store_credit: Only customers with exactly this store credit, compared as a number, in the store's
                currency.
            customer_group_id: Only customers of this customer group; 0 asks for those in no group. 0 or more.
            min_id: Only customers whose id is this or higher. 0 or more.
            max_id: Only customers whose id is this or lower. 0 or more.
            min_date_created: Only customers created at this moment or later.
            max_date_created: Only customers created at this moment or earlier.
            min_date_modified: Only customers last modified at this moment or later.
            max_date_modified: Only customers last modified at this moment or earlier.
            tax_exempt_category: Only customers with this tax-exempt category, an AvaTax code. At most 255 characters.

        Returns:
            The number of customers.

        Raises:
            BadRequestError: The request breaks a rule: an unknown or malformed parameter or property, a read-only
                one, a missing one, an e-mail address in use, a password that is too weak.
            UnauthorizedError: The credentials are missing or unknown.
            ForbiddenError: The credentials are known but not allowed to do this.
            MethodNotAllowedError: The resource does not take this method.
            NotAcceptableError: The `Accept` header names no format that the server can give.
            TooManyRequestsError: OAuth form: the window's quota is used up.
            InternalServerError: The server failed.
            ServiceUnavailableError: The store is under maintenance or suspended, or the platform is busy.
            BandwidthLimitExceededError: Basic form: the hour's quota is used up; `X-BC-ApiLimit-Remaining` is 0.
            APIStatusError: The API refused the request with another status.
            APIConnectionError: The API could not be reached, or took longer than the timeout.
            APIResponseValidationError: The answer is not what the document describes.
            TypeError: An argument is of another type. Nothing was sent then.
            ValueError: An argument cannot be sent.

        """
        call = operations.count_customers(
            first_name=first_name,
            last_name=last_name,
            company=company,
            email=email,
            phone=phone,
            store_credit=store_credit,
            customer_group_id=customer_group_id,
            min_id=min_id,
            max_id=max_id,
            min_date_created=min_date_created,
            max_date_created=max_date_created,
            min_date_modified=min_date_modified,
            max_date_modified=max_date_modified,
            tax_exempt_category=tax_exempt_category,
        )
        return (await self._transport.send(call)).parse()

    async def get(
        self,
        id: int,
    ) -> Customer:
        """Get a Customer.

        Gets one customer, shown as in the list.

        Args:
            id: The customer's id. 1 or more.

        Returns:
            The customer.

        Raises:
            BadRequestError: The request breaks a rule: an unknown or malformed parameter or property, a read-only
                one, a missing one, an e-mail address in use, a password that is too weak.
            UnauthorizedError: The credentials are missing or unknown.
            ForbiddenError: The credentials are known but not allowed to do this.
            NotFoundError: There is no customer with this id.
            MethodNotAllowedError: The resource does not take this method.
            NotAcceptableError: The `Accept` header names no format that the server can give.
            TooManyRequestsError: OAuth form: the window's quota is used up.
            InternalServerError: The server failed.
            ServiceUnavailableError: The store is under maintenance or suspended, or the platform is busy.
            BandwidthLimitExceededError: Basic form: the hour's quota is used up; `X-BC-ApiLimit-Remaining` is 0.
            APIStatusError: The API refused the request with another status.
            APIConnectionError: The API could not be reached, or took longer than the timeout.
            APIResponseValidationError: The answer is not what the document describes.
            TypeError: An argument is of another type. Nothing was sent then.
            ValueError: An argument cannot be sent.

        """
        call = operations.get_customer(
            id,
        )
        return (await self._transport.send(call)).parse()

    async def update(
        self,
        id: int,
        *,
        company: str | Omit = OMIT,
        first_name: str | Omit = OMIT,
        last_name: str | Omit = OMIT,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        store_credit: Decimal | str | float | Omit = OMIT,
        registration_ip_address: str | Omit = OMIT,
        customer_group_id: int | Omit = OMIT,
        notes: str | Omit = OMIT,
        tax_exempt_category: str | Omit = OMIT,
        authentication: Authentication | Omit = OMIT,
    ) -> Customer:
        """Update a Customer.

        Updates a customer. What is not sent stays as it was, and read-only properties are refused. Without
        `_authentication` the password stays the same.

        Args:
            id: The customer's id. 1 or more.
            company: The customer's company; empty where there is none. At most 255 characters.
            first_name: First name, kept as sent with leading and trailing blanks. 1 to 100 characters.
            last_name: Last name, kept as sent with leading and trailing blanks. 1 to 100 characters.
            email: The e-mail address the customer logs in with. No two customers of a store share one.
            phone: Telephone number as free text. At most 50 characters.
            store_credit: Store credit in the store's currency, not negative, with up to four places. A number or a
                decimal number as text.
            registration_ip_address: The IP address the customer registered from; empty for customers created through
                the API. At most 45 characters.
            customer_group_id: The customer group; 0 where the customer is in none. 0 or more.
            notes: Notes that the store's staff keeps on the customer. At most 65535 characters.
            tax_exempt_category: The AvaTax code that exempts the customer from taxes, case-sensitive; empty where
                there is none. At most 255 characters.
            authentication: What concerns the customer's log-in. Each property is optional, and nothing of it is ever
                returned. Left out of a create request, a new password is generated; left out of an update, the
                password stays as it is.

        Returns:
            The customer was changed; the body shows it whole.

        Raises:
            BadRequestError: The request breaks a rule: an unknown or malformed parameter or property, a read-only
                one, a missing one, an e-mail address in use, a password that is too weak.
            UnauthorizedError: The credentials are missing or unknown.
            ForbiddenError: The credentials are known but not allowed to do this.
            NotFoundError: There is no customer with this id.
            MethodNotAllowedError: The resource does not take this method.
            NotAcceptableError: The `Accept` header names no format that the server can give.
            ConflictError: The change contradicts something else in the store.
            PayloadTooLargeError: The request asks for or sends more than the server handles, such as a limit above
                250.
            UnsupportedMediaTypeError: The body's `Content-Type` is missing or not one that the server reads.
            TooManyRequestsError: OAuth form: the window's quota is used up.
            InternalServerError: The server failed.
            ServiceUnavailableError: The store is under maintenance or suspended, or the platform is busy.
            BandwidthLimitExceededError: Basic form: the hour's quota is used up; `X-BC-ApiLimit-Remaining` is 0.
            APIStatusError: The API refused the request with another status.
            APIConnectionError: The API could not be reached, or took longer than the timeout.
            APIResponseValidationError: The answer is not what the document describes.
            TypeError: An argument is of another type. Nothing was sent then.
            ValueError: An argument cannot be sent.

        """
        call = operations.update_customer(
            id,
            company=company,
            first_name=first_name,
            last_name=last_name,
            email=email,
            phone=phone,
            store_credit=store_credit,
            registration_ip_address=registration_ip_address,
            customer_group_id=customer_group_id,
            notes=notes,
            tax_exempt_category=tax_exempt_category,
            authentication=authentication,
        )
        return (await self._transport.send(call)).parse()

    async def delete(
        self,
        id: int,
    ) -> None:
        """Delete a Customer.

        Deletes this customer and no other.

        Args:
            id: The customer's id. 1 or more.

        Raises:
            BadRequestError: The request breaks a rule: an unknown or malformed parameter or property, a read-only
                one, a missing one, an e-mail address in use, a password that is too weak.
            UnauthorizedError: The credentials are missing or unknown.
            ForbiddenError: The credentials are known but not allowed to do this.
            NotFoundError: There is no customer with this id.
            MethodNotAllowedError: The resource does not take this method.
            NotAcceptableError: The `Accept` header names no format that the server can give.
            TooManyRequestsError: OAuth form: the window's quota is used up.
            InternalServerError: The server failed.
            ServiceUnavailableError: The store is under maintenance or suspended, or the platform is busy.
            BandwidthLimitExceededError: Basic form: the hour's quota is used up; `X-BC-ApiLimit-Remaining` is 0.
            APIStatusError: The API refused the request with another status.
            APIConnectionError: The API could not be reached, or took longer than the timeout.
            APIResponseValidationError: The answer is not what the document describes.
            TypeError: An argument is of another type. Nothing was sent then.
            ValueError: An argument cannot be sent.

        """
        call = operations.delete_customer(
            id,
        )
        (await self._transport.send(call)).parse()

    async def validate_password(
        self,
        id: int,
        *,
        password: str,
    ) -> bool:
        """Validate a Password.

        Tells whether a password is the customer's. Changes nothing. Observed, not in the reference.

        Args:
            id: The customer's id. 1 or more.
            password: The password to check, in clear.

        Returns:
            Whether the password is the customer's.

        Raises:
            BadRequestError: The request breaks a rule: an unknown or malformed parameter or property, a read-only
                one, a missing one, an e-mail address in use, a password that is too weak.
            UnauthorizedError: The credentials are missing or unknown.
            ForbiddenError: The credentials are known but not allowed to do this.
            NotFoundError: There is no customer with this id.
            MethodNotAllowedError: The resource does not take this method.
            NotAcceptableError: The `Accept` header names no format that the server can give.
            PayloadTooLargeError: The request asks for or sends more than the server handles, such as a limit above
                250.
            UnsupportedMediaTypeError: The body's `Content-Type` is missing or not one that the server reads.
            TooManyRequestsError: OAuth form: the window's quota is used up.
            InternalServerError: The server failed.
            ServiceUnavailableError: The store is under maintenance or suspended, or the platform is busy.
            BandwidthLimitExceededError: Basic form: the hour's quota is used up; `X-BC-ApiLimit-Remaining` is 0.
            APIStatusError: The API refused the request with another status.
            APIConnectionError: The API could not be reached, or took longer than the timeout.
            APIResponseValidationError: The answer is not what the document describes.
            TypeError: An argument is of another type. Nothing was sent then.
            ValueError: An argument cannot be sent.

        """
        call = operations.validate_password(
            id,
            password=password,
        )
        return (await self._transport.send(call)).parse()
