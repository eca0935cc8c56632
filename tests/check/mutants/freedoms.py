"""Correct servers that differ from the mock where the document leaves freedom: the check must not fail any of them."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.registry import after, before, both, each_customer, header, instead, is_a, put
from tests.check.mutants.renumber import Renumber
from tests.check.mutants.writing import edit, has, login

from bigcommerce_contract.document import load_document

_REQUIRED = load_document()["components"]["schemas"]["Customer"]["required"]
_LIMITS = (
    "x-rate-limit-requests-left",
    "x-rate-limit-requests-quota",
    "x-rate-limit-time-reset-ms",
    "x-rate-limit-time-window-ms",
)


@dataclass(frozen=True)
class Freedom:
    """A correct server.

    Attributes:
        title: How it differs, in a few words.
        make: Gives the difference; called once for each server.
        switches: Switches of the mock that differ.
        in_lists: Whether the difference may show in what filters select.
    """

    title: str
    make: Callable[[], Rewrite]
    switches: tuple[tuple[str, Any], ...] = ()
    in_lists: bool = False

    def __str__(self) -> str:
        """Name the server."""
        return self.title


FREEDOMS: list[Freedom] = []


def free(title: str, rewrite: Rewrite, *, in_lists: bool = False) -> None:
    """Register a difference that remembers nothing."""
    FREEDOMS.append(Freedom(title, lambda: rewrite, in_lists=in_lists))


def _status(old: Iterable[int], new: int, *operations: str) -> Rewrite:
    def change(answer: Answer) -> None:
        if answer.status in old:
            body = answer.body.replace(f'"status":{answer.status}'.encode(), f'"status":{new}'.encode())
            answer.status, answer.body = new, body

    return after(change, is_a(*operations) if operations else lambda _call: True)


def _success(status: int, value: object = None) -> Callable[[Answer], None]:
    return lambda answer: answer.become(status, value) if answer.done else None


def _errors(change: Callable[[Answer], object]) -> Rewrite:
    return after(lambda answer: change(answer) if answer.status >= 400 else None)


def _without(*names: str) -> Rewrite:
    def change(answer: Answer) -> None:
        for name in names:
            answer.headers.pop(name, None)

    return after(change)


async def _nothing(call: Call, forward: Forward) -> Answer:
    return await forward(call)


def _strengthen(body: dict[str, Any]) -> None:
    password = login(body).get("password")
    if isinstance(password, str) and (len(password) < 7 or password.isdigit() or password.isalpha()):
        login(body)["password"] = "Strong1Password"
        login(body).pop("password_confirmation", None)


def _pay(body: dict[str, Any]) -> None:
    if str(body.get("store_credit", "")).startswith("-"):
        body["store_credit"] = 0


def _mend_paging(call: Call) -> None:
    for name in ("page", "limit"):
        if not (call.get(name) or "1").isdigit() or call.get(name) == "0":
            call.drop(name)


def _drop_bad_dates(call: Call) -> None:
    for name, value in list(call.query):
        if "date" in name and not any(sign.isdigit() for sign in value):
            call.drop(name)


def _cut(call: Call) -> None:
    limit = call.get("limit") or ""
    if limit.isdigit() and int(limit) > 250:
        call.put("limit", 250)


def _small_email(body: dict[str, Any]) -> None:
    if isinstance(body.get("email"), str):
        body["email"] = body["email"].lower()


def _strip(body: dict[str, Any]) -> None:
    for name in ("first_name", "last_name"):
        if isinstance(body.get(name), str) and body[name].strip():
            body[name] = body[name].strip()


def _charset(answer: Answer) -> None:
    if "content-type" in answer.headers:
        answer.headers["content-type"] += "; charset=utf-8"


def _id_only(answer: Answer) -> None:
    if answer.done:
        answer.set_json({"id": answer.json()["id"]})


def _indent(answer: Answer) -> None:
    if answer.body:
        answer.body = json.dumps(answer.json(), indent=2).encode()
        answer.headers.pop("content-length", None)


FREEDOMS.append(Freedom("ids start at 100000 and skip", Renumber, in_lists=True))
for _title, _switch in (
    ("answers 200 to a create", ("create_status", 200)),
    ("has no delete all any more", ("delete_all", "removed")),
    ("compares texts with case", ("text_filters_ignore_case", False)),
    ("does not show a forced reset", ("force_reset_shown", False)),
):
    FREEDOMS.append(Freedom(_title, lambda: _nothing, (_switch,), in_lists=_title == "compares texts with case"))

# Representation
free("shows more properties", each_customer(lambda customer: customer.update(shopper_profile_id="x", segment_ids=[1])))
free(
    "shows the fourteen properties only",
    each_customer(lambda customer: [customer.pop(name) for name in set(customer) - set(_REQUIRED)]),
    in_lists=True,
)
free("shows form_fields as null", each_customer(put("form_fields", None)))
free("shows form_fields as a list", each_customer(put("form_fields", [{"name": "Size", "value": None}])))
free("shows where a customer registered", each_customer(put("registration_ip_address", "203.0.113.7")))
free(
    "puts customers into a default group",
    before(edit(lambda body: body.setdefault("customer_group_id", 3)), is_a("create")),
    in_lists=True,
)
free(
    "puts the properties in another order",
    each_customer(lambda customer: [customer.update({name: customer.pop(name)}) for name in sorted(customer)]),
)

free(
    "links the addresses elsewhere",
    each_customer(lambda customer: customer["addresses"].update(url=f"https://book.example/?of={customer['id']}")),
)

# Requests
free("knows no customer group", instead(400, has("create", lambda body: body.get("customer_group_id"))), in_lists=True)
free("refuses an empty update", instead(400, has("update", lambda body: not body)))
free("answers 422 to invalid bodies", _status([400], 422, "create", "update", "validate"))
free("answers 409 to whatever it refuses", _status([400], 409, "create", "update"))
free("answers 403 to whatever it refuses", _status([400], 403, "create", "update"))
free("takes weak passwords", before(edit(_strengthen), is_a("create", "update")))
free("takes negative credit", before(edit(_pay), is_a("create", "update")))
free("ignores unknown properties", before(edit(lambda body: body.pop("nickname", None)), is_a("create", "update")))
free("ignores unknown parameters", before(lambda call: call.drop("id", "sort", "min_date", "First_name", "notes")))
free("ignores malformed pages", before(_mend_paging, is_a("list")))
free("ignores malformed dates", before(_drop_bad_dates, is_a("list")), in_lists=True)
free("counts without filters", before(lambda call: call.query.clear(), is_a("count")), in_lists=True)
free("refuses filters of the count", instead(400, both(is_a("count"), lambda call: call.query)), in_lists=True)
free("cuts the limit", before(_cut, is_a("list")))
free("checks no passwords", instead(404, is_a("validate")))
free(
    "takes any media type",
    before(lambda call: call.headers.update({"content-type": "application/json"}), is_a("create")),
)
free("does not look at Accept", before(lambda call: call.headers.update(accept="*/*")))
free("writes addresses in small letters", before(edit(_small_email), is_a("create", "update")), in_lists=True)
free("cuts blanks around names", before(edit(_strip), is_a("create", "update")), in_lists=True)

# Answers
free("sends more headers", after(header("x-served-by", "cache-7")))
free("sends no limits", _without(*_LIMITS, "x-bc-apilimit-remaining"))
free("sends no Last-Modified", _without("last-modified"))
free("sends no Location", _without("location"))
free("sends no Allow", _without("allow"))
free("sends no WWW-Authenticate", _without("www-authenticate"))
free("names a charset", after(_charset))
free(
    "answers 200 to an empty list",
    after(lambda answer: answer.become(200, []) if answer.status == 204 else None, is_a("list")),
    in_lists=True,
)
free(
    "refuses a page past the end",
    after(
        lambda answer: answer.become(404) if answer.status == 204 else None,
        lambda call: (call.get("page") or "1") > "1",
    ),
    in_lists=True,
)
free("answers 200 to a deletion", after(_success(200, {}), is_a("delete", "delete_all")))
free("answers 200 without a body to a deletion", after(_success(200), is_a("delete", "delete_all")))
free("answers 204 to an update", after(_success(204), is_a("update")))
free("shows the id only after a create", after(_id_only, is_a("create")))
free("says other things of errors", _errors(lambda answer: answer.become(answer.status, message="Nein.")))
free(
    "answers errors with an object",
    _errors(lambda answer: answer.become(answer.status, {"status": answer.status, "title": "No"})),
)
free("answers errors with an old object", _errors(lambda answer: answer.become(answer.status, {"error": "No"})))
free(
    "answers 401 without a body", _errors(lambda answer: setattr(answer, "body", b"") if answer.status == 401 else None)
)
free("answers errors without a body", _errors(lambda answer: setattr(answer, "body", b"")))
free("answers 403 to unknown credentials", _status([401], 403))
free("answers 401 to missing scopes", _status([403], 401))
free("answers 501 to undeclared methods", _status([405], 501))
free("answers 404 to undeclared methods", _status([405], 404))
free("answers 400 to a missing customer", _status([404], 400))
free("answers 410 to a missing customer", _status([404], 410))
free(
    "answers 204 to a look at nobody",
    after(lambda answer: answer.become(204) if answer.status == 404 else None, is_a("get")),
)
free(
    "answers an empty object to a look at nobody",
    after(lambda answer: answer.become(200, {}) if answer.status == 404 else None, is_a("get")),
)
free("answers 400 to a high limit", _status([413], 400), in_lists=True)
free("indents its JSON", after(_indent))
