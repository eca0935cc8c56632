"""Rules of the customer as answers show it."""

import re
from functools import lru_cache
from typing import Any

from bigcommerce_contract.check.judge.contract import (
    part_validator,
    property_schemas,
    schema,
    validator,
)
from bigcommerce_contract.check.judge.observation import MISSING
from bigcommerce_contract.check.judge.values import (
    as_array,
    as_integer,
    as_object,
    parse_shown_date,
)
from bigcommerce_contract.check.judge.view import View

_SCALAR = (str, int, float, type(None))
_KIND = frozenset({"type", "pattern"})
_FORMAT = frozenset({"format"})
_BOUNDS = frozenset({"maxLength", "minimum", "maximum"})
_SECRET = re.compile(r"password|_authentication", re.IGNORECASE)
_SHORTEST_SECRET = 7
# RFC 2822 lets a day below 10 stand without its zero.
_SHORT_DAY = re.compile(r"(?<=^\w{3}, )(?=\d )")
_OTHER_CUSTOMER = r"/customers/(?!{}\b)\d"


def is_whole(customer: dict[str, Any]) -> bool:
    """Tell whether an answer means to show a customer, be it with a property less."""
    return "id" in customer and len(set(schema("Customer")["required"]) - set(customer)) <= 1


def _whole_customers(view: View) -> list[dict[str, Any]]:
    """Give the customers shown; less than one in answer to a write is the matter of create.body and update.body."""
    reading = view.operation in {"listCustomers", "getCustomer"}
    return [customer for customer in view.seen.shown() if reading or is_whole(customer)]


def property_type(view: View) -> None:
    """customer.<property>: present, of its type, and in its form."""
    link = {"addresses"}
    names = [name for name in schema("Customer")["required"] if name not in link]
    for customer in _whole_customers(view):
        for name in names:
            view.rule(f"customer.{name}", type_breach(name, customer), places=(f"/{name}",))


def type_breach(name: str, customer: dict[str, Any]) -> str | None:
    """Say what is wrong with the type or form of a property, None where nothing is or the document asks for none."""
    value = customer.get(name, MISSING)
    if isinstance(value, _SCALAR):
        return _remembered_breach(name, value)
    return _value_breach(name, value)


def _value_breach(name: str, value: object) -> str | None:
    if name not in property_schemas("Customer"):
        return None
    if value is MISSING:
        return f"{name} is missing"
    dated = property_schemas("Customer")[name].get("format") == "date-time-rfc-2822"
    padded = _SHORT_DAY.sub("0", value) if dated and isinstance(value, str) else value
    if not part_validator("Customer", name, _KIND).is_valid(padded):
        return f"{name} is {value!r}"
    if dated and parse_shown_date(value) is None:
        return f"{name} is {value!r}, no such moment exists"
    return None


# The same customers are shown over and over. True, 1 and 1.0 are equal, and not of one type.
_remembered_breach = lru_cache(8192, typed=True)(_value_breach)


def addresses(view: View) -> None:
    """customer.addresses."""
    for customer in _whole_customers(view):
        link = as_object(customer.get("addresses")) or {}
        url, resource = link.get("url"), link.get("resource")
        number = customer.get("id")
        absolute = isinstance(url, str) and re.match(r"https?://[^/]+/", url) is not None
        is_address = part_validator("AddressesLink", "url", _FORMAT).is_valid(url)
        other = re.search(_OTHER_CUSTOMER.format(re.escape(str(number))), str(url)) is not None
        holds = absolute and is_address and not other and resource == f"/customers/{number}/addresses"
        message = f"addresses is {customer.get('addresses')!r}"
        view.expect("customer.addresses", holds, message, places=("/addresses",))


def addresses_form(view: View) -> None:
    """customer.addresses.form."""
    suffix = ".json" if view.exchange.form == "basic" else ""
    for customer in view.seen.shown():
        link = as_object(customer.get("addresses")) or {}
        if isinstance(link.get("url"), str) and isinstance(link.get("resource"), str):
            holds = link["url"].endswith(link["resource"] + suffix)
            message = f"addresses.url is {link['url']!r}"
            view.expect("customer.addresses.form", holds, message, places=("/addresses",))


def bounds(view: View) -> None:
    """customer.bounds."""
    for customer in view.seen.shown():
        name = None if validator("Customer").is_valid(customer) else _beyond(customer)
        view.rule("customer.bounds", name and f"{name} lies beyond its bounds", places=(f"/{name}",))


def _beyond(customer: dict[str, Any]) -> str | None:
    for name, form in property_schemas("Customer").items():
        value = customer.get(name, MISSING)
        if (
            value is not MISSING
            and _BOUNDS & set(form)
            and not part_validator("Customer", name, _BOUNDS).is_valid(value)
        ):
            return name
    return None


def form_fields(view: View) -> None:
    """customer.form_fields."""
    for customer in view.seen.shown():
        if "form_fields" in customer:
            value = customer["form_fields"]
            holds = _holds_form_fields(value)
            view.expect("customer.form_fields", holds, f"form_fields is {value!r}", places=("/form_fields",))


def _holds_form_fields(value: object) -> bool:
    items = as_array(value)
    return value is None or (items is not None and all(map(validator("FormField").is_valid, items)))


def flag(view: View) -> None:
    """customer.reset_pass_on_login, customer.accepts_marketing."""
    for customer in view.seen.shown():
        for name in ("reset_pass_on_login", "accepts_marketing"):
            if name in customer:
                view.expect(
                    f"customer.{name}",
                    isinstance(customer[name], bool),
                    f"{name} is {customer[name]!r}",
                    places=(f"/{name}",),
                )


def password_hidden(view: View) -> None:
    """customer.password.hidden."""
    given = as_object(view.body_object().get("_authentication")) or {}
    secret = given.get("password")
    known = secret if isinstance(secret, str) and len(secret) >= _SHORTEST_SECRET else None
    for customer in view.seen.shown():
        named = [name for name in customer if _SECRET.search(name)]
        shown = known is not None and known in customer.values()
        message = f"the answer holds {named[0]}" if named else "the answer holds the password"
        view.expect("customer.password.hidden", not named and not shown, message)


def dates_in_order(view: View) -> None:
    """customer.dates."""
    for customer in view.seen.shown():
        created, modified = (
            parse_shown_date(customer.get("date_created")),
            parse_shown_date(customer.get("date_modified")),
        )
        if created and modified and as_integer(customer.get("id")):
            view.expect(
                "customer.dates",
                created <= modified,
                f"created {created}, modified {modified}",
            )
