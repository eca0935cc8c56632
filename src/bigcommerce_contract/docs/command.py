"""The command ``bigcommerce-contract docs``."""

from pathlib import Path

import click

from bigcommerce_contract.docs.page import build_page


@click.command(name="docs")
@click.option(
    "--output",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write index.html into; it is made where it is missing.",
)
def command(output: Path) -> None:
    """Write the documentation page: one file that works without a server and without a network.

    To send requests from it, open /docs of a running `bigcommerce-contract mock` instead.

    Exit status: 0 written; 1 the file cannot be written; 2 wrong usage.
    """
    page = output / "index.html"
    try:
        output.mkdir(parents=True, exist_ok=True)
        page.write_text(build_page(), encoding="utf-8")
    except OSError as error:
        message = f"Cannot write {page}: {error.strerror}. Give another --output."
        raise click.ClickException(message) from error
    click.echo(page)
