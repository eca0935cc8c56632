"""Publish the reports of a contract check in a run of GitHub Actions: annotations, job summary, outputs.

Arguments: the folder with the reports, the check's exit status, the file with what it said on standard error.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

REPORTS = {"json": "json", "junit": "xml", "markdown": "md", "html": "html", "sarif": "sarif"}
COMMANDS = {"failed": "error", "warned": "warning"}
LONGEST_SUMMARY = 1_000_000
"""In bytes; GitHub refuses a summary above one mebibyte."""


def main() -> None:
    """Publish what the command line names."""
    folder, status, errors = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]).read_text().strip()
    files = {name: folder / f"contract.{suffix}" for name, suffix in REPORTS.items()}
    written = {name: file for name, file in files.items() if file.is_file()}
    report = json.loads(written["json"].read_text()) if "json" in written else {"rules": [], "summary": {}}
    for line in annotations(report, status, errors):
        print(line)
    append("GITHUB_STEP_SUMMARY", summary(written.get("markdown"), errors))
    counts = {name.replace("_", "-"): number for name, number in report["summary"].items()}
    outputs = {"status": status, "kept": "true" if status == 0 else "false", **counts, **written}
    append("GITHUB_OUTPUT", "".join(f"{name}={value}\n" for name, value in outputs.items()))


def annotations(report: dict[str, Any], status: int, errors: str) -> list[str]:
    """Give a command of the runner for each rule that failed or warned, and one where nothing could be judged."""
    lines = [
        command(COMMANDS[rule["status"]], f"{rule['id']} ({rule['level']})", f"{rule['title']} {rule['reason'] or ''}")
        for rule in report["rules"]
        if rule["status"] in COMMANDS
    ]
    if status > 1:
        lines.append(command("error", "The contract could not be checked", errors or f"exit status {status}"))
    return lines


def command(name: str, title: str, message: str) -> str:
    """Give a command of the runner, with what would end it or its title escaped."""
    text = message.strip().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    head = title.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    return f"::{name} title={head}::{text}"


def summary(markdown: Path | None, errors: str) -> str:
    """Give the job summary: the Markdown report as far as it may go, and what went wrong."""
    text = markdown.read_text() if markdown else "# Contract check\n"
    if errors:
        text += "\n" + "".join(f"    {line}\n" for line in errors.splitlines())
    if len(text.encode()) <= LONGEST_SUMMARY:
        return text
    cut = text.encode()[:LONGEST_SUMMARY].decode(errors="ignore").rpartition("\n")[0]
    return f"{cut}\n\nCut here: the rest stands in the report `{markdown}`.\n"


def append(variable: str, text: str) -> None:
    """Append to the file that the runner names in a variable."""
    with Path(os.environ[variable]).open("a", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
