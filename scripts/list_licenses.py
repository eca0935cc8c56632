"""Write docs/licenses.md: the licence of everything that an installation brings. With --check, compare only.

The licences are those that pip-licenses reads from the packages installed in this environment.
"""

import json
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT = Path(__file__).resolve().parents[1]
_PAGE = _ROOT / "docs/licenses.md"
_PROJECT = "bigcommerce-customers"
_HEAD = """\
# Licences of what is installed

This package is under [Apache 2.0](../LICENSE). This is what it brings along, on Linux, as the packages themselves say;
`make licenses` writes the page, and fails on a licence that pyproject.toml does not accept. Tools that only the
development of this package needs are held to the same list, and are not shown.

| Package | Licence | Comes with |
|---|---|---|
"""


def main() -> int:
    """Write the page, or compare it and return 1 where it differs."""
    page = _HEAD + "".join(f"{row}\n" for row in _rows())
    if "--check" not in sys.argv[1:]:
        _PAGE.write_text(page, encoding="utf-8")
        return 0
    if _PAGE.read_text(encoding="utf-8") != page:
        print("docs/licenses.md is not what is installed: run make licenses", file=sys.stderr)
        return 1
    return 0


def _rows() -> list[str]:
    brought = {extra: closure(_PROJECT, extra) for extra in _extras()}
    base = closure(_PROJECT, "")
    licenses = _licenses()
    everything = base.union(*brought.values())
    if unknown := everything - licenses.keys():
        sys.exit(f"No licence is known of {', '.join(sorted(unknown))}: nothing that is installed may be ignored.")
    rows: list[str] = []
    for name in sorted(everything):
        by = (
            "always" if name in base else ", ".join(f"`[{extra}]`" for extra, names in brought.items() if name in names)
        )
        rows.append(f"| {name} | {licenses[name]} | {by} |")
    return rows


def closure(name: str, extra: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """Give the names of all that a distribution brings in this environment, with one of its extras or none."""
    found: set[str] = set()
    for text in requires(name) or ():
        requirement = Requirement(text)
        key = canonicalize_name(requirement.name)
        if key in seen or (requirement.marker and not requirement.marker.evaluate({"extra": extra})):
            continue
        found.add(key)
        for further in ("", *requirement.extras):
            found |= closure(key, further, seen | found)
    return found


def _extras() -> list[str]:
    markers = {str(Requirement(text).marker) for text in requires(_PROJECT) or ()}
    return sorted({part.split('"')[1] for marker in markers for part in marker.split(" and ") if "extra ==" in part})


def _licenses() -> dict[str, str]:
    program = str(Path(sys.executable).with_name("pip-licenses"))
    listed = subprocess.run(  # noqa: S603 - a program of the lock
        [program, "--format=json"], cwd=_ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        sys.exit(listed.stderr.strip())
    return {canonicalize_name(entry["Name"]): entry["License"] for entry in json.loads(listed.stdout)}


if __name__ == "__main__":
    sys.exit(main())
