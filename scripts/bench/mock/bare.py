"""What the mock's cost is measured against: a bare ASGI handler that carries out the same SQL and writes the same JSON.

No routes, no validation, no rate limit, no log: `python -m bench.mock.bare DATABASE PORT`, a SQLite file that the mock
has filled. It runs in the same server with the same event loop and parser, and makes JSON of a row as the mock does.
"""

import sqlite3
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

import orjson
import uvicorn

from bigcommerce_contract.mock.represent import Row, linked, shown
from bigcommerce_contract.mock.store.tables import KEPT

_STORE = "abc123"
_BASE_URL = f"http://127.0.0.1/stores/{_STORE}/v2"
_SELECT = "SELECT id, date_modified, shown FROM customers WHERE store = ?"
_ONE = f"{_SELECT} AND id = ?"
_PAGE = f"{_SELECT} AND customer_group_id = ? ORDER BY id LIMIT ?"
_TAKE = "UPDATE stores SET last_id = last_id + 1 WHERE hash = ? RETURNING last_id"
_FOLDED = ("company", "first_name", "last_name", "email", "phone")
_WRITTEN = ("store", *KEPT, "shown", "password_hash", *(f"{name}_folded" for name in _FOLDED))
_INSERT = f"INSERT INTO customers ({', '.join(_WRITTEN)}) VALUES ({', '.join('?' * len(_WRITTEN))})"  # noqa: S608
_GROW = "UPDATE blocks SET size = size + 1 WHERE store = ? AND block = ?"
_EMPTY = dict.fromkeys(KEPT, "") | {"customer_group_id": 0, "store_credit": "0.0000", "reset_pass_on_login": 0}
_HEADERS = [(b"content-type", b"application/json")]

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Bare:
    """The handler.

    Args:
        file: The SQLite file; it is read into memory, as the mock's default has it.
    """

    def __init__(self, file: str) -> None:
        self._database = sqlite3.connect(":memory:", isolation_level=None)
        with sqlite3.connect(file) as source:
            source.backup(self._database)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        status, body = 200, b""
        if scope["method"] == "POST":
            status, body = 201, self._create(orjson.loads((await receive())["body"]))
        elif scope["query_string"]:
            query = parse_qs(scope["query_string"])
            body = self._page(int(query[b"customer_group_id"][0]), int(query[b"limit"][0]))
        else:
            body = self._one(int(scope["path"].rpartition("/")[2]))
        headers = [*_HEADERS, (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _one(self, number: int) -> bytes:
        return _linked(self._database.execute(_ONE, (_STORE, number)))

    def _page(self, group: int, limit: int) -> bytes:
        return b"[%b]" % _linked(self._database.execute(_PAGE, (_STORE, group, limit)))

    def _create(self, sent: dict[str, Any]) -> bytes:
        self._database.execute("BEGIN IMMEDIATE")
        (number,) = self._database.execute(_TAKE, (_STORE,)).fetchone()
        now = int(time.time())
        row: dict[str, Any] = {**_EMPTY, "date_created": now, "date_modified": now, **sent}
        row |= {"id": number, "store": _STORE, "password_hash": ""}
        row |= {"shown": shown(row), **{f"{name}_folded": row[name].casefold() for name in _FOLDED}}
        self._database.execute(_INSERT, [row[name] for name in _WRITTEN])
        self._database.execute(_GROW, (_STORE, number // 1024))
        self._database.execute("COMMIT")
        return _linked([(number, now, row["shown"])])


def _linked(rows: Iterable[Row]) -> bytes:
    return b",".join(linked(rows, base_url=_BASE_URL, suffix=""))


if __name__ == "__main__":
    uvicorn.run(
        Bare(sys.argv[1]), port=int(sys.argv[2]), loop="uvloop", http="httptools", lifespan="off", access_log=False
    )
