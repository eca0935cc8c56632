"""The check of this project, with every credential and the whole catalogue."""

import json
import sys
from pathlib import Path

from bench.check.peer import Peer, PeerError, Target, run
from bench.paths import CHECK

_COMMAND = str(Path(sys.executable).with_name("bigcommerce-contract"))
_JUDGED = frozenset({0, 1})


def _complaints(target: Target, seed: int, folder: Path) -> frozenset[str]:
    report = folder / "report.json"
    credentials = [f"--token={target.token}", f"--basic={target.basic}", f"--basic-url={target.basic_url}"]
    credentials += [f"--read-only-token={target.read_only_token}", f"--no-scope-token={target.no_scope_token}"]
    disposable = ["--mode=disposable", "--yes-delete-all-customers"]
    options = [*credentials, *disposable, f"--seed={seed}", f"--report=json={report}"]
    status = run([_COMMAND, "check", target.url, *options], folder)
    if status not in _JUDGED:
        message = f"ended with status {status}"
        raise PeerError(message)
    rules = json.loads(report.read_text())["rules"]
    return frozenset(rule["id"] for rule in rules if rule["status"] in {"failed", "warned"})


PEER = Peer(
    "bigcommerce-contract check", "all rules, four credentials, --mode disposable", _complaints, (Path(__file__), CHECK)
)
