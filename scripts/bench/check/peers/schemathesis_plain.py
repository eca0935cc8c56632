"""Schemathesis as it comes: the document, the URL and a token."""

from pathlib import Path

from bench.check.peer import Peer, Target
from bench.check.schemathesis_run import ENVIRONMENT, complaints_of


def _complaints(target: Target, seed: int, folder: Path) -> frozenset[str]:
    # No failure of one server is remembered for the next.
    options = [f"--header=X-Auth-Token:{target.token}", "--generation-database=none"]
    return complaints_of(target, seed, folder, options)


PEER = Peer("schemathesis, plain", "its defaults and a token", _complaints, (Path(__file__),), ENVIRONMENT.install)
