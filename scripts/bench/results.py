"""Where results go: `build/bench/NAME.json` for one benchmark, `bench/` for all of them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.machine import description
from bench.paths import BUILD, ROOT
from bench.report import Section
from bigcommerce_contract.check.judge.values import as_array, as_object

_FOLDER = ROOT / "bench"
_ABOUT = """# Results

Written by `make bench`, which measures all of this on your own machine. Every peer comes from its registry at the
version that stands in `scripts/bench/`, in an environment of its own, and is measured in the same run; numbers of
different runs or machines say nothing about each other. [`results.json`](results.json) holds every round."""


def save(section: Section) -> Path:
    """Write what one benchmark found, below `build/bench/`."""
    file = BUILD / f"{section.name}.json"
    _write(file, {"machine": description(), "section": section.as_json()})
    return file.relative_to(ROOT)


def publish(names: Sequence[str]) -> Path:
    """Write what all benchmarks found: `bench/RESULTS.md` for people, `bench/results.json` for programs.

    Args:
        names: Names of benchmarks that `save` has written.
    """
    machine = description()
    found = [json.loads((BUILD / f"{name}.json").read_text())["section"] for name in names]
    _write(_FOLDER / "results.json", {"machine": machine, "sections": found})
    sections = map(Section.from_json, found)
    file = _FOLDER / "RESULTS.md"
    file.write_text("\n\n".join([_ABOUT, _machine(machine), *(each.markdown() for each in sections)]) + "\n")
    return file.relative_to(ROOT)


def _machine(machine: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    hardware = f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}"
    languages = f"{machine['python']}, Node {machine['node']}, {machine['java']}"
    return f"{machine['date']}. {hardware}; load at the end: {machine['load']}. {languages}. {versions}."


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
