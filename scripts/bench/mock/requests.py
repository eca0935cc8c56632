"""The requests that are measured, as bytes."""

import json
from dataclasses import dataclass

from bench.load import NUMBER
from bench.mock.data import GROUP, NEW, PAGE

_HEAD = b"Host: 127.0.0.1\r\nX-Auth-Token: full-token\r\nAccept: application/json\r\n"


@dataclass(frozen=True)
class Paths:
    """How a server wants its requests.

    Attributes:
        customers: Path of the list.
        query: How it is told to give the first 50 customers of group 2.
        probe: Path that answers once the server serves.
    """

    customers: str = "/customers"
    query: str = f"customer_group_id={GROUP}&limit={PAGE}"
    probe: str = "/customers/7"

    def probe_request(self) -> bytes:
        """Give the request that is answered once the server serves."""
        return get(self.probe)

    def requests(self) -> dict[str, bytes]:
        """Give what is measured, by name."""
        return {
            "get one": get(f"{self.customers}/7"),
            "list 50": get(f"{self.customers}?{self.query}"),
            "create": post(self.customers),
        }


def get(target: str) -> bytes:
    """Give a GET request."""
    return b"GET %s HTTP/1.1\r\n%s\r\n" % (target.encode(), _HEAD)


def post(target: str) -> bytes:
    """Give a request that creates a customer, with an e-mail address that no other has."""
    body = json.dumps({**NEW, "email": f"{NUMBER.decode()}@example.com"}).encode()
    head = b"%sContent-Type: application/json\r\nContent-Length: %d\r\n" % (_HEAD, len(body))
    return b"POST %s HTTP/1.1\r\n%s\r\n%s" % (target.encode(), head, body)
