"""What the tuned schemathesis is told beyond its configuration: what no schema can say of valid requests."""

from email.utils import parsedate_to_datetime
from itertools import count
from typing import Any

import schemathesis

_numbers = count(1)


@schemathesis.hook  # pyright: ignore[reportUnknownMemberType]
def before_call(
    context: schemathesis.HookContext, case: schemathesis.Case[Any], kwargs: dict[str, Any]
) -> None:  # fmt: skip
    """Keep valid requests valid: passwords confirmed, addresses that nobody has yet, dates of the calendar."""
    del context, kwargs
    # What comes from an example of the document says nothing of how it was made, and is valid.
    if case.meta is not None and not case.meta.generation.mode.is_positive:
        return
    if isinstance(case.body, dict):
        _mend_body(case.body)
    for name in [name for name in case.query or {} if "_date_" in name]:
        if not _is_date(str(case.query[name])):
            del case.query[name]


def _mend_body(body: dict[str, Any]) -> None:
    login = body.get("_authentication")
    if isinstance(login, dict) and "password" in login and "password_confirmation" in login:
        login["password_confirmation"] = login["password"]
    if isinstance(body.get("email"), str):
        body["email"] = f"generated-{next(_numbers)}@bench.example"


def _is_date(text: str) -> bool:
    try:
        parsedate_to_datetime(text)
    except ValueError:
        return False
    return True
