"""Verdicts on mutants that were reached, so that a run that was cut off goes on where it stopped."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from bench.check.peer import Peer
from bench.check.trial import Trial
from bench.paths import BUILD, DOCUMENT, ROOT

FILE = BUILD / "check" / "verdicts.jsonl"
"""Where verdicts are kept, a line each."""

_OWN = ("peer.py", "schemathesis_run.py", "serving.py", "trial.py")
_CONTRACT = ROOT / "src" / "bigcommerce_contract"
SHARED = (
    DOCUMENT,
    ROOT / "spec" / "rules.yaml",
    *_CONTRACT.glob("*.py"),
    _CONTRACT / "mock",
    ROOT / "tests" / "check" / "mutants",
    *map(Path(__file__).with_name, _OWN),
)
"""Files and folders that decide the verdicts of every peer: the servers that are judged, and how they are served."""


def keep(peer: Peer, mutant: str, seed: int, trial: Trial) -> None:
    """Write a verdict down; a run that came to none is tried again next time."""
    if trial.problem:
        return
    FILE.parent.mkdir(parents=True, exist_ok=True)
    named = {"peer": peer.name, "sources": _fingerprint(peer), "mutant": mutant, "seed": seed}
    line = json.dumps({**named, **asdict(trial), "complaints": sorted(trial.complaints)})
    with FILE.open("a") as file:
        file.write(f"{line}\n")


def kept(peer: Peer, seed: int) -> dict[str, Trial]:
    """Give the verdicts of a peer by mutant, as far as nothing has changed that decides them."""
    if not FILE.is_file():
        return {}
    lines = map(json.loads, FILE.read_text().splitlines())
    sources = _fingerprint(peer)
    return {
        line["mutant"]: Trial(frozenset(line["complaints"]), line["seconds"])
        for line in lines
        if (line["peer"], line["sources"], line["seed"]) == (peer.name, sources, seed)
    }


@cache
def _fingerprint(peer: Peer) -> str:
    return fingerprint((*SHARED, *peer.sources))


def fingerprint(places: Iterable[Path]) -> str:
    """Give what changes with the content of files, and of all files in folders but compiled ones."""
    read = sha256(version("schemathesis").encode())
    for file in _files(places):
        read.update(file.read_bytes())
    return read.hexdigest()[:16]


def _files(places: Iterable[Path]) -> list[Path]:
    found = (_within(place) if place.is_dir() else [place] for place in places)
    return sorted(file for group in found for file in group)


def _within(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"]
