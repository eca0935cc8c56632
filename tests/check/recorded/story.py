"""A correct recording, as short as it can be with one exchange of each kind."""

from json import dumps
from typing import Any

from tests.check.judge.script import BASE, JSON, RATE, customer, error

from bigcommerce_contract.check.exchange import Exchange, Request, Response, Role

PASSWORD = "12w69Y217PYR96J"
"""The password that the document shows as an example: no secret."""


def exchange(  # noqa: PLR0913 - one argument for each part of an exchange
    method: str,
    path: str,
    status: int,
    answer: object = None,
    *,
    body: object = None,
    query: str = "",
    role: Role = Role.UNSTATED,
) -> Exchange:
    """Give an exchange of the OAuth form."""
    sent = dumps(body).encode() if body is not None else b""
    shown = dumps(answer).encode() if answer is not None else b""
    request = Request(method, path, query, (JSON,) if sent else (), sent)
    headers = (*([JSON] if shown else []), *(RATE if status < 400 else ()))
    return Exchange(request, Response(status, headers, shown), role, "oauth", BASE)


def created(number: int, **values: Any) -> Exchange:  # noqa: ANN401 - JSON is any
    """Give the creation of `customer(number)`."""
    shown = customer(number, **{key: value for key, value in values.items() if key != "_authentication"})
    body = {key: shown[key] for key in ("first_name", "last_name", "email")} | values
    return exchange("POST", "/customers", 200, shown, body=body)


def story() -> list[Exchange]:
    """Give the exchanges, none of which breaks a rule."""
    renamed = customer(7, notes="new", date_modified="Wed, 14 Nov 2012 04:47:28 +0000")
    return [
        exchange("GET", "/customers/count", 401, error(401), role=Role.NONE),
        created(7, _authentication={"password": PASSWORD, "password_confirmation": PASSWORD}),
        exchange("GET", "/customers/7", 200, customer(7)),
        exchange("GET", "/customers", 200, [customer(3), customer(7)], query="limit=2"),
        exchange("GET", "/customers", 200, [customer(7)], query="email=c7%40example.com"),
        exchange("POST", "/customers/7/validate", 200, {"success": True}, body={"password": PASSWORD}),
        exchange("POST", "/customers", 400, error(400), body={"id": 9, **_person(9)}),
        exchange("PUT", "/customers/7", 200, renamed, body={"notes": "new"}),
        exchange("GET", "/customers/7", 200, renamed),
        exchange("GET", "/customers/count", 200, {"count": 12}),
        exchange("DELETE", "/customers/7", 204),
        exchange("GET", "/customers/7", 404, error(404)),
    ]


def _person(number: int) -> dict[str, str]:
    return {key: value for key, value in customer(number).items() if key in {"first_name", "last_name", "email"}}
