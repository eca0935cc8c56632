"""The command ``bigcommerce-contract`` as it is started: says what to install where not even click is."""

import sys

from bigcommerce_contract.endings import INTERRUPTED, UNABLE
from bigcommerce_contract.extras import OF_COMMANDS, MissingExtraError, needing


def main() -> None:
    """Run the command line; exit with status 3 and one line if its libraries are not installed."""
    asked = next((argument for argument in sys.argv[1:] if argument in OF_COMMANDS), None)
    try:
        with needing(OF_COMMANDS[asked] if asked else "mock,check", asked or "bigcommerce-contract"):
            from bigcommerce_contract import cli  # noqa: PLC0415 - what it needs may not be installed
    except MissingExtraError as error:
        sys.stderr.write(f"Error: {error}\n")
        sys.exit(UNABLE)
    except KeyboardInterrupt:
        sys.stderr.write("Error: interrupted\n")
        sys.exit(INTERRUPTED)
    cli.main(prog_name="bigcommerce-contract")


if __name__ == "__main__":
    main()
