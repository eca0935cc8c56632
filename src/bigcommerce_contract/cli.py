"""The command ``bigcommerce-contract``; each subcommand is loaded when it is used."""

from importlib import import_module

import click

from bigcommerce_contract.endings import INTERRUPTED, UNABLE, words_for_full_disk
from bigcommerce_contract.extras import DISTRIBUTION, OF_COMMANDS, MissingExtraError, needing

_COMMANDS = {
    "check": ("bigcommerce_contract.check.command:command", "Say rule by rule whether a server keeps the contract."),
    "docs": ("bigcommerce_contract.docs.command:command", "Write the documentation page."),
    "mock": ("bigcommerce_contract.mock.command:command", "Serve the API on this machine."),
    "rules": ("bigcommerce_contract.rules_command:command", "List the rules of the contract."),
    "verify": ("bigcommerce_contract.check.verify_command:command", "Say rule by rule what recorded traffic shows."),
}


class _UnableError(click.ClickException):
    """A command lacks what it needs, or what it says reaches nobody."""

    exit_code = UNABLE


class _InterruptedError(click.ClickException):
    """Ctrl-C came where a command has nothing to end in order."""

    exit_code = INTERRUPTED


class _LazyGroup(click.Group):
    """A group that imports a subcommand only to run it, so that each needs no more than its own extra."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        try:
            with needing(OF_COMMANDS[cmd_name], cmd_name):
                command = getattr(import_module(module), name)
        except MissingExtraError as error:
            raise _UnableError(str(error)) from error
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            message = "interrupted"
            raise _InterruptedError(message) from error
        except OSError as error:
            if words := words_for_full_disk(error):
                raise _UnableError(words) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in _COMMANDS.items()])


@click.group(cls=_LazyGroup)
@click.version_option(package_name=DISTRIBUTION)
def main() -> None:
    """BigCommerce's V2 Customers API as a contract that runs."""
