"""Say what changed in the API since a release, in words, and hold the version and the changelog to it.

Exit status: 0 the version and CHANGELOG.md say what changed, 1 they do not, 2 the revision holds no document.
``--write`` writes the section "API" of the changelog's top entry.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = "generated/openapi.yaml"
BASE = "build/spec-diff/base.yaml"
DIFF = ("node_modules/.bin/redocly", "diff", BASE, DOCUMENT, "--check-version", "--fail-on", "none", "--format", "json")
METHODS = {"delete", "get", "head", "options", "patch", "post", "put", "trace"}
TOP_ENTRY = re.compile(r"^## \[.*?(?=^## \[|\Z)", flags=re.MULTILINE | re.DOTALL)
API_SECTION = re.compile(r"^### API\n.*?(?=^##|\Z)", flags=re.MULTILINE | re.DOTALL)


def main() -> int:
    """Compare with the revision of the command line, or with the last release; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("base", nargs="?", help="git revision to compare with; the last release if left out")
    parser.add_argument("--write", action="store_true", help='write the section "API" of the changelog')
    arguments = parser.parse_args()
    base = arguments.base or last_release()
    if base is None:
        print("The document has never been released: there is nothing to compare with.")
        return 0
    text = document_at(base)
    if text is None:
        print(f"{base} is no revision of this repository with a {DOCUMENT}; try a tag or a branch.", file=sys.stderr)
        return 2
    (ROOT / BASE).parent.mkdir(parents=True, exist_ok=True)
    (ROOT / BASE).write_text(text)
    return govern(base, write=arguments.write)


def last_release() -> str | None:
    """Give the newest release tag whose document is another one than that of the working tree."""
    tags = _git("tag", "--list", "v[0-9]*", "--merged", "HEAD", "--sort", "-v:refname") or ""
    now = (ROOT / DOCUMENT).read_text()
    return next((tag for tag in tags.split() if document_at(tag) not in {now, None}), None)


def document_at(revision: str) -> str | None:
    """Give the document as it was, None where there was none."""
    return _git("show", f"{revision}:{DOCUMENT}")


def _git(*arguments: str) -> str | None:
    ended = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607 - git of this machine
    return ended.stdout if ended.returncode == 0 else None


def govern(base: str, *, write: bool) -> int:
    """Print the changes since ``base``, and write them or return 1 if version or changelog do not say them."""
    ended = subprocess.run(DIFF, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 - as package-lock.json pins it
    if not ended.stdout:
        return 1
    section = api_section(json.loads(ended.stdout)["changes"])
    print(section or f"No change of the API since {base}.", flush=True)
    changelog = ROOT / "CHANGELOG.md"
    if write:
        changelog.write_text(with_section(changelog.read_text(), section))
        return 0
    if written_section(changelog.read_text()) != section:
        print(f"CHANGELOG.md does not list these changes of the API: run make changelog BASE={base}", file=sys.stderr)
        return 1
    return 1 if ended.returncode else 0


def api_section(changes: list[dict[str, Any]]) -> str:
    """Give the section of the changelog that lists the changes, the breaking ones first; empty where there is none."""
    told = [change for change in changes if change["path"] != "#/info" or change.get("property") != "version"]
    order = sorted(told, key=lambda change: change["impact"] != "major")
    lines = dict.fromkeys(sentence(change) for change in order)
    return "### API\n\n" + "".join(f"- {line}\n" for line in lines) if lines else ""


def sentence(change: dict[str, Any]) -> str:
    """Say a change in words: whether it breaks clients, where it is, and what it is."""
    place, inside = _place(change.get("revision", change.get("base", {}))["pointer"])
    plain = f"`{inside}` {change['kind']}." if inside else f"{change['kind']}."
    words = " ".join(verdict["message"] for verdict in change["verdicts"]) or plain
    return f"**Breaking**, `{place}`: {words}" if change["impact"] == "major" else f"`{place}`: {words}"


def _place(pointer: str) -> tuple[str, str]:
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.removeprefix("#/").split("/")]
    match parts:
        case ["components", _, name, *inside]:
            return name, "/".join(inside)
        case ["paths", path, method, *inside] if method in METHODS:
            return f"{method.upper()} {path}", "/".join(inside)
        case ["paths", path, *inside]:
            return path, "/".join(inside)
        case _:
            return parts[0], "/".join(parts[1:])


def written_section(changelog: str) -> str:
    """Give the section "API" of the top entry as it stands, empty where there is none."""
    entry = TOP_ENTRY.search(changelog)
    section = API_SECTION.search(entry[0]) if entry else None
    return section[0].strip() + "\n" if section else ""


def with_section(changelog: str, section: str) -> str:
    """Give the changelog with this section "API" at the end of its top entry, in place of the one that it had."""
    entry = TOP_ENTRY.search(changelog)
    if entry is None:
        sys.exit("CHANGELOG.md has no entry for a version")
    rest = API_SECTION.sub("", entry[0]).rstrip()
    renewed = f"{rest}\n\n{section}".rstrip() + "\n"
    after = changelog[entry.end() :]
    return changelog[: entry.start()] + renewed + (f"\n{after}" if after else "")


if __name__ == "__main__":
    sys.exit(main())
