"""One trial: the wheel with one set of extras, under one interpreter."""

from dataclasses import dataclass
from pathlib import Path

from wheel_tests.environment import Environment, run
from wheel_tests.report import Report
from wheel_tests.smoke import try_bare
from wheel_tests.suites import TOOLS, Suite
from wheel_tests.versions import LOCKED, lowest


@dataclass(frozen=True)
class Trial:
    """What a suite is tried with.

    Attributes:
        wheel: The wheel.
        tests: The folder with the copy of the tests.
        folder: Where environments are made.
        python: The path of the interpreter.
        oldest: Whether the lowest versions are installed that pyproject.toml allows, instead of those of the lock.
        quick: Whether the suites are left out.
    """

    wheel: Path
    tests: Path
    folder: Path
    python: str
    oldest: bool = False
    quick: bool = False

    def prepare(self, suite: Suite) -> Environment:
        """Make a clean environment with the wheel and the extras of a suite.

        Raises:
            Failure: The wheel cannot be installed.
        """
        place = self.folder / (suite.name.strip("[]") or "none")
        place.mkdir(parents=True)
        constraints = lowest(suite.extras, self.python, place) if self.oldest else LOCKED
        environment = Environment.create(place / "venv", self.python, constraints)
        environment.install(f"{self.wheel}{suite.name if suite.extras else ''}")
        return environment

    def run(self, suite: Suite, environment: Environment) -> str:
        """Run the tests of a suite and give the last line that pytest says.

        Raises:
            Failure: A test failed, or none ran.
        """
        environment.install(*TOOLS, *suite.tools)
        command = [environment.program("python"), "-m", "pytest", "--quiet", "--numprocesses=2", "--dist=worksteal"]
        ended = run([*command, *suite.left_out, *suite.tests], cwd=self.tests)
        return ended.stdout.strip().splitlines()[-1]

    def report(self, suite: Suite, report: Report, title: str) -> None:
        """Try a suite and report each step; tests are run where the first step went well."""
        good: list[Environment] = []
        with report.step(f"{title}{suite.name}: imports and commands") as found:
            environment = self.prepare(suite)
            found.append(f"{try_bare(environment, suite.extras)} modules")
            good.append(environment)
        for environment in good if suite.tests and not self.quick else ():
            with report.step(f"{title}{suite.name}: tests") as found:
                found.append(self.run(suite, environment))
