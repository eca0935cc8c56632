"""Lets redocly, which shares no code with the check, judge the cassettes against the document: `redocly drift`.

A request that was refused is wrong on purpose: what redocly says of such requests is expected, of all else nothing is.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bigcommerce_contract.cassettes.format import deserialize

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build/drift"
REDOCLY = ROOT / "node_modules/.bin/redocly"
WHOLE = ("operations", "parameters")
"""What the cassettes must exercise wholly, as redocly counts."""


def main() -> int:
    """Judge; give 1 where something was found or is missing."""
    BUILD.mkdir(parents=True, exist_ok=True)
    entries = [entry for path in sorted((ROOT / "cassettes").rglob("*.yaml")) for entry in to_har(path.read_text())]
    archive = {"log": {"version": "1.2", "creator": {"name": "cassettes", "version": "1"}, "entries": entries}}
    (BUILD / "cassettes.har").write_text(json.dumps(archive))
    problems, coverage = _drift()
    unexpected = [problem for problem in problems if not _is_refused(problem)]
    for problem in unexpected:
        print(f"{problem['method']} {problem['url']} {problem['status']}: {problem['message']}", file=sys.stderr)
    shares = {kind: f"{share['covered']} of {share['total']} {kind}" for kind, share in coverage.items()}
    print(f"{len(entries)} exchanges: {len(unexpected)} differ from the document; {', '.join(shares.values())}")
    missing = [kind for kind in WHOLE if coverage[kind]["covered"] < coverage[kind]["total"]]
    return int(bool(unexpected or missing or not entries))


def to_har(text: str) -> Iterator[dict[str, Any]]:
    """Give the exchanges of a cassette as entries of an HTTP archive."""
    for interaction in deserialize(text)["interactions"]:
        sent, received = interaction["request"], interaction["response"]
        uri: str = sent["uri"]
        query = parse_qsl(urlsplit(uri).query, keep_blank_values=True)
        body = {"mimeType": _media_type(sent), "text": sent["body"]}
        shown: str = received["body"]["string"] or ""
        yield {
            "startedDateTime": "2024-06-03T09:00:00Z",
            "time": 0,
            "cache": {},
            "timings": {"send": 0, "wait": 0, "receive": 0},
            "request": {
                **_common(sent),
                "method": sent["method"],
                "url": uri,
                "queryString": [{"name": name, "value": value} for name, value in query],
                **({"postData": body} if sent["body"] else {}),
            },
            "response": {
                **_common(received),
                "status": received["status"]["code"],
                "statusText": received["status"]["message"],
                "redirectURL": "",
                "content": {"size": len(shown), "mimeType": _media_type(received), "text": shown},
            },
        }


def _common(side: dict[str, Any]) -> dict[str, Any]:
    sides: dict[str, list[str]] = side["headers"]
    headers = [{"name": name, "value": value} for name, values in sides.items() for value in values]
    return {"httpVersion": "HTTP/1.1", "cookies": [], "headers": headers, "headersSize": -1, "bodySize": -1}


def _media_type(side: dict[str, Any]) -> str:
    found = (values[0] for name, values in side["headers"].items() if name.lower() == "content-type")
    return next(found, "application/json")


def _drift() -> tuple[list[dict[str, Any]], dict[str, Any]]:
    report, coverage = BUILD / "report.json", BUILD / "coverage.json"
    for path in (report, coverage):
        path.unlink(missing_ok=True)
    command = [str(REDOCLY), "drift", str(BUILD / "cassettes.har"), "--api", "generated/openapi.yaml"]
    options = ["--format", "json", "--min-severity", "warning", "-o", str(report), "--coverage-output", str(coverage)]
    ended = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - pinned
    if not report.exists() or not coverage.exists():
        sys.exit(f"redocly drift failed: {ended.stderr.strip() or ended.stdout.strip()}")
    problems: list[dict[str, Any]] = json.loads(report.read_text())["problems"]
    return problems, json.loads(coverage.read_text())["totals"]


def _is_refused(problem: dict[str, Any]) -> bool:
    return problem["target"] == "request" and problem["status"] in range(400, 500)


if __name__ == "__main__":
    sys.exit(main())
