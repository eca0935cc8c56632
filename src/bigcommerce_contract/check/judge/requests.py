"""Whether a request is one that every correct server accepts, one that every correct server refuses, or neither."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bigcommerce_contract.check.judge.contract import (
    Operation,
    property_schemas,
    schema,
    validator,
)
from bigcommerce_contract.check.judge.model import Model
from bigcommerce_contract.check.judge.observation import MISSING, Observation, Outcome
from bigcommerce_contract.check.judge.values import (
    as_object,
    is_no_email,
    is_plain,
    is_plain_email,
    parse_decimal,
)

_PREFIX = {"createCustomer": "create", "updateCustomer": "update"}
_REJECTED_BY_REFERENCE = ("id", "date_created", "date_modified", "addresses")
_PLAIN_CREDIT = 10**9
_STRONG_LENGTH = 12
_PLAIN_IP = re.compile(r"(\d{1,2}\.){3}\d{1,2}|")
_PLAIN_TAX_CODE = re.compile(r"[A-Z]?")


@dataclass(frozen=True, slots=True)
class Validity:
    """What the document says of a request.

    Attributes:
        reasons: Rules by which the request must be refused.
        doubtful: Whether a correct server may refuse it for a reason that no rule names.
    """

    reasons: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def valid(self) -> bool:
        """Whether every correct server accepts the request."""
        return not self.reasons and not self.doubtful


def judge_request(seen: Observation, model: Model) -> Validity:
    """Say whether the request of an exchange is valid.

    Args:
        seen: The exchange, parsed.
        model: What was known of the store before it.

    Returns:
        The rules it breaks, and whether it is of doubtful validity otherwise.
    """
    operation = seen.operation
    if operation is None or not _plain_envelope(seen):
        return Validity(doubtful=True)
    prefix = _PREFIX.get(operation.id)
    if prefix is None:
        return Validity(doubtful=not _plain_other(operation, seen))
    body = as_object(seen.body)
    if body is None or not _sent_as_json(seen) or seen.query:
        return Validity(doubtful=True)
    validity = _judge_body(prefix, operation, body, seen.customer_id, model)
    return Validity(doubtful=True) if validity.valid and _perhaps_in_use(seen, body, model) else validity


def _judge_body(
    prefix: str,
    operation: Operation,
    body: dict[str, Any],
    customer_id: int | None,
    model: Model,
) -> Validity:
    reasons: set[str] = set()
    for rule in (
        *_property_names(prefix, operation, body),
        *_required(prefix, operation, body),
    ):
        reasons.add(rule)
    reasons.update(_values(prefix, body))
    reasons.update(_email_in_use(prefix, body, customer_id, model))
    reasons.update(_authentication(prefix, body))
    doubtful = "" in reasons or (not reasons and _unusual(operation, body))
    return Validity(tuple(sorted(reasons - {""})), doubtful)


def _property_names(prefix: str, operation: Operation, body: dict[str, Any]) -> Iterator[str]:
    writable = property_schemas(operation.body)
    for name in body:
        if name in _REJECTED_BY_REFERENCE:
            yield f"{prefix}.read_only.{name}"
        elif name not in writable:
            later = name in property_schemas("Customer")
            yield "" if later else f"{prefix}.unknown"


def _required(prefix: str, operation: Operation, body: dict[str, Any]) -> Iterator[str]:
    for name in schema(operation.body).get("required", []):
        if name not in body:
            yield f"{prefix}.required.{name}"


def _values(prefix: str, body: dict[str, Any]) -> Iterator[str]:
    if "email" in body and is_no_email(body["email"]):
        yield f"{prefix}.valid"
    for name in ("first_name", "last_name"):
        if name in body:
            yield from _name(prefix, body[name])
    credit = parse_decimal(body.get("store_credit"))
    if credit is not None and credit < 0:
        yield "create.store_credit.negative" if prefix == "create" else ""


def _name(prefix: str, value: object) -> Iterator[str]:
    if isinstance(value, dict | list) or value is None:
        yield "create.valid" if prefix == "create" else ""
    elif value == "":
        yield "create.required.empty" if prefix == "create" else ""
    elif not isinstance(value, str) or not value.strip():
        yield ""


def _email_in_use(prefix: str, body: dict[str, Any], customer_id: int | None, model: Model) -> Iterator[str]:
    email = body.get("email")
    holder = model.by_email(email) if isinstance(email, str) else None
    if holder is None and str(email).casefold() in model.unplaced:
        yield ""
    if holder is None or holder.id == customer_id:
        return
    if holder.shown.get("email") == email:
        yield f"{prefix}.email.unique"
    else:
        yield "create.email.case" if prefix == "create" else ""


def _perhaps_in_use(seen: Observation, body: dict[str, Any], model: Model) -> bool:
    """Tell whether a request may have been refused for an address that a customer has who was never seen."""
    email = body.get("email")
    refused = seen.outcome is Outcome.REFUSED and isinstance(email, str)
    return refused and not model.fresh_addresses and model.by_email(email or "") is None


def _authentication(prefix: str, body: dict[str, Any]) -> Iterator[str]:
    if "_authentication" not in body:
        return
    given = as_object(body["_authentication"])
    if given is None or set(given) - set(property_schemas("Authentication")):
        yield ""
        return
    password, confirmation = (
        given.get("password", MISSING),
        given.get("password_confirmation", MISSING),
    )
    if password is not MISSING:
        yield from _password(prefix, password)
    if confirmation is not MISSING:
        comparable = isinstance(password, str) and isinstance(confirmation, str)
        if not comparable:
            yield ""
        elif password != confirmation:
            yield f"{prefix}.password.confirmation"
    if not isinstance(given.get("force_reset", False), bool):
        yield ""


def _password(prefix: str, password: object) -> Iterator[str]:
    rules = property_schemas("Authentication")["password"]
    if not isinstance(password, str):
        yield ""
        return
    has_letter, has_digit = (
        any(map(str.isalpha, password)),
        any(map(str.isdigit, password)),
    )
    if len(password) < rules["minLength"] or not has_letter or not has_digit:
        yield f"{prefix}.password.policy"
    elif not is_plain(password) or not _is_strong(password):
        yield ""


def _is_strong(password: str) -> bool:
    """Tell whether every known policy accepts the password: it is as strong as the one in the reference."""
    mixed = any(map(str.isdigit, password)) and any(map(str.isalpha, password))
    return mixed and len(password) >= _STRONG_LENGTH


def _unusual(operation: Operation, body: dict[str, Any]) -> bool:
    if not body or not validator(operation.body).is_valid(body):
        return True
    texts = [value for name, value in body.items() if isinstance(value, str) and name != "email"]
    credit = parse_decimal(body.get("store_credit", 0))
    return (
        not all(map(is_plain, texts))
        or not _PLAIN_IP.fullmatch(str(body.get("registration_ip_address", "")))
        or not _PLAIN_TAX_CODE.fullmatch(str(body.get("tax_exempt_category", "")))
        or not is_plain_email(body.get("email", "a@example.com"))
        or body.get("customer_group_id", 0) != 0
        or credit is None
        or credit > _PLAIN_CREDIT
    )


def _plain_envelope(seen: Observation) -> bool:
    request = seen.exchange.request
    accept = request.header("Accept") or "*/*"
    return (request.header("Content-Encoding") is None and ("*/*" in accept or "json" in accept)) and (
        "{" not in request.path and len(request.query) < 2000
    )


def _sent_as_json(seen: Observation) -> bool:
    return (seen.exchange.request.header("Content-Type") or "").split(";")[0].strip().lower() == "application/json"


def _plain_other(operation: Operation, seen: Observation) -> bool:
    if operation.id == "validatePassword":
        body = as_object(seen.body)
        return (
            not seen.query
            and _sent_as_json(seen)
            and body is not None
            and list(body) == ["password"]
            and isinstance(body["password"], str)
            and is_plain(body["password"])
        )
    if seen.exchange.request.body:
        return False
    return operation.id in {"listCustomers", "countCustomers"} or not seen.query
