"""Schemathesis with all checks, links and stateful tests, its configuration beside this file."""

from pathlib import Path

from bench.check.peer import Peer, Target
from bench.check.schemathesis_run import ENVIRONMENT, complaints_of

_CONFIG = Path(__file__).with_suffix(".toml")
_SOURCES = (Path(__file__), _CONFIG, Path(__file__).with_name("schemathesis_tuned_hooks.py"))


def _complaints(target: Target, seed: int, folder: Path) -> frozenset[str]:
    return complaints_of(target, seed, folder, ["--checks=all"], config=_CONFIG)


PEER = Peer("schemathesis, tuned", f"{_CONFIG.name}, one hook", _complaints, _SOURCES, ENVIRONMENT.install)
