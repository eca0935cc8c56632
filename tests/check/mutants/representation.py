"""Servers that show a customer wrongly."""

from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

from tests.check.mutants.layer import Rewrite
from tests.check.mutants.registry import Condition, add, each_customer, is_a, put

_WRONG: dict[str, Callable[[Any], object]] = {
    "id": str,
    "company": lambda _value: None,
    "first_name": lambda value: [value],
    "last_name": lambda value: {"name": value},
    "email": lambda _value: None,
    "phone": lambda value: int(value) if value.isdigit() else 0,
    "date_created": lambda value: int(parsedate_to_datetime(value).timestamp()),
    "date_modified": lambda value: parsedate_to_datetime(value).isoformat(),
    "store_credit": float,
    "registration_ip_address": lambda _value: None,
    "customer_group_id": str,
    "notes": lambda value: [value],
    "tax_exempt_category": lambda _value: False,
    "addresses": lambda value: value["url"],
}


def _set(prop: str, change: Callable[[Any], Any]) -> Callable[[dict[str, Any]], object]:
    return lambda customer: customer.update({prop: change(customer[prop])}) if prop in customer else None


def _without(prop: str) -> Callable[[dict[str, Any]], object]:
    return lambda customer: customer.pop(prop, None)


for name, wrong in _WRONG.items():
    rule = f"customer.{name}"
    if name == "id":
        # Without an id, the mutant's own helpers cannot tell a customer from another object: it goes last.
        add(rule, "a text in the list", each_customer(_set(name, wrong), is_a("list")))
        add(rule, "missing from get", each_customer(_without(name), is_a("get")))
        add(rule, "a text in get", each_customer(_set(name, wrong), is_a("get")))
        continue
    add(rule, "missing from the list", each_customer(_without(name), is_a("list")))
    add(rule, "missing from get", each_customer(_without(name), is_a("get")))
    add(rule, "of another type in the list", each_customer(_set(name, wrong), is_a("list")))
    add(rule, "of another type in get", each_customer(_set(name, wrong), is_a("get")))
    add(rule, "of another type after create", each_customer(_set(name, wrong), is_a("create")))
    add(rule, "of another type after update", each_customer(_set(name, wrong), is_a("update")))

add(
    "customer.date_created",
    "ends with GMT",
    each_customer(_set("date_created", lambda value: value.replace("+0000", "GMT"))),
)
add(
    "customer.date_created",
    "in another zone",
    each_customer(_set("date_created", lambda value: value.replace("+0000", "-0400"))),
)
add(
    "customer.date_modified",
    "of the wrong weekday",
    each_customer(_set("date_modified", lambda value: "Foo" + value[3:])),
)
add(
    "customer.date_modified",
    "without seconds",
    each_customer(_set("date_modified", lambda value: value[:-9] + value[-6:])),
)
add("customer.store_credit", "with two places", each_customer(_set("store_credit", lambda value: value[:-2])))
add("customer.store_credit", "with a comma", each_customer(_set("store_credit", lambda value: value.replace(".", ","))))
add(
    "customer.store_credit",
    "with a currency",
    each_customer(_set("store_credit", lambda value: f"${value}"), is_a("get")),
)
add(
    "customer.customer_group_id",
    "null for no group",
    each_customer(_set("customer_group_id", lambda value: value or None)),
)
add("customer.notes", "null for none", each_customer(_set("notes", lambda value: value or None)))
add("customer.id", "a float", each_customer(_set("id", lambda value: value + 0.5), is_a("get")))


def _link(change: Callable[[dict[str, Any], int], object], when: Condition = lambda _call: True) -> Rewrite:
    def apply(customer: dict[str, Any]) -> None:
        change(customer["addresses"], customer["id"])

    return each_customer(apply, when)


def _other_id(link: dict[str, Any], own: int) -> None:
    link["resource"] = link["resource"].replace(f"/{own}/", f"/{own + 1}/")


def _other_id_in_url(link: dict[str, Any], own: int) -> None:
    link["url"] = link["url"].replace(f"/{own}/", f"/{own + 1}/")


add("customer.addresses", "of another customer", _link(_other_id))
add("customer.addresses", "of another customer after create", _link(_other_id, is_a("create")))
add("customer.addresses", "of another customer in the list", _link(_other_id, is_a("list")))
add(
    "customer.addresses",
    "of customer 1 in the list",
    _link(lambda link, _own: link.update(resource="/customers/1/addresses"), is_a("list")),
)
add("customer.addresses", "without a url", _link(lambda link, _own: link.pop("url")))
add("customer.addresses", "without a resource", _link(lambda link, _own: link.pop("resource"), is_a("get")))
add(
    "customer.addresses", "with a relative url", _link(lambda link, own: link.update(url=f"/customers/{own}/addresses"))
)
add("customer.addresses", "the url of another customer", _link(_other_id_in_url))
add(
    "customer.addresses",
    "a url with the name of a variable",
    _link(lambda link, _own: link.update(url=link["url"].replace("/v2/", "/{version}/")), is_a("get")),
)
add(
    "customer.addresses.form",
    "without .json in the Basic form",
    _link(lambda link, _own: link.update(url=link["url"].removesuffix(".json"))),
)
add(
    "customer.addresses.form",
    "with .json in the OAuth form",
    _link(
        lambda link, _own: link.update(url=link["url"].removesuffix(".json") + ".json"),
        lambda call: call.form == "oauth",
    ),
)
add(
    "customer.addresses.form",
    "the url of the customer",
    _link(lambda link, _own: link.update(url=link["url"].replace("/addresses", ""))),
)

add(
    "customer.bounds",
    "a long phone",
    each_customer(_set("phone", lambda _value: "1" * 60), is_a("get", "list", "create", "update")),
)
add("customer.bounds", "long notes", each_customer(_set("notes", lambda _value: "x" * 70_000), is_a("get")))
add("customer.bounds", "a negative group", each_customer(_set("customer_group_id", lambda _value: -1), is_a("list")))
add(
    "customer.bounds",
    "a long company in the list",
    each_customer(_set("company", lambda _value: "x" * 256), is_a("list")),
)

_FIELDS: tuple[tuple[str, object], ...] = (
    ("a text", ""),
    ("an object", {"name": "value"}),
    ("a list of texts", ["value"]),
    ("a field without a name", [{"value": "x"}]),
)
for title, shown in _FIELDS:
    add(
        "customer.form_fields",
        title,
        each_customer(put("form_fields", shown), is_a("get", "list")),
    )
_NO_FLAGS: tuple[tuple[str, object], ...] = (("a text", "false"), ("a number", 0), ("null", None))
for flag in ("reset_pass_on_login", "accepts_marketing"):
    for title, shown in _NO_FLAGS:
        add(
            f"customer.{flag}",
            title,
            each_customer(put(flag, shown)),
        )
    add(
        f"customer.{flag}",
        "a number in the list",
        each_customer(put(flag, 1), is_a("list")),
    )

add(
    "customer.password.hidden",
    "shows _authentication",
    each_customer(lambda customer: customer.update(_authentication={})),
)
add(
    "customer.password.hidden",
    "shows a hash",
    each_customer(lambda customer: customer.update(password="$2b$12$abc"), is_a("get")),
)
add(
    "customer.password.hidden",
    "shows a password in the list",
    each_customer(lambda customer: customer.update(password=""), is_a("list")),
)
add(
    "customer.password.hidden",
    "shows it after create",
    each_customer(lambda customer: customer.update(_authentication={"password": "x"}), is_a("create")),
)
add(
    "customer.password.hidden",
    "shows it after update",
    each_customer(lambda customer: customer.update(_authentication={"password": "x"}), is_a("update")),
)

_EARLIER = "Mon, 13 Nov 2023 22:13:19 +0000"
add(
    "customer.dates",
    "modified before it was created",
    each_customer(lambda customer: customer.update(date_modified=_EARLIER)),
)
add(
    "customer.dates",
    "modified before it was created, in get",
    each_customer(lambda customer: customer.update(date_modified=_EARLIER), is_a("get")),
)
