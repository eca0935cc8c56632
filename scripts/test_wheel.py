"""Install the wheel into clean environments, one for each set of extras, and run the tests there: `make test-wheel`."""

import subprocess
import sys
import tempfile
from pathlib import Path

import click

from wheel_tests import interpreters
from wheel_tests.report import Report
from wheel_tests.suites import SUITES
from wheel_tests.tree import ROOT, copy_tests
from wheel_tests.trial import Trial

_PYTHONS = ROOT / "build/pythons"


@click.command()
@click.option("--wheel", type=click.Path(exists=True, path_type=Path), help="The wheel to test.  [default: a new one]")
@click.option("--python", "versions", multiple=True, help="Such as 3.14; repeatable.  [default: the running one]")
@click.option("--only", multiple=True, help="Extras, such as [mock] or [check,mock]; repeatable.  [default: all sets]")
@click.option("--lowest", "oldest", is_flag=True, help="Install the lowest versions that pyproject.toml allows.")
@click.option("--quick", is_flag=True, help="Try imports and commands alone.")
def main(wheel: Path | None, versions: tuple[str, ...], only: tuple[str, ...], *, oldest: bool, quick: bool) -> None:
    """Run the tests against the installed wheel.

    Exit status: 0 everything passed; 1 something failed, or an interpreter is not to be had; 2 wrong usage.
    """
    report = Report()
    with tempfile.TemporaryDirectory(prefix="wheel-") as temporary:
        folder = Path(temporary)
        built = (wheel or _build(folder / "dist")).resolve()
        tests = copy_tests(folder / "tests")
        for version in versions or (f"{sys.version_info.major}.{sys.version_info.minor}",):
            python = ""
            with report.step(f"{version}: interpreter") as found:
                python = interpreters.find(version, _PYTHONS) if versions else sys.executable
                found.append(python)
            trial = Trial(built, tests, folder / version, python, oldest, quick)
            for suite in SUITES if python else ():
                if not only or suite.name in only:
                    trial.report(suite, report, version)
    if report.failed:
        click.echo(f"{len(report.failed)} failed: {'; '.join(report.failed)}", err=True)
        sys.exit(1)


def _build(folder: Path) -> Path:
    command = [
        str(Path(sys.executable).with_name("hatchling")),
        "build",
        "--target",
        "wheel",
        "--directory",
        str(folder),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own command
    (built,) = folder.glob("*.whl")
    return built


if __name__ == "__main__":
    main()
