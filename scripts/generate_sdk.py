"""Generate the Python client from the document: `python scripts/generate_sdk.py [--check]`."""

import argparse
import sys
from pathlib import Path
from typing import Final

from sdk_generator.document import load
from sdk_generator.failure import GenerationError
from sdk_generator.pins import check_version
from sdk_generator.project import generate
from sdk_generator.tree import differences, formatted, replace

ROOT: Final = Path(__file__).resolve().parent.parent
DOCUMENT: Final = Path("generated/openapi.yaml")
PACKAGE: Final = "bigcommerce_customers"
CLIENT: Final = "BigCommerce"


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: What follows the command's name; taken from the command line unless given.

    Returns:
        The exit status: 0 done, 1 the committed client differs (`--check`), 2 it cannot be generated.
    """
    options = _parser().parse_args(arguments)
    try:
        check_version()
        files = formatted(generate(load(options.document), package=PACKAGE, client=CLIENT), PACKAGE)
    except GenerationError as error:
        sys.stderr.write(f"generate_sdk: {error}\n")
        return 2
    if options.check:
        return _report(differences(files, options.output))
    replace(files, options.output)
    sys.stdout.write(f"{len(files)} files written to {options.output}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="generate_sdk", description="Generate the Python client from the document.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where the client differs")
    parser.add_argument("--document", type=Path, default=ROOT / DOCUMENT, help="the bundled document")
    parser.add_argument("--output", type=Path, default=ROOT / "generated" / PACKAGE, help="the package's directory")
    return parser


def _report(lines: list[str]) -> int:
    if not lines:
        return 0
    sys.stderr.write("\n".join(["The client is not what the document gives: run `make generate`.", *lines, ""]))
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
