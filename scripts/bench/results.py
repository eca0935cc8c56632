"""Where results go: `build/bench/NAME.json` for one benchmark, `bench/` for all of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.commit import UNKNOWN
from bench.machine import description
from bench.paths import BUILD, ROOT
from bench.report import Section
from bigcommerce_contract.check.judge.values import as_array, as_object

FOLDER = ROOT / "bench"
"""Where all results go."""

_ABOUT = """# Results

Written by `make bench`, which measures all of this on your own machine in about an hour; with `BENCH_ARGS=--quick` in
half of it. Every peer comes from its registry at the version that stands in `scripts/bench/` or `requirements.lock`,
in an environment of its own; what it brings along is pinned as far as that lock knows it, and nothing of npm is. Peers
are measured in the same run; numbers of different runs or machines say nothing about each other. A number is the median
of several rounds, a ratio that of the rounds' own ratios; brackets hold the least and the greatest round, and are left
out where they show the same. [`results.json`](results.json) holds each round.
Who measured wrote one of the compared: run it yourself."""


@dataclass(frozen=True)
class Run:
    """How one benchmark was run.

    Attributes:
        busy_cores: How many cores other work kept busy before it.
        minutes: How long it took.
        commit: Which code was measured, as `commit` gives it.
        effort: `full run` or `quick run`, and the options that measured less or more.
    """

    busy_cores: float
    minutes: float
    commit: str
    effort: str


def save(section: Section, run: Run) -> Path:
    """Write what one benchmark found, and how it was run, below `build/bench/`."""
    file = _saved(section.name)
    _write(file, {"machine": description(), **asdict(run), "section": section.as_json()})
    return file.relative_to(ROOT)


def is_saved(name: str) -> bool:
    """Tell whether a benchmark has been written."""
    return _saved(name).is_file()


def forget(name: str) -> None:
    """Remove what a benchmark found before."""
    _saved(name).unlink(missing_ok=True)


def publish(names: Sequence[str]) -> Path:
    """Write what benchmarks found: `bench/RESULTS.md` for people, `bench/results.json` for programs.

    Args:
        names: Names of benchmarks; what `save` has not written is said to be missing.
    """
    machine = description()
    found = {name: json.loads(_saved(name).read_text()) for name in names if is_saved(name)}
    _write(FOLDER / "results.json", {"machine": machine, "parts": found})
    file = FOLDER / "RESULTS.md"
    parts = [_part(found[name]) if name in found else f"## {name}\n\nNot measured in this run." for name in names]
    file.write_text("\n\n".join([_ABOUT, *_of_different_code(found), _machine(machine), *parts]) + "\n")
    return file.relative_to(ROOT)


def _saved(name: str) -> Path:
    return BUILD / f"{name}.json"


def _of_different_code(found: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    commits = {name: saved.get("commit", UNKNOWN) for name, saved in found.items()}
    if len(set(commits.values())) > 1:
        told = ", ".join(f"{name} of {commit}" for name, commit in commits.items())
        yield f"**These parts measured different code, by commit: {told}.** Together they are no single run."


def _part(saved: Mapping[str, Any]) -> str:
    when = f"Measured at {saved['machine']['date']} in {saved['minutes']:.1f} minutes"
    # Results of earlier versions of this program do not say.
    if "commit" in saved:
        when += f": a {saved['effort']} of commit {saved['commit']}"
    if (busy := saved.get("busy_cores")) is not None:
        cores = saved["machine"]["cores"]
        when += f"; before it, other work kept {busy:.2f} of {cores} cores busy"
        when += ": these numbers are worth little" if busy > cores / 4 else ""
    return Section.from_json(saved["section"]).markdown(f"{when}.")


def _machine(machine: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    hardware = f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}"
    languages = f"{machine['python']}, Node {machine['node']}, {machine['java']}"
    return f"{machine['date']}. {hardware}; {languages}. {versions}."


def _write(file: Path, data: Mapping[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Short numbers and lines: the file is committed.
    file.write_text(json.dumps(_rounded(data), indent=1) + "\n")


def _rounded(node: Any) -> Any:  # noqa: ANN401 - JSON is any
    if isinstance(node, float):
        return float(f"{node:.5g}")
    if isinstance(node, tuple):
        return _rounded(list(node))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    if (items := as_array(node)) is not None:
        return [_rounded(each) for each in items]
    if (properties := as_object(node)) is not None:
        return {str(key): _rounded(value) for key, value in properties.items()}
    return node
