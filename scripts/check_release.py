"""Say whether this checkout is what a tag names, and ready to be released: `make release-check TAG=v0.2.0`.

Exit status: 0 it is; 1 it is not; 2 no tag was given.
"""

import re
import sys
import tomllib
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_ENTRY = re.compile(r"^## \[([^\]]+)\] - (.+)$", flags=re.MULTILINE)


def main() -> int:
    """Print what is not ready, and return the exit status."""
    if len(sys.argv) != 2 or not sys.argv[1]:
        print("Name the tag: make release-check TAG=v0.2.0", file=sys.stderr)
        return 2
    unready = problems(sys.argv[1])
    for problem in unready:
        print(problem, file=sys.stderr)
    return 1 if unready else 0


def problems(tag: str) -> list[str]:
    """Give a line for everything that stands against a release."""
    version: str = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    entry = _ENTRY.search((_ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    found: list[str] = []
    if tag != f"v{version}":
        found.append(f"The tag is {tag}, and pyproject.toml has the version {version}: the tag must be v{version}.")
    if not entry or entry[1] != version:
        found.append(f"The top entry of CHANGELOG.md is not that of {version}.")
    elif not re.fullmatch(r"\d{4}-\d{2}-\d{2}", entry[2]):
        found.append(f"CHANGELOG.md calls {version} {entry[2]!r}: write the date of the release, as YYYY-MM-DD.")
    return found


if __name__ == "__main__":
    sys.exit(main())
