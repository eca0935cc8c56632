"""Schemathesis as it comes: the document, the URL and a token."""

from pathlib import Path

from tests.check.bench.peer import Peer, Target
from tests.check.bench.schemathesis_run import complaints_of


def _complaints(target: Target, seed: int, folder: Path) -> frozenset[str]:
    return complaints_of(target, seed, folder, [f"--header=X-Auth-Token:{target.token}"])


PEER = Peer("schemathesis, plain", "its defaults and a token", _complaints)
