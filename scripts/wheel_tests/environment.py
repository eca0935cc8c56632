"""A virtual environment that holds the wheel with some extras, and nothing of the checkout."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wheel_tests.failure import Failure

UV = str(Path(sys.executable).with_name("uv"))
# Nothing of the checkout may be importable, and nothing of the user's may lead elsewhere.
_FOREIGN = ("PYTHONPATH", "PYTEST_ADDOPTS", "VIRTUAL_ENV", "BIGCOMMERCE_")

# What is shown of a program that failed: its last lines, where it says why.
_LINES = 80


@dataclass(frozen=True)
class Environment:
    """A virtual environment.

    Attributes:
        folder: Where it is.
        constraints: A file of versions that everything installed has to keep to.
    """

    folder: Path
    constraints: Path

    @classmethod
    def create(cls, folder: Path, python: str, constraints: Path) -> "Environment":
        """Make an empty one.

        Args:
            folder: Where it shall be; it must not exist.
            python: The path of an interpreter.
            constraints: A file of versions.

        Raises:
            Failure: uv could not.
        """
        run([UV, "venv", "--quiet", "--no-python-downloads", "--python", python, str(folder)], cwd=folder.parent)
        return cls(folder, constraints)

    def install(self, *requirements: str) -> None:
        """Install requirements, such as the path of a wheel with its extras.

        Raises:
            Failure: They cannot be installed together under the constraints.
        """
        command = [UV, "pip", "install", "--quiet", "--python", self.program("python")]
        run([*command, "--constraint", str(self.constraints), *requirements], cwd=self.folder)

    def program(self, name: str) -> str:
        """Give the path of a program of the environment."""
        return str(self.folder / "bin" / name)


def run(command: Sequence[str], cwd: Path, status: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a program without what the caller's environment would let it see of the checkout.

    Args:
        command: The program and its arguments.
        cwd: The folder to run it in.
        status: The exit status that it has to end with.

    Raises:
        Failure: It ended otherwise, or not within half an hour.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    environment = {**kept, "PYTHONSAFEPATH": "1"}
    try:
        ended = subprocess.run(  # noqa: S603 - our own commands
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=1800, check=False
        )
    except subprocess.TimeoutExpired as error:
        message = f"{' '.join(command)} did not end within half an hour."
        raise Failure(message) from error
    if ended.returncode != status:
        said = "\n".join(f"{ended.stdout}{ended.stderr}".splitlines()[-_LINES:])
        message = f"{' '.join(command)} ended with status {ended.returncode}.\n{said}"
        raise Failure(message)
    return ended
