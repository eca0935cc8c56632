"""The command `bigcommerce-contract mock`."""

import sys
from pathlib import Path

import click
from click.core import ParameterSource

from bigcommerce_contract.endings import UNABLE
from bigcommerce_contract.mock.announcement import announcement
from bigcommerce_contract.mock.behaviour import Behaviour
from bigcommerce_contract.mock.config import read_stores
from bigcommerce_contract.mock.faults.spec import KINDS, OPTIONS, parse
from bigcommerce_contract.mock.settings import Settings

_DEFAULTS = Settings()
_OF_NAMED = ("seed_customers",)
_OF_SHARED = (*_OF_NAMED, "token", "read_only_token", "no_scope_token", "basic", "rate_limit")


def _switches() -> str:
    return ", ".join(f"{name}={'|'.join(values)}" for name, values in Behaviour.values().items())


class CannotStart(click.ClickException):
    """Ends the command with one line on standard error and exit status 3."""

    exit_code = UNABLE


@click.command(
    name="mock",
    context_settings={"show_default": True},
    epilog="Exit status: 0 after Ctrl-C or SIGTERM; 2 wrong usage; 3 the server cannot start (address or database); "
    "130 or 143 where a signal came before it listened.",
)
@click.option("--host", default=_DEFAULTS.host, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=_DEFAULTS.port, help="Port to listen on; 0 picks one.")
@click.option(
    "--database-url",
    metavar="URL",
    default=_DEFAULTS.database_url,
    help="Where the customers are kept: sqlite:// in memory, sqlite:///FILE on disk, postgresql://USER@HOST/NAME.",
)
@click.option(
    "--seed-customers",
    metavar="N",
    type=click.IntRange(min=0),
    default=_DEFAULTS.seed_customers,
    help="Fill empty stores with N made-up customers, the same every time.",
)
@click.option(
    "--store",
    "stores",
    metavar="HASH",
    multiple=True,
    default=_DEFAULTS.stores,
    help="Store hash that exists; may be repeated. The Basic form serves the first.",
)
@click.option("--token", default=_DEFAULTS.token, help="Access token that allows everything.")
@click.option("--read-only-token", metavar="TOKEN", default=_DEFAULTS.read_only_token, help="Token for reading.")
@click.option("--no-scope-token", metavar="TOKEN", default=_DEFAULTS.no_scope_token, help="Token without a scope.")
@click.option("--basic", metavar="USER:KEY", default=_DEFAULTS.basic, help="Credentials of the Basic form.")
@click.option(
    "--rate-limit",
    metavar="N",
    type=click.IntRange(min=1, max=2_147_483_647),
    default=_DEFAULTS.rate_limit,
    help="Requests a store serves in 30 s before it answers 429, and in an hour of the Basic form before 509.",
)
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 64),
    default=_DEFAULTS.workers,
    help="Processes that serve; several share a database on disk or a server.",
)
@click.option("--config", metavar="FILE", type=click.Path(path_type=Path), help="TOML file with stores of their own.")
@click.option("--any-store", is_flag=True, help="Let every store hash exist, empty at its first request.")
@click.option(
    "--behaviour",
    "switches",
    metavar="NAME=VALUE",
    multiple=True,
    help=f"What no source settles, the default first: {_switches()}.",
)
@click.option(
    "--fault",
    "faults",
    metavar="FAULT",
    multiple=True,
    help="Something that goes wrong: KIND[:NAME=VALUE,...], such as 502:rate=0.1 or latency:ms=200,"
    f"operation=listCustomers. Kinds: {', '.join(KINDS)}. Names: {', '.join(OPTIONS)}.",
)
@click.option("--fault-seed", metavar="N", type=int, default=0, help="The same number gives the same faults.")
@click.option("--control/--no-control", default=True, help="Serve /_mock/, by which tests reset, seed and break it.")
@click.option(
    "--access-log/--no-access-log",
    default=None,
    help="Tell each request on standard error.  [default: where that is a terminal]",
)
@click.option(
    "--tls-self-signed", is_flag=True, help="Speak https, and name the certificate that clients have to trust."
)
def command(config: Path | None, switches: tuple[str, ...], faults: tuple[str, ...], **options: object) -> None:
    """Serve a stateful stand-in for the BigCommerce V2 Customers API.

    Standard output begins with "listening on URL" once requests are accepted; base URLs and credentials
    follow. Without a file or a PostgreSQL in --database-url, all data ends with the server.
    """
    try:
        options |= {"behaviour": Behaviour.switched(switches), "faults": tuple(map(parse, faults))}
        if config:
            options |= _configured(config, any_store=bool(options["any_store"]))
        if options["access_log"] is None:
            options["access_log"] = sys.stderr is not None and sys.stderr.isatty()
        settings = Settings(**options)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    _run(settings)


def _configured(config: Path, *, any_store: bool) -> dict[str, object]:
    own: dict[str, object] = {"own_stores": read_stores(config)}
    if _is_given("stores"):
        return own
    in_vain = [name for name in (_OF_SHARED if not any_store else _OF_NAMED) if _is_given(name)]
    if in_vain:
        option = in_vain[0].replace("_", "-")
        message = f"--{option} is for the stores of --store. Name one, or write it into {config} for each store."
        raise click.UsageError(message)
    # The store that exists by default is not meant by somebody who lists stores.
    return {**own, "stores": ()}


def _is_given(name: str) -> bool:
    return click.get_current_context().get_parameter_source(name) is ParameterSource.COMMANDLINE


def _run(settings: Settings) -> None:
    try:
        from bigcommerce_contract.mock import server  # noqa: PLC0415 - what it needs may not be installed
    except ModuleNotFoundError as error:
        message = f"The mock server needs {error.name}: install bigcommerce-customers[mock]."
        raise CannotStart(message) from error
    try:
        server.run(settings, lambda address: click.echo(announcement(address.url, address.authority, settings)))
    except server.WrongSettingsError as error:
        raise click.UsageError(str(error)) from error
    except server.CannotStartError as error:
        raise CannotStart(str(error)) from error
