"""Hooks that schemathesis loads in its own process: generated customers get the run's marks.

They make the traffic worth sending; they are no safety device: schemathesis' probes pass them by; the gate does not.
"""

import os
import re
import sys
from itertools import count
from typing import Any

import schemathesis

from bigcommerce_contract.check.marker import DOMAIN_VARIABLE

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_numbers = count(1)


@schemathesis.hook  # pyright: ignore[reportUnknownMemberType]
def after_load_schema(context: schemathesis.HookContext, schema: object) -> None:
    """Send nothing before the run says so."""
    del context, schema
    wait_for_the_word()


@schemathesis.hook  # pyright: ignore[reportUnknownMemberType]
def before_call(context: schemathesis.HookContext, case: schemathesis.Case[Any], kwargs: dict[str, Any]) -> None:
    """Give every address that a server may store an unused one of the run, and confirm passwords."""
    del context, kwargs
    if isinstance(case.body, dict):
        case.body = marked(case.body)


def wait_for_the_word() -> None:
    """Return at a line on standard input; end the process where the run has ended instead."""
    if not sys.stdin.readline():
        sys.exit("The run ended before it came to generated requests.")


def marked(body: dict[str, Any]) -> dict[str, Any]:
    """Return ``body`` with the run's address instead of any that looks deliverable, and its password confirmed.

    Equality of two fields cannot be said in a schema, so generated confirmations would nearly always be wrong.
    """
    body = dict(body)
    if isinstance(body.get("email"), str) and _ADDRESS.fullmatch(body["email"]):
        body["email"] = f"generated-{next(_numbers)}@{os.environ[DOMAIN_VARIABLE]}"
    login = body.get("_authentication")
    if isinstance(login, dict) and "password" in login and "password_confirmation" in login:
        body["_authentication"] = {**login, "password_confirmation": login["password"]}
    return body
