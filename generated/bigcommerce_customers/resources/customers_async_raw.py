# ruff: noqa: A002, PLR0913 - how many arguments there are, and their names, is up to the document.
"""The customers operations, asynchronous, giving the answers as they came."""

import builtins
import datetime as dt
from decimal import Decimal
from typing import Literal

from bigcommerce_customers._operations import customers as operations
from bigcommerce_customers._runtime.confirmation import require_confirmation
from bigcommerce_customers._runtime.omit import OMIT, Omit
from bigcommerce_customers._runtime.raw import RawResponse
from bigcommerce_customers._runtime.transport import AsyncTransport
from bigcommerce_customers.models.customer import Customer
from bigcommerce_customers.params import Authentication


class AsyncCustomersWithRawResponse:
    """The customers operations, asynchronous, giving the answers as they came."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(
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
    ) -> RawResponse[builtins.list[Customer]]:
        """List Customers: one page, giving the answer as it came."""
        call = operations.list_customers(
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
            page=page,
            limit=limit,
        )
        return await self._transport.send(call)

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
    ) -> RawResponse[Customer]:
        """Create a Customer, giving the answer as it came."""
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
        return await self._transport.send(call)

    async def delete_all(
        self,
        *,
        confirm: Literal[True],
    ) -> RawResponse[None]:
        """Delete All Customers, giving the answer as it came."""
        require_confirmation(confirm)
        call = operations.delete_all_customers()
        return await self._transport.send(call)

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
    ) -> RawResponse[int]:
        """Get a Count of Customers, giving the answer as it came."""
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
        return await self._transport.send(call)

    async def get(
        self,
        id: int,
    ) -> RawResponse[Customer]:
        """Get a Customer, giving the answer as it came."""
        call = operations.get_customer(
            id,
        )
        return await self._transport.send(call)

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
    ) -> RawResponse[Customer]:
        """Update a Customer, giving the answer as it came."""
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
        return await self._transport.send(call)

    async def delete(
        self,
        id: int,
    ) -> RawResponse[None]:
        """Delete a Customer, giving the answer as it came."""
        call = operations.delete_customer(
            id,
        )
        return await self._transport.send(call)

    async def validate_password(
        self,
        id: int,
        *,
        password: str,
    ) -> RawResponse[bool]:
        """Validate a Password, giving the answer as it came."""
        call = operations.validate_password(
            id,
            password=password,
        )
        return await self._transport.send(call)
