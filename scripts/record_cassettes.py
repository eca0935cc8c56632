"""Records the cassettes anew: every scenario of tests/cassettes, from the mock server or from a real store.

What was recorded takes the place of the old cassettes once every scenario has run. Where one fails, none is replaced;
of a real store, which may well differ from the mock server, those that did not fail.
"""

import argparse
import filecmp
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASSETTES = ROOT / "cassettes"
FORMS = ("oauth", "basic")
"""The folders that are recorded; the others hold what was found elsewhere."""
PYTEST = (sys.executable, "-m", "pytest", "tests/cassettes", "--record-mode=rewrite", "-p", "no:xdist", "--quiet")


def main() -> int:
    """Record; give the exit status of pytest, or 1 where ``--check`` finds a difference."""
    arguments, selection = _parser().parse_known_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        status = _record(folder, selection)
        if status and not _is_real():
            print("Nothing was changed: cassettes/ is as it was.", file=sys.stderr)
            return status
        if arguments.check:
            return _check(folder)
        _take_over(folder, arguments.into, whole=not selection)
        return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, epilog="Other arguments go to pytest, such as -k filters.")
    parser.add_argument("--check", action="store_true", help="compare with what is there, change nothing")
    parser.add_argument(
        "--into", type=Path, default=CASSETTES, metavar="FOLDER", help="where to write, cassettes/ unless told"
    )
    return parser


def _record(folder: Path, selection: Sequence[str]) -> int:
    environment = {**os.environ, "RECORD_CASSETTES_INTO": str(folder)}
    with subprocess.Popen([*PYTEST, *selection], cwd=ROOT, env=environment) as process:  # noqa: S603 - this project's own
        # Whoever is interrupted must first remove the customers that were made in a real store.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda received, _: process.send_signal(received))
        return process.wait()


def _take_over(folder: Path, into: Path, *, whole: bool) -> None:
    recorded = _cassettes(folder)
    # A store with other customers lets some scenarios be skipped: their cassettes stay those of the mock server.
    stale = _cassettes(into) - recorded if whole and not _is_real() else set[str]()
    for name in recorded:
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, into / name)
    for name in stale:
        (into / name).unlink()
    print(f"{len(recorded)} cassettes were recorded, {len(stale)} without a scenario removed.")


def _check(folder: Path) -> int:
    recorded, kept = _cassettes(folder), _cassettes(CASSETTES)
    differ = [name for name in recorded & kept if not filecmp.cmp(folder / name, CASSETTES / name, shallow=False)]
    for name in sorted([*differ, *(recorded ^ kept)]):
        print(f"cassettes/{name} is not what a new recording gives", file=sys.stderr)
    print(f"{len(recorded)} cassettes were recorded and compared.")
    return int(bool(differ) or recorded != kept)


def _cassettes(folder: Path) -> set[str]:
    found = (path for form in FORMS for path in (folder / form).rglob("*.yaml"))
    return {path.relative_to(folder).as_posix() for path in found}


def _is_real() -> bool:
    return bool(os.environ.get("BIGCOMMERCE_ACCESS_TOKEN") or os.environ.get("BIGCOMMERCE_API_KEY"))


if __name__ == "__main__":
    sys.exit(main())
