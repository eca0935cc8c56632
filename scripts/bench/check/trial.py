"""One peer, one server: what it complained of, and how long it took."""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.check.mutants.layer import Rewrite

from bench.check.peer import Peer, PeerError
from bench.check.serving import served


@dataclass(frozen=True)
class Trial:
    """What came of a run.

    Attributes:
        complaints: What the peer found wrong.
        seconds: How long it took, the start of its process included.
        problem: Why it came to no verdict, empty where it did.
    """

    complaints: frozenset[str]
    seconds: float
    problem: str = ""


def attempt(peer: Peer, rewrite: Rewrite | None, seed: int) -> Trial:
    """Let a peer judge a server of its own."""
    began = time.perf_counter()
    try:
        peer.prepare(seed)
        with served(rewrite) as target, tempfile.TemporaryDirectory(prefix="bench-check-") as folder:
            began = time.perf_counter()
            complaints = peer.complaints(target, seed, Path(folder))
            return Trial(complaints, time.perf_counter() - began)
    except PeerError as error:
        return Trial(frozenset[str](), time.perf_counter() - began, str(error))
