"""What is tried in an environment before any test tool is in it: imports, and what a command without its extra says."""

import json
from pathlib import Path

from bigcommerce_contract.endings import UNABLE
from bigcommerce_contract.extras import OF_COMMANDS
from wheel_tests.environment import Environment, run
from wheel_tests.extras import promised
from wheel_tests.failure import Failure

_IMPORTING = Path(__file__).with_name("importing.py")
# What each command has to be told; none of it is reached.
_ARGUMENTS = {"check": ("http://127.0.0.1:9/v2",), "docs": ("--output", "docs"), "verify": (".",)}


def try_bare(environment: Environment, extras: frozenset[str]) -> int:
    """Import all that the extras promise and start every command.

    Returns:
        The number of modules that were imported.

    Raises:
        Failure: Something cannot be imported, is imported from elsewhere, or a command says something else than it
            should.
    """
    promise = promised(extras)
    imported = run([environment.program("python"), str(_IMPORTING), *promise.packages], cwd=environment.folder)
    places: dict[str, str] = json.loads(imported.stdout)
    outside = {name: place for name, place in places.items() if "/site-packages/" not in place}
    if outside:
        message = f"Not imported from the installed wheel: {outside}"
        raise Failure(message)
    for command in OF_COMMANDS:
        if command in promise.commands:
            run([environment.program("bigcommerce-contract"), command, "--help"], cwd=environment.folder)
        else:
            _require_refusal(environment, command)
    return len(places)


def _require_refusal(environment: Environment, command: str) -> None:
    """Require one line that names the extra."""
    arguments = _ARGUMENTS.get(command, ())
    call = [environment.program("bigcommerce-contract"), command, *arguments]
    ended = run(call, cwd=environment.folder, status=UNABLE)
    named = f"install bigcommerce-customers[{OF_COMMANDS[command]}]"
    if ended.stdout or ended.stderr.count("\n") != 1 or named not in ended.stderr:
        message = f"{command} should name the extra in one line; it said:\n{ended.stdout}{ended.stderr}"
        raise Failure(message)
