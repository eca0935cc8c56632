# ruff: noqa: A002, PLR0913 - how many arguments there are, and their names, is up to the document.
"""The calls of the customers operations: what is sent, and what is made of the answer. Nothing here sends anything."""

import datetime as dt
import json
from decimal import Decimal

from bigcommerce_customers._runtime.arguments import (
    integer_argument,
    object_argument,
    text_argument,
)
from bigcommerce_customers._runtime.calls import (
    Answer,
    Call,
    encode_body,
    encode_query,
    number_segment,
    undocumented,
)
from bigcommerce_customers._runtime.dates import rfc2822_filter
from bigcommerce_customers._runtime.numbers import amount_json, decimal_text
from bigcommerce_customers._runtime.omit import OMIT, Omit
from bigcommerce_customers._runtime.shapes import array, plain
from bigcommerce_customers.models.customer import Customer
from bigcommerce_customers.params import Authentication


def list_customers(
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
) -> Call[list[Customer]]:
    """List Customers."""
    return Call(
        operation="listCustomers",
        method="GET",
        path="/customers",
        decode=_list_customers,
        repeatable=True,
        query=encode_query(
            {
                "first_name": ("first_name", text_argument, first_name),
                "last_name": ("last_name", text_argument, last_name),
                "company": ("company", text_argument, company),
                "email": ("email", text_argument, email),
                "phone": ("phone", text_argument, phone),
                "store_credit": ("store_credit", decimal_text, store_credit),
                "customer_group_id": ("customer_group_id", integer_argument, customer_group_id),
                "min_id": ("min_id", integer_argument, min_id),
                "max_id": ("max_id", integer_argument, max_id),
                "min_date_created": ("min_date_created", rfc2822_filter, min_date_created),
                "max_date_created": ("max_date_created", rfc2822_filter, max_date_created),
                "min_date_modified": ("min_date_modified", rfc2822_filter, min_date_modified),
                "max_date_modified": ("max_date_modified", rfc2822_filter, max_date_modified),
                "tax_exempt_category": ("tax_exempt_category", text_argument, tax_exempt_category),
                "page": ("page", integer_argument, page),
                "limit": ("limit", integer_argument, limit),
            }
        ),
    )


def _list_customers(answer: Answer) -> list[Customer]:
    if answer.status == 200:
        return [Customer.from_dict(item) for item in array(json.loads(answer.content))]
    if answer.status == 204:
        return []
    raise undocumented(answer)


def create_customer(
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
) -> Call[Customer]:
    """Create a Customer."""
    return Call(
        operation="createCustomer",
        method="POST",
        path="/customers",
        decode=_create_customer,
        repeatable=False,
        content=encode_body(
            {
                "company": ("company", text_argument, company),
                "first_name": ("first_name", text_argument, first_name),
                "last_name": ("last_name", text_argument, last_name),
                "email": ("email", text_argument, email),
                "phone": ("phone", text_argument, phone),
                "store_credit": ("store_credit", amount_json, store_credit),
                "registration_ip_address": ("registration_ip_address", text_argument, registration_ip_address),
                "customer_group_id": ("customer_group_id", integer_argument, customer_group_id),
                "notes": ("notes", text_argument, notes),
                "tax_exempt_category": ("tax_exempt_category", text_argument, tax_exempt_category),
                "_authentication": ("authentication", object_argument, authentication),
            }
        ),
    )


def _create_customer(answer: Answer) -> Customer:
    if answer.status in {200, 201}:
        return Customer.from_dict(json.loads(answer.content))
    raise undocumented(answer)


def delete_all_customers() -> Call[None]:
    """Delete All Customers."""
    return Call(
        operation="deleteAllCustomers",
        method="DELETE",
        path="/customers",
        decode=_delete_all_customers,
        repeatable=True,
    )


def _delete_all_customers(answer: Answer) -> None:
    if answer.status != 204:
        raise undocumented(answer)


def count_customers(
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
) -> Call[int]:
    """Get a Count of Customers."""
    return Call(
        operation="countCustomers",
        method="GET",
        path="/customers/count",
        decode=_count_customers,
        repeatable=True,
        query=encode_query(
            {
                "first_name": ("first_name", text_argument, first_name),
                "last_name": ("last_name", text_argument, last_name),
                "company": ("company", text_argument, company),
                "email": ("email", text_argument, email),
                "phone": ("phone", text_argument, phone),
                "store_credit": ("store_credit", decimal_text, store_credit),
                "customer_group_id": ("customer_group_id", integer_argument, customer_group_id),
                "min_id": ("min_id", integer_argument, min_id),
                "max_id": ("max_id", integer_argument, max_id),
                "min_date_created": ("min_date_created", rfc2822_filter, min_date_created),
                "max_date_created": ("max_date_created", rfc2822_filter, max_date_created),
                "min_date_modified": ("min_date_modified", rfc2822_filter, min_date_modified),
                "max_date_modified": ("max_date_modified", rfc2822_filter, max_date_modified),
                "tax_exempt_category": ("tax_exempt_category", text_argument, tax_exempt_category),
            }
        ),
    )


def _count_customers(answer: Answer) -> int:
    if answer.status == 200:
        return plain(json.loads(answer.content)["count"], int)
    raise undocumented(answer)


def get_customer(
    id: int,
) -> Call[Customer]:
    """Get a Customer."""
    return Call(
        operation="getCustomer",
        method="GET",
        path=f"/customers/{number_segment('id', id)}",
        decode=_get_customer,
        repeatable=True,
    )


def _get_customer(answer: Answer) -> Customer:
    if answer.status == 200:
        return Customer.from_dict(json.loads(answer.content))
    raise undocumented(answer)


def update_customer(
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
) -> Call[Customer]:
    """Update a Customer."""
    return Call(
        operation="updateCustomer",
        method="PUT",
        path=f"/customers/{number_segment('id', id)}",
        decode=_update_customer,
        repeatable=True,
        content=encode_body(
            {
                "company": ("company", text_argument, company),
                "first_name": ("first_name", text_argument, first_name),
                "last_name": ("last_name", text_argument, last_name),
                "email": ("email", text_argument, email),
                "phone": ("phone", text_argument, phone),
                "store_credit": ("store_credit", amount_json, store_credit),
                "registration_ip_address": ("registration_ip_address", text_argument, registration_ip_address),
                "customer_group_id": ("customer_group_id", integer_argument, customer_group_id),
                "notes": ("notes", text_argument, notes),
                "tax_exempt_category": ("tax_exempt_category", text_argument, tax_exempt_category),
                "_authentication": ("authentication", object_argument, authentication),
            }
        ),
    )


def _update_customer(answer: Answer) -> Customer:
    if answer.status == 200:
        return Customer.from_dict(json.loads(answer.content))
    raise undocumented(answer)


def delete_customer(
    id: int,
) -> Call[None]:
    """Delete a Customer."""
    return Call(
        operation="deleteCustomer",
        method="DELETE",
        path=f"/customers/{number_segment('id', id)}",
        decode=_delete_customer,
        repeatable=True,
    )


def _delete_customer(answer: Answer) -> None:
    if answer.status != 204:
        raise undocumented(answer)


def validate_password(
    id: int,
    *,
    password: str,
) -> Call[bool]:
    """Validate a Password."""
    return Call(
        operation="validatePassword",
        method="POST",
        path=f"/customers/{number_segment('id', id)}/validate",
        decode=_validate_password,
        repeatable=True,
        content=encode_body(
            {
                "password": ("password", text_argument, password),
            }
        ),
    )


def _validate_password(answer: Answer) -> bool:
    if answer.status == 200:
        return plain(json.loads(answer.content)["success"], bool)
    raise undocumented(answer)
