"""Prism's validation proxy before the server, and through it the requests of this project's check once more."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.check.peer import Peer, PeerError, Target
from bench.check.peers import ours
from bench.check.serving import recorded
from bench.check.traffic import Sent, load, replay, save
from bench.mock.servers import PRISM
from bench.paths import BIN, BUILD, DOCUMENT, SCRIPTS
from bench.processes import NotStartedError, free_port, running

_OAUTH, _BASIC = "/stores/abc123/v2", "/api/v2"


def _complaints(target: Target, seed: int, _folder: Path) -> frozenset[str]:
    sent = load(_traffic(seed))
    found: set[str] = set()
    with ExitStack() as stack:
        for prefix, upstream in ((_OAUTH, target.url), (_BASIC, target.basic_url)):
            mine = [_below(each, prefix) for each in sent if each.target.startswith(f"{prefix}/") and is_answered(each)]
            port = free_port()
            probe = f"GET /customers/count HTTP/1.1\r\nHost: x\r\nX-Auth-Token: {target.token}\r\n\r\n".encode()
            try:
                stack.enter_context(running(_command(port, upstream), port, probe, any_status=True))
            except NotStartedError as error:
                raise PeerError(str(error)) from error
            for request, _, headers in replay(mine, port):
                found |= violations(request, headers)
    return frozenset(found)


def _command(port: int, upstream: str) -> list[str]:
    script = str(PRISM.home / "dist/index.js")
    # Violations are told in a header; as errors they would take the place of the answers.
    options = ["--errors=false", "--verboseLevel=silent", "--multiprocess=false"]
    return [str(BIN / "node"), script, "proxy", str(DOCUMENT), upstream, f"--port={port}", *options]


def _below(request: Sent, prefix: str) -> Sent:
    return Sent(request.method, request.target.removeprefix(prefix), request.headers, request.body)


def is_answered(request: Sent) -> bool:
    """Tell whether Prism answers a request: it never does where a body claims to be JSON and is none."""
    if not request.body or "json" not in dict(request.headers).get("content-type", ""):
        return True
    try:
        json.loads(request.body.encode("latin-1"), parse_constant=_refuse)
    except ValueError:
        return False
    return True


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def violations(request: Sent, headers: Message) -> set[str]:
    """Give what Prism says of an answer, each a text that is the same from run to run.

    Args:
        request: What was sent.
        headers: The headers of the answer; a list too long for `sl-violations` is cut off there.
    """
    operation = f"{request.method} {re.sub('[0-9]+', 'N', urlsplit(request.target).path)}"
    told = _told(headers.get("sl-violations") or "")
    # The check sends wrong requests on purpose: only what is said of the answer counts.
    return {
        f"{operation}: {each.get('code')} {'.'.join(part for part in each['location'] if not str(part).isdigit())}"
        f" {re.sub('[0-9]+', 'N', each['message'])}"
        for each in told
        if each.get("location", [""])[0] == "response"
    }


def _told(header: str) -> Iterator[dict[str, Any]]:
    """Give each violation of a header, which Prism cuts off where it grows longer than 8 KiB."""
    decoder, position = json.JSONDecoder(), header.find("{")
    while position >= 0:
        try:
            violation, end = decoder.raw_decode(header, position)
        except json.JSONDecodeError:
            return
        yield violation
        position = header.find("{", end)


def _traffic(seed: int) -> Path:
    file = BUILD / "check" / f"traffic-{seed}.json"
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        save(recorded(lambda target, folder: ours.PEER.complaints(target, seed, folder)), file)
    return file


def _install() -> None:
    PRISM.install()
    for file in BUILD.joinpath("check").glob("traffic-*.json"):
        file.unlink()


# What is replayed, how, and through which version.
_BENCH = SCRIPTS / "bench"
_OTHERS = (_BENCH / "check" / "traffic.py", _BENCH / "mock" / "servers.py", _BENCH / "processes.py")
_SOURCES = (Path(__file__), *ours.PEER.sources, *_OTHERS)
_SETUP = "the requests of this check, replayed through it"
PEER = Peer("Prism 5.16, proxy", _SETUP, _complaints, _SOURCES, _install, _traffic)
