"""The access log: one line a request, for the person who watches the server."""

import sys
import time
from contextlib import suppress
from urllib.parse import quote

from bigcommerce_contract.mock.control.log import Logged


def write(entry: Logged) -> None:
    """Tell a request on standard error.

    The query is left out: it holds the names and addresses that people filter by.
    """
    # A path may hold anything, also what moves a terminal's cursor.
    path = quote(entry.path, safe="/.-_~")
    fault = f"  fault: {entry.fault}" if entry.fault else ""
    moment = time.strftime("%H:%M:%S")
    line = f"{moment}  {entry.status or '---'}  {entry.method:7} {path}  {entry.duration_ms:.1f} ms{fault}\n"
    if sys.stderr is None:  # It was closed before the start.
        return
    # A request is answered also where nobody can be told of it.
    with suppress(OSError, ValueError):
        sys.stderr.write(line)
        sys.stderr.flush()
