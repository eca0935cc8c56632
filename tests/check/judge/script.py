"""Exchanges written by hand, as a server would have answered them."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from bigcommerce_contract.check.exchange import Exchange, Form, Request, Response, Role
from bigcommerce_contract.check.judge import Judge, World

BASE = "https://api.bigcommerce.com/stores/abc123/v2"
JSON = ("Content-Type", "application/json")
RATE = tuple(
    (f"X-Rate-Limit-{name}", "1") for name in ("Requests-Left", "Requests-Quota", "Time-Reset-Ms", "Time-Window-Ms")
)


def customer(number: int, **values: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON is any
    """Give a customer as a correct server shows it."""
    return {
        "id": number,
        "company": "",
        "first_name": f"First{number}",
        "last_name": f"Last{number}",
        "email": f"c{number}@example.com",
        "phone": "",
        "date_created": "Tue, 13 Nov 2012 21:16:41 +0000",
        "date_modified": "Tue, 13 Nov 2012 21:16:41 +0000",
        "store_credit": "0.0000",
        "registration_ip_address": "",
        "customer_group_id": 0,
        "notes": "",
        "tax_exempt_category": "",
        "addresses": {
            "url": f"{BASE}/customers/{number}/addresses",
            "resource": f"/customers/{number}/addresses",
        },
        **values,
    }


def error(status: int, message: str = "no") -> list[dict[str, Any]]:
    """Give an error body of the application."""
    return [{"status": status, "message": message}]


class Script:
    """Feeds a judge with exchanges and keeps the rules that it named."""

    def __init__(self, world: World = World.CLOSED) -> None:
        self.judge = Judge(world)

    def play(  # noqa: PLR0913 - one argument for each part of an exchange
        self,
        method: str,
        path: str,
        status: int,
        answer: object = None,
        *,
        query: dict[str, Any] | None = None,
        body: object = None,
        role: Role = Role.FULL,
        form: Form = "oauth",
        shielded: bool = False,
        headers: Iterable[tuple[str, str]] = (),
    ) -> list[str]:
        """Judge one exchange; give the ids of the rules it breaks."""
        sent = json.dumps(body).encode() if body is not None else b""
        shown = json.dumps(answer).encode() if answer is not None else b""
        request = Request(method, path, urlencode(query or {}), (JSON,) if sent else (), sent)
        response = Response(status, (*([JSON] if shown else []), *RATE, *headers), shown)
        findings = self.judge.observe(Exchange(request, response, role, form, BASE, shielded))
        return [finding.rule for finding in findings]

    def create(self, number: int, status: int = 200, **values: Any) -> list[str]:  # noqa: ANN401
        """Create a customer that the server shows as `customer(number)`."""
        shown = customer(number, **{key: value for key, value in values.items() if key != "_authentication"})
        body = {key: shown[key] for key in ("first_name", "last_name", "email")} | values
        return self.play("POST", "/customers", status, shown, body=body)

    def listed(self, items: list[dict[str, Any]], **query: Any) -> list[str]:  # noqa: ANN401
        """List customers."""
        return self.play("GET", "/customers", 200 if items else 204, items or None, query=query)

    def get(self, number: int, status: int = 200, **values: Any) -> list[str]:  # noqa: ANN401
        """Get a customer."""
        answer = customer(number, **values) if status == 200 else error(status)
        return self.play("GET", f"/customers/{number}", status, answer)
